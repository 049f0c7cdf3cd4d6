import { OutboundFailure, type Outbound } from '../../platform/outbound.ts';
import type { VisitedPage } from './examine-page.ts';

export type PageVisit = { readonly read: true; readonly page: VisitedPage } | { readonly read: false; readonly sentence: string };

const mostRedirects = 3;
const mostBytes = 1_500_000;
const secondsForEach = 5;

const notRead = (sentence: string): PageVisit => ({ read: false, sentence });

/**
 * Fetches a partner's page as it is shown to anybody, or says in a sentence why it could not be read. At most three redirects are followed,
 * each through the guard of the outbound client, so that none leads into a private network. Five seconds and 1.5 MB are the end of each step.
 */
export async function visitPage(outbound: Outbound, address: string): Promise<PageVisit> {
  let url = URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return notRead('This is not the address of a web page. It should begin with https://');
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    let answer;
    try {
      answer = await outbound.request({
        url,
        method: 'GET',
        headers: { accept: 'text/html', 'user-agent': 'Antiphon page check' },
        timeoutMilliseconds: secondsForEach * 1000,
        maxResponseBytes: mostBytes,
      });
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      return notRead(why(error));
    }
    const { status, headers, text } = answer;
    const next = status >= 300 && status < 400 ? headers.get('location') : null;
    if (next === null) return { read: true, page: { url: url.href, status, headers, body: text } };
    const target = URL.parse(next, url);
    if (!target) return notRead('The page sends visitors on to an address that cannot be read.');
    url = target;
  }
  return notRead(`The page sends visitors on more than ${mostRedirects} times.`);
}

function why({ stage, reason }: OutboundFailure): string {
  if (stage === 'refused') return 'This address cannot be checked from here: only pages on the public internet with https are read.';
  if (reason === 'too_large') return 'The page is larger than 1.5 MB, which is more than we read.';
  if (reason === 'deadline') return `The site did not answer within ${secondsForEach} seconds.`;
  return 'The site could not be reached. Please check the address, or try again later.';
}

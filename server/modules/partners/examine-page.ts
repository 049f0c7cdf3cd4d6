import { examineFrame } from './examine-frame.ts';
import { examinePolicies } from './examine-policies.ts';
import { findEmbeds, type Embeds } from './find-embeds.ts';
import { good, problem, warning, type Finding } from './finding.ts';
import { readMarkup } from './page-markup.ts';

export interface VisitedPage {
  /** Where the page was found in the end, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
}

export interface Examination extends VisitedPage {
  /** The address of our frame, `https://our.host/e/ID`. */
  readonly embedUrl: string;
  /** The exact origins that may frame it. */
  readonly origins: readonly string[];
}

/**
 * Says what keeps our letter from standing well on a partner's page, and what is good already. It judges the page's source and headers:
 * what scripts of the page do later it cannot see, and says so where it matters.
 */
export function examinePage(page: Examination): { findings: Finding[] } {
  const url = new URL(page.url);
  const unread = examineAnswer(page);
  if (unread) return { findings: [unread] };
  const embedUrl = new URL(page.embedUrl);
  const markup = readMarkup(page.body, url);
  const embeds = findEmbeds(markup, embedUrl);
  const isFramed = embeds.frames.length + embeds.components.length + embeds.heldBack.length > 0 || embeds.written;
  const script = embeds.scripts.find(({ runs }) => runs);
  const findings = [
    good('The page can be reached.'),
    examineTransport(url),
    ...(isFramed || embeds.links.length === 0 ? [examineOrigin(url, page.origins)] : []),
    ...examinePresence(embeds),
    ...examineAddresses(embeds, { page: url, embed: embedUrl }),
    ...examineScripts(embeds, embedUrl),
    ...[...embeds.frames, ...embeds.components]
      .slice(0, 5)
      .flatMap((element) => examineFrame(element, script !== undefined && element.attributes.has('data-antiphon'))),
    ...(isFramed
      ? examinePolicies({
          ...{ url, headers: page.headers, markup, embedUrl },
          script: script && { url: script.url, nonce: script.element.attributes.get('nonce') },
        })
      : []),
  ];
  return { findings: [...new Map(findings.map((finding) => [finding.sentence, finding])).values()] };
}

/** What makes it useless to look any further. */
function examineAnswer({ status, headers }: VisitedPage): Finding | undefined {
  const said = (sentence: string, fix: string) => problem(`${sentence} (status ${status}).`, fix);
  const browse = 'Some sites turn programs away: then open the page in a browser and look at the frame there.';
  if (status === 401 || status === 403 || status === 429)
    return said('The page does not let us read it', `Is it open to everybody? ${browse}`);
  if (status === 404 || status === 410) return said('There is no page at this address', 'Please check the address.');
  if (status >= 500) return said('The site answered with an error of its own', 'Please try again later.');
  if (status < 200 || status >= 300) return said('The site did not answer with a page', `Please check the address. ${browse}`);
  const type = headers.get('content-type');
  if (type !== null && !/html/i.test(type)) return problem('What stands at this address is not a web page.', 'Please check the address.');
  return undefined;
}

function examineTransport({ protocol, hostname }: URL): Finding {
  if (protocol === 'https:') return good('The page is protected by https.');
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
    return warning('The page stands on this machine, without https.', 'That is good for a rehearsal. Supporters need a page with https.');
  return problem(
    'The page is not protected by https.',
    'Switch the site to https: a letter cannot stand on a page that others could change.',
  );
}

function examineOrigin({ origin }: URL, origins: readonly string[]): Finding {
  if (origins.includes(origin)) return good(`${origin} is one of the sites of this partner.`);
  return problem(
    `${origin} is not one of the sites of this partner, so browsers leave the frame empty there.`,
    `Add ${origin} to the sites of this partner, exactly as written here: www or not makes a difference.`,
  );
}

function examinePresence({ frames, components, heldBack, elsewhere, links, pasted, written }: Embeds): Finding[] {
  const found = [
    ...(frames.length > 0 ? [good('Our frame stands on the page.')] : []),
    ...(components.length > 0 ? [good('Our element <antiphon-letter> stands on the page.')] : []),
    ...heldBack
      .slice(0, 1)
      .map(({ attribute }) =>
        problem(
          `Something keeps our frame back: its address stands in ${attribute}, so that nothing is shown at first.`,
          'Take our frame off the list of the consent tool or lazy loader: it sets no cookie. Its address belongs in src.',
        ),
      ),
  ];
  const other =
    elsewhere.length > 0
      ? [warning('The page shows another letter of ours as well.', 'Remove the old code if it is not meant to be there.')]
      : [];
  if (found.length > 0) return [...found, ...other];
  if (elsewhere.length > 0)
    return [problem('The page shows another letter of ours, not this one.', 'Replace the code on the page by the one shown here.')];
  if (pasted)
    return [
      problem(
        'Our code can be read on the page as text.',
        'Paste it again where your site takes HTML: often a block named "HTML" or "code".',
      ),
    ];
  if (written)
    return [
      warning('A script of the page names our frame, and may put it in.', 'We cannot see that from here: please look with a browser.'),
    ];
  if (links.length > 0) return [good('A link to us stands on the page.')];
  return [
    problem(
      'Neither our frame nor a link to us was found on the page.',
      'Paste the code into the page. If your site puts it in by a script, we cannot see that from here: please look with a browser.',
    ),
  ];
}

function examineAddresses({ frames, components }: Embeds, urls: { page: URL; embed: URL }): Finding[] {
  const plain = [...frames, ...components].some(({ attributes }) => /^\s*http:/i.test(attributes.get('src') ?? ''));
  return plain && urls.embed.protocol === 'https:'
    ? [problem('Our frame is asked for over http, which browsers refuse.', `Write ${urls.embed.href} with https.`)]
    : [];
}

function examineScripts({ frames, components, scripts }: Embeds, embedUrl: URL): Finding[] {
  const needed = components.length > 0;
  const wanted = needed || frames.some(({ attributes }) => attributes.has('data-antiphon'));
  const level = needed ? problem : warning;
  const without = needed ? 'so only the link inside of our element is shown' : 'so the height of the frame does not follow the letter';
  const tag = `<script async src="${embedUrl.origin}/embed.js"></script>`;
  if (scripts.length === 0) return wanted ? [level(`Our script is missing, ${without}.`, `Add ${tag} to the page.`)] : [];
  const runs = scripts.filter((script) => script.runs);
  if (runs.length === 0)
    return [level(`Something keeps our script back, ${without}.`, 'Take it off the list of the consent tool: it sets no cookie.')];
  if (embedUrl.protocol === 'https:' && runs.every(({ url }) => url.protocol === 'http:'))
    return [level(`Our script is asked for over http, which browsers refuse, ${without}.`, `Write ${tag} with https.`)];
  return [good('Our script is on the page.')];
}

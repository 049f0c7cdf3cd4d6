import { googlePage } from '../../../public-pages/google-page.ts';
import { publishedSentence } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import { frameOf, type PageRoute, type Site } from '../../platform/page.ts';

/** What this copy is at Google, from its settings and from the adapter that asks. */
export interface GoogleFacts {
  clientId: string;
  scopes: readonly string[];
  redirectUri: string;
}

/** What each scope gives, and what it is for. One that is asked for without a word here has no page: a test says so. */
export const scopesInWords: Readonly<Record<string, { gives: string; why: string }>> = {
  openid: { gives: 'That somebody signed in, and a number for their account.', why: 'To be sure that the same person comes back.' },
  email: {
    gives: 'The address of the account.',
    why: 'To show from which account the letter will leave, and to count each person once.',
  },
  profile: { gives: 'The name of the account.', why: 'To put it under the letter.' },
  'https://www.googleapis.com/auth/gmail.send': {
    gives: 'Permission to send, and to read nothing (a sensitive scope).',
    why: 'To send the letter that the person has just read and confirmed, from their own Gmail account.',
  },
};

/** The promises about what comes from Google, or is made from it. */
const ofGoogle = promises.filter(({ group }) => group === 'supporters');

/** The page for Google's reviewers, and for whoever wants to know what their permission means. */
export function googlePages(site: Site, service: string, { clientId, scopes, redirectUri }: GoogleFacts): PageRoute[] {
  const at = (path: string) => `${site.publicUrl}${path}`;
  return [
    {
      method: 'GET',
      path: '/google',
      does: 'What this copy asks Google for, and everything that Google’s verification asks',
      handle: (visit) =>
        visit.html(
          googlePage(
            {
              service,
              operator: site.operator,
              urls: {
                ...{ home: at('/'), privacy: at('/privacy'), legal: at('/legal'), contact: at('/contact'), kept: at('/kept') },
                redirect: redirectUri,
              },
              domain: new URL(site.publicUrl).hostname,
              clientId,
              scopes: scopes.map((scope) => ({ scope, ...(scopesInWords[scope] ?? { gives: '', why: '' }) })),
              kept: ofGoogle.map((promise) => ({ title: promise.title, sentence: publishedSentence(promise), stays: promise.stays })),
            },
            frameOf(site, visit, site.operator.name),
          ),
        ),
    },
  ];
}

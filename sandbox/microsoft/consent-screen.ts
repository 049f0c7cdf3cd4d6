import { Hono, type Context } from 'hono';
import { fromElsewhere, page } from '../page.ts';
import type { SandboxAccount } from './accounts.ts';
import { accountPage, approvalPage, permissionsPage, refusedPage } from './consent-pages.ts';
import { BadConsentRequest, readConsentRequest, readScope, sendScope, type ConsentRequest } from './consent-request.ts';
import { described } from './error-bodies.ts';
import type { Microsoft } from './state.ts';

const path = '/common/oauth2/v2.0/authorize';

/** Why somebody comes back without a code, in Microsoft's words. */
const withoutConsent = {
  declined: { number: 65004, sentence: 'User declined to consent to access the app.' },
  unapproved: {
    number: 90094,
    sentence: 'An administrator must consent to the permissions that this application asks for before you can use it.',
  },
};

/**
 * The consent screen: account, then everything that is asked for at once. It keeps nothing between the screens: each carries the whole
 * request and checks it again. Who agreed before is not asked again, as at Microsoft.
 */
export function consentScreen(microsoft: Microsoft): Hono {
  const app = new Hono();

  const screenOf = (request: ConsentRequest, query: URLSearchParams) => ({
    request: query.toString(),
    client: request.redirectUri.host,
    decide: `${microsoft.basePath}${path}/decision`,
    step: (name: string, account?: SandboxAccount) =>
      `${microsoft.basePath}${path}/${name}?${new URLSearchParams({ request: query.toString(), ...(account ? { account: account.subject } : {}) })}`,
  });

  function agree(c: Context, request: ConsentRequest, account: SandboxAccount) {
    const fault = microsoft.faults.take(account.subject, 'consent')?.fault;
    if (fault === 'deny') return back(c, microsoft, request, 'declined');
    if (fault === 'admin_block') return back(c, microsoft, request, 'unapproved');
    const scopes = request.scopes.filter((scope) => fault !== 'untick' || scope !== sendScope);
    return back(c, microsoft, request, {
      code: microsoft.consents.agree({
        subject: account.subject,
        scopes,
        redirectUri: request.redirectText,
        nonce: request.nonce,
        codeChallenge: request.codeChallenge,
      }),
    });
  }

  app.get(path, (c) => {
    const query = new URL(c.req.url).searchParams;
    const request = readConsentRequest(query, microsoft);
    if (request.prompts.includes('none')) return back(c, microsoft, request, { error: 'interaction_required' });
    return page(c, 'Pick an account', accountPage(screenOf(request, query), microsoft.accounts.all()), [request.redirectUri.origin]);
  });
  app.get(`${path}/account`, (c) => {
    const query = new URLSearchParams(c.req.query('request'));
    const request = readConsentRequest(query, microsoft);
    const account = chosen(microsoft, c.req.query('account'));
    const before = microsoft.consents.scopesOf(account.subject);
    if (!account.needsAdministrator && !request.prompts.includes('consent') && request.scopes.every((scope) => before.has(scope)))
      return agree(c, request, account);
    const screen = screenOf(request, query);
    const body = account.needsAdministrator
      ? approvalPage(screen, account)
      : permissionsPage(screen, account, { send: request.scopes.includes(sendScope), read: request.scopes.includes(readScope) });
    return page(c, 'Permissions', body, [request.redirectUri.origin]);
  });
  app.get(`${path}/cancel`, (c) => {
    const request = readConsentRequest(new URLSearchParams(c.req.query('request')), microsoft);
    return back(c, microsoft, request, { error: 'access_denied', error_description: 'the user canceled the authentication' });
  });
  app.get(`${path}/without-approval`, (c) =>
    back(c, microsoft, readConsentRequest(new URLSearchParams(c.req.query('request')), microsoft), 'unapproved'),
  );
  app.post(`${path}/decision`, async (c) => {
    if (fromElsewhere(c)) throw new BadConsentRequest(90015, 'A consent is decided on this page, not from another site.');
    const form = new URLSearchParams(await c.req.text());
    const request = readConsentRequest(new URLSearchParams(form.get('request') ?? ''), microsoft);
    const account = chosen(microsoft, form.get('account'));
    if (account.needsAdministrator) return back(c, microsoft, request, 'unapproved');
    return form.get('decision') === 'accept' ? agree(c, request, account) : back(c, microsoft, request, 'declined');
  });

  app.onError((error, c) => {
    if (!(error instanceof BadConsentRequest)) throw error;
    c.status(400);
    return page(c, 'Trouble signing in', refusedPage(error.number, error.message));
  });
  return app;
}

function chosen(microsoft: Microsoft, subject: string | null | undefined): SandboxAccount {
  const account = microsoft.accounts.bySubject(subject ?? '');
  if (!account) throw new BadConsentRequest(50034, 'This account does not exist here.');
  return account;
}

/** Sends the person back with an answer, or with the reason why there is none. */
function back(
  c: Context,
  { clock }: Pick<Microsoft, 'clock'>,
  request: ConsentRequest,
  answer: Record<string, string> | keyof typeof withoutConsent,
): Response {
  const url = new URL(request.redirectUri);
  const fields =
    typeof answer === 'string' ? { error: 'access_denied', error_description: described(withoutConsent[answer], clock.now()) } : answer;
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  url.searchParams.set('state', request.state);
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  return c.redirect(url.href, 302);
}

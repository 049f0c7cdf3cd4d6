import { Hono, type Context } from 'hono';
import { fromElsewhere, page } from '../page.ts';
import type { SandboxAccount } from './accounts.ts';
import { accountPage, permissionsPage, refusedPage, signInPage } from './consent-pages.ts';
import { BadConsentRequest, readConsentRequest, sendScope, type ConsentRequest } from './consent-request.ts';
import type { Google } from './state.ts';

const path = '/o/oauth2/v2/auth';

/**
 * The consent screen: account, then sign-in, then the permissions with their boxes. It keeps nothing between the screens:
 * each carries the whole request and checks it again.
 */
export function consentScreen(google: Google): Hono {
  const app = new Hono();

  const screenOf = (request: ConsentRequest, query: URLSearchParams) => ({
    request: query.toString(),
    client: request.redirectUri.host,
    links: {
      decide: `${google.basePath}${path}/decision`,
      step: (name: string, account?: SandboxAccount) =>
        `${google.basePath}${path}/${name}?${new URLSearchParams({ request: query.toString(), ...(account ? { account: account.subject } : {}) })}`,
    },
  });

  /** Whether the person still has to agree to any of these scopes. */
  function isOpen(request: ConsentRequest, account: SandboxAccount, scopes: readonly string[]): boolean {
    const before = google.consents.scopesOf(account.subject);
    return scopes.length > 0 && (request.prompts.includes('consent') || scopes.some((scope) => !before.has(scope)));
  }

  /** Shows the next screen that this person still has to see, or sends them back with what they agreed to before. */
  function ask(c: Context, query: URLSearchParams, account: SandboxAccount, seenSignIn: boolean) {
    const request = readConsentRequest(query, google);
    const show = (title: string, body: Parameters<typeof page>[2]) => page(c, title, body, [request.redirectUri.origin]);
    const screen = screenOf(request, query);
    const asksPermission = isOpen(request, account, request.permissions);
    if (!seenSignIn && isOpen(request, account, request.signIn))
      return show('Sign in', signInPage(screen, account, asksPermission ? 'permissions' : 'decide'));
    if (asksPermission) return show('Permissions', permissionsPage(screen, account, request.permissions));
    return agree(c, request, account, request.permissions);
  }

  function agree(c: Context, request: ConsentRequest, account: SandboxAccount, ticked: readonly string[]) {
    const fault = google.faults.take(account.subject, 'consent')?.fault;
    if (fault === 'deny') return back(c, request, { error: 'access_denied' });
    const scopes = [
      ...request.signIn,
      ...request.permissions.filter((scope) => ticked.includes(scope) && !(fault === 'untick' && scope === sendScope)),
    ];
    const isFirst = google.consents.scopesOf(account.subject).size === 0;
    const code = google.consents.agree({
      subject: account.subject,
      scopes,
      redirectUri: request.redirectText,
      nonce: request.nonce,
      codeChallenge: request.codeChallenge,
      // A second consent of the same person brings no refresh token unless the client asks for the screen again.
      givesRefreshToken: request.offline && (isFirst || request.prompts.includes('consent')) && fault !== 'no_refresh_token',
    });
    return back(c, request, { code, scope: scopes.join(' '), authuser: '0', prompt: request.prompts[0] ?? 'none' });
  }

  app.get(path, (c) => {
    const query = new URL(c.req.url).searchParams;
    const request = readConsentRequest(query, google);
    if (request.prompts.includes('none')) return back(c, request, { error: 'interaction_required' });
    const hinted = request.loginHint === undefined ? undefined : accountOf(google, request.loginHint);
    if (hinted && !request.prompts.includes('select_account')) return ask(c, query, hinted, false);
    const accounts = hinted ? [hinted, ...google.accounts.all().filter((account) => account !== hinted)] : google.accounts.all();
    return page(c, 'Choose an account', accountPage(screenOf(request, query), accounts), [request.redirectUri.origin]);
  });

  for (const step of ['account', 'permissions'] as const) {
    app.get(`${path}/${step}`, (c) =>
      ask(c, new URLSearchParams(c.req.query('request')), chosen(google, c.req.query('account')), step === 'permissions'),
    );
  }
  app.get(`${path}/cancel`, (c) =>
    back(c, readConsentRequest(new URLSearchParams(c.req.query('request')), google), { error: 'access_denied' }),
  );
  app.post(`${path}/decision`, async (c) => {
    if (fromElsewhere(c)) throw new BadConsentRequest('invalid_request', 'A consent is decided on this page, not from another site.');
    const form = new URLSearchParams(await c.req.text());
    const request = readConsentRequest(new URLSearchParams(form.get('request') ?? ''), google);
    const account = chosen(google, form.get('account'));
    if (form.get('decision') !== 'continue') return back(c, request, { error: 'access_denied' });
    const asked = isOpen(request, account, request.permissions);
    return agree(c, request, account, asked ? form.getAll('permission') : request.permissions);
  });

  app.onError((error, c) => {
    if (!(error instanceof BadConsentRequest)) throw error;
    c.status(error.code === 'invalid_client' ? 401 : 400);
    return page(c, 'Access blocked', refusedPage(error.code, error.message));
  });
  return app;
}

function chosen(google: Google, subject: string | null | undefined): SandboxAccount {
  const account = google.accounts.bySubject(subject ?? '');
  if (!account) throw new BadConsentRequest('invalid_request', 'This account does not exist here.');
  return account;
}

function accountOf(google: Google, hint: string): SandboxAccount | undefined {
  return google.accounts.byEmailAddress(hint) ?? google.accounts.bySubject(hint);
}

function back(c: Context, request: ConsentRequest, answer: Record<string, string>): Response {
  const url = new URL(request.redirectUri);
  url.searchParams.set('state', request.state);
  // RFC 9207: the answer names who gave it.
  url.searchParams.set('iss', 'https://accounts.google.com');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  return c.redirect(url.href, 303);
}

import type { PageRoute, Visit } from '../../../platform/page.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { TellOfMail } from '../../../providers/capabilities.ts';
import { hearOfMail } from './hear-of-mail.ts';
import type { Tellers } from './watch-mailboxes.ts';

/** Where providers tell of new mail. */
export const hearingPaths = { gmail: '/hooks/google-mail', outlook: '/hooks/microsoft-mail' } as const;

/** What Graph sends to know that an address is ours; it comes back as it came. */
const validation = /^[\x20-\x7e]{1,2000}$/;

/** What answers a provider that tells of new mail. Where the operator has not set that up, nothing is there. */
export function hearingPages(tools: Tools, tellers: Tellers): PageRoute[] {
  const page = (provider: keyof typeof hearingPaths, company: string): PageRoute => ({
    method: 'POST',
    path: hearingPaths[provider],
    does: `Where ${company} tells that something came to a mailbox; nothing else that it says is used`,
    async handle(visit) {
      const teller = tellers[provider];
      if (!teller) return visit.body(null, 404);
      const token = provider === 'outlook' ? visit.req.query('validationToken') : undefined;
      return token === undefined ? hear(visit, teller) : prove(visit, token);
    },
  });

  async function hear(visit: Visit, teller: TellOfMail): Promise<Response> {
    const told = await teller.hear({ authorization: visit.req.header('authorization'), body: await visit.req.text() });
    if (!told) return visit.body(null, 401);
    await hearOfMail(tools, told);
    return visit.body(null, 202);
  }
  return [page('gmail', 'Google'), page('outlook', 'Microsoft')];
}

/** Text and nothing but: a browser that were led here must find no page in it. */
function prove(visit: Visit, token: string): Response {
  if (!validation.test(token)) return visit.body(null, 400);
  visit.header('X-Content-Type-Options', 'nosniff');
  return visit.text(token, 200);
}

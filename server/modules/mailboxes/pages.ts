import { noticePage, type NoticeProps } from '../../../public-pages/notice.ts';
import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { frameOf, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { connectByConsent, type NotConnected } from './consenting/connect-by-consent.ts';
import type { MailboxWays } from './mailbox-ways.ts';

export interface MailboxPageNeeds {
  site: Site;
  ways: MailboxWays;
  /** Who is at this browser, as a member of the workspace who may connect mailboxes. @throws Refusal for everybody else */
  memberAt(visit: Visit, workspaceId: string): Promise<{ member: Member; actor: Actor }>;
  slugOf(workspaceId: string): Promise<string>;
}

const nothingKept = 'Nothing was kept, and nothing was sent.';
const words: Record<NotConnected | 'signed_out', { title: string; happened: string; next: string }> = {
  over: {
    title: 'This sign-in is over',
    happened: 'It was used already, took longer than ten minutes, or was begun in another browser or by somebody else.',
    next: 'Begin again from the page of your mailboxes.',
  },
  signed_out: {
    title: 'You are not signed in here',
    happened: 'A mailbox is connected for the member who began it, and in this browser nobody is signed in who may do that.',
    next: 'Sign in, and begin again from the page of your mailboxes.',
  },
  cancelled: {
    title: 'You stopped at the company',
    happened: 'You pressed Cancel on its page, so it gave us no access to your mailbox.',
    next: 'If you change your mind, begin again.',
  },
  admin_blocked: {
    title: 'Your administrators do not allow this',
    happened: 'The administrators of your organisation decide which services may use its mailboxes, and this one may not.',
    next: 'Ask them to allow it, or connect another mailbox.',
  },
  not_ticked: {
    title: 'The permission to send was not given',
    happened: 'On the company’s page, the box that lets us send for you was not ticked. Without it the mailbox is of no use here.',
    next: 'Begin again and leave that box ticked.',
  },
  other_account: {
    title: 'This is another account',
    happened:
      'You signed in with a different account from the one to which this mailbox belongs. What waits for it is not sent from another one.',
    next: 'Begin again with the same account, or connect the other one as a mailbox of its own.',
  },
  address_taken: {
    title: 'This address is connected already',
    happened: 'A mailbox with this address is there already, connected in another way or by somebody else.',
    next: 'Connect that one again, or disconnect it first.',
  },
  nothing_lasting: {
    title: 'The company gave no lasting access',
    happened: 'It let us in for an hour only, though we asked twice. A mailbox of a team needs access that lasts.',
    next: 'Remove this service from the list of apps in your account there, then begin again.',
  },
  no_address: {
    title: 'This account has no address to send from',
    happened: 'The company does not vouch for an e-mail address of this account.',
    next: 'Use another account.',
  },
  company_away: {
    title: 'The company did not answer',
    happened: 'It could not be reached, or it had a fault.',
    next: 'Try again in a few minutes.',
  },
};

/** Where members come back to from the consent screen of their mailbox's company. */
export function mailboxPages(tools: Tools, needs: MailboxPageNeeds): PageRoute[] {
  const { site, ways } = needs;

  const say = async (visit: Visit, outcome: keyof typeof words, workspaceId: string | undefined): Promise<Response> => {
    const { title, happened, next } = words[outcome];
    const href = workspaceId === undefined ? '/' : `/w/${await needs.slugOf(workspaceId)}/mailboxes`;
    const notice: NoticeProps = { title, sentences: [happened, nothingKept, next], action: { label: 'To the mailboxes', href } };
    visit.status(outcome === 'signed_out' ? 401 : 400);
    visit.header('Cache-Control', 'no-store');
    return visit.html(noticePage(notice, frameOf(site, visit, site.operator.name)));
  };

  const page = (company: 'google' | 'microsoft', provider: 'gmail' | 'outlook'): PageRoute => ({
    method: 'GET',
    path: `/oauth/${company}/mailbox`,
    does: `Take a member back from ${company === 'google' ? 'Google' : 'Microsoft'}: connect the mailbox they went for`,
    async handle(visit) {
      const query = (name: string) => visit.req.query(name);
      const back = { provider, code: query('code'), state: query('state'), error: query('error'), description: query('error_description') };
      const connected = await connectByConsent(tools, ways, back, (workspaceId) => needs.memberAt(visit, workspaceId)).catch(
        (error: unknown) => {
          const refused = error instanceof Refusal && ['signed_out', 'not_allowed', 'not_found'].includes(error.kind);
          if (!refused) throw error;
          return { outcome: 'signed_out' as const, workspaceId: undefined };
        },
      );
      if (connected.outcome === 'ask_again') return visit.redirect(connected.url.href, 303);
      if (connected.outcome !== 'connected') return say(visit, connected.outcome, connected.workspaceId);
      const reading = connected.readingRefused ? 'without_reading' : 'yes';
      return visit.redirect(`/w/${await needs.slugOf(connected.workspaceId)}/mailboxes?connected=${reading}`, 303);
    },
  });
  return [page('google', 'gmail'), page('microsoft', 'outlook')];
}

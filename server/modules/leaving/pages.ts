import { leaveGonePage, leaveLaterPage, leavePage, leaveUnknownPage, type LeaveChoice } from '../../../public-pages/leave-page.ts';
import type { Tx } from '../../platform/database.ts';
import { callerKey } from '../../platform/http.ts';
import { frameOf, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import { dayInWords } from '../../platform/period.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { findWritten, type Written } from './find-written.ts';
import { leave, type Leaving } from './leave.ts';
import { maskedAddress } from './masked-address.ts';
import { readLeaving } from './read-leaving.ts';
import { readTicket } from './ticket.ts';
import { leavePath } from './unsubscribe-url.ts';

/** What the pages need that is not theirs. */
export interface LeavingNeeds {
  /** Why a workspace may write to a contact, as it noted it when it imported them. */
  originOf(tx: Tx, of: { workspaceId: string; contactId: string }): Promise<{ basis: string; importedAt: Date } | undefined>;
  /** Told that somebody, or something, looked at the page. */
  opened?(visit: Visit, of: { workspaceId: string; campaignId: string; enrolmentId: string }): void;
}

const path = `${leavePath}/:ticket` as const;
const wrongBody = 'Nothing was changed. Please press one of the buttons.';

/** The page behind the link under a message of a team, and what answers the one click of a mail program (RFC 8058). */
export function leavingPages(tools: Tools, site: Site, { originOf, opened }: LeavingNeeds): PageRoute[] {
  const frame = (visit: Visit, organiser = site.operator.name) => frameOf(site, visit, organiser);

  /** A link that is none costs whoever tries it one of few tries; one that is real may be pressed for many people from one place. */
  async function openTicket(visit: Visit): Promise<Written | Response> {
    const ticket = readTicket(tools, visit.req.param('ticket') ?? '');
    if (!ticket) {
      await countUse(tools, limits.guardedPerAddress, `${callerKey(visit.get('ipAddress'))}|leave`);
      visit.status(404);
      return visit.html(leaveUnknownPage(frame(visit)));
    }
    return (await findWritten(tools, ticket)) ?? visit.html(leaveGonePage(frame(visit)));
  }

  async function show(visit: Visit, written: Written, more: { left?: Leaving; problem?: string } = {}): Promise<Response> {
    const { organisation, enrolment, ticket, leftUntil, leftEverywhereUntil } = written;
    const { workspaceId } = ticket;
    const contactId = enrolment?.contactId;
    const origin = contactId && (await tools.database.inWorkspace(workspaceId, (tx) => originOf(tx, { workspaceId, contactId })));
    const props = {
      url: visit.req.path,
      organisation,
      ...(enrolment ? { address: maskedAddress(enrolment.email), listed: enrolment.contactId !== null } : {}),
      ...(origin ? { origin: { words: origin.basis, noted: dayInWords(origin.importedAt) } } : {}),
      ...(leftUntil ? { leftUntil: dayInWords(leftUntil) } : {}),
      ...(leftEverywhereUntil ? { leftEverywhereUntil: dayInWords(leftEverywhereUntil) } : {}),
      choices: choicesOf(written),
      ...more,
    };
    return visit.html(leavePage(props, frame(visit, organisation)));
  }

  return [
    {
      method: 'GET',
      path,
      does: 'Whether somebody wants no more messages of a team: nothing happens by opening it, mail servers look at links before people do',
      async handle(visit) {
        const written = await openTicket(visit);
        if (written instanceof Response) return written;
        opened?.(visit, written.ticket);
        return show(visit, written);
      },
      whenAway: (visit) => visit.html(leaveLaterPage(visit.req.path, frame(visit))),
    },
    {
      method: 'POST',
      path,
      does: 'Leave at once: by a button of the page, or by the one click of a mail program (RFC 8058)',
      async handle(visit) {
        const written = await openTicket(visit);
        if (written instanceof Response) return written;
        const what = await readLeaving(visit);
        if (what) {
          await leave(tools, written, what);
          const now = await findWritten(tools, written.ticket);
          return now ? show(visit, now, { left: what }) : visit.html(leaveGonePage(frame(visit)));
        }
        visit.status(400);
        return show(visit, written, { problem: wrongBody });
      },
      whenAway: (visit) => visit.html(leaveLaterPage(visit.req.path, frame(visit))),
    },
  ];
}

/** What there is still to leave. */
function choicesOf({ enrolment, leftUntil, leftEverywhereUntil }: Written): LeaveChoice[] {
  if (leftEverywhereUntil) return [];
  if (leftUntil) return ['everywhere'];
  // Of one in doubt a member may still say what became of it, and then it goes on.
  const isOn = enrolment && (['waiting', 'sending'].includes(enrolment.state) || enrolment.reason === 'uncertain');
  return ['workspace', ...(isOn ? (['campaign'] as const) : []), 'everywhere'];
}

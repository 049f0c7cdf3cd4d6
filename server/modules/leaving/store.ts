import type { Tx } from '../../platform/database.ts';
import type { Ticket } from './ticket.ts';

/** To whom a message went; nothing once the enrolment, its campaign or its person was deleted. */
export async function findEnrolment(tx: Tx, { workspaceId, campaignId, enrolmentId }: Ticket) {
  return tx
    .selectFrom('enrolments')
    .select(['email', 'emailKey', 'contactId', 'state', 'reason'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', enrolmentId)
    .executeTakeFirst();
}
export type FoundEnrolment = NonNullable<Awaited<ReturnType<typeof findEnrolment>>>;

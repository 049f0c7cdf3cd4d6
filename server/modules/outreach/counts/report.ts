import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { showId } from '../../../platform/ids.ts';
import { mailboxesOf } from '../../mailboxes/index.ts';
import { findOutreach } from '../store.ts';
import { countsByDomain, countsByMailboxAndTime, sumOf, type OutreachCounts } from './store.ts';

const mostDomains = 100;
/** A domain that fewer have may be somebody’s own: its figures would be theirs. */
const fewestOfDomain = 5;

/** What became of the messages of a campaign by time, mailbox and domain, read where it is added up. */
export async function report(tx: Tx, workspaceId: string, id: string, unit: 'hour' | 'day') {
  if (!(await findOutreach(tx, workspaceId, id))) throw notFound('team campaign');
  const { byMailbox, byTime } = await countsByMailboxAndTime(tx, workspaceId, id, unit);
  const byDomain = await countsByDomain(tx, workspaceId, id, mostDomains);
  return {
    byTime: byTime.map(({ at, ...counts }) => ({ at: at.toISOString(), counts })),
    byMailbox: await shownByMailbox(tx, workspaceId, byMailbox),
    byDomain: byDomain
      .filter(({ accepted, failed }) => accepted + failed >= fewestOfDomain)
      .map(({ bouncedHard, bouncedSoft, refused, ...row }) => ({ ...row, bounced: bouncedHard + bouncedSoft + refused })),
  };
}

async function shownByMailbox(tx: Tx, workspaceId: string, rows: readonly (OutreachCounts & { mailboxId: string })[]) {
  const mailboxes = await mailboxesOf(
    tx,
    workspaceId,
    rows.map(({ mailboxId }) => mailboxId),
  );
  const addressOf = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox.address]));
  const gone = rows.filter(({ mailboxId }) => !addressOf.has(mailboxId));
  return [
    ...rows.flatMap(({ mailboxId, ...counts }) => {
      const address = addressOf.get(mailboxId);
      return address === undefined ? [] : [{ mailboxId: showId('mailbox', mailboxId), address, counts }];
    }),
    ...(gone.length === 0 ? [] : [{ mailboxId: null, address: '', counts: sumOf(gone) }]),
  ];
}

import { sql, type ExpressionBuilder } from 'kysely';
import type { DB } from '../../../../database/rows.ts';
import type { DocumentName } from '../../../../privacy/documents.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Version } from './document.ts';

const onePublisherAtATime = 7_426_118_031;

/** Until the end of the transaction nobody else publishes. */
export async function lockDocuments(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${onePublisherAtATime})`.execute(tx);
}

/** The newest version of each document that was ever published here. */
export async function newestVersions(tx: Tx): Promise<Map<string, Version>> {
  const rows = await tx
    .selectFrom('publishedDocuments')
    .distinctOn('document')
    .select(['document', 'version', 'wordsHash', 'publishedAt'])
    .orderBy('document')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map(({ document, ...version }) => [document, version]));
}

/** For each document the number of its newest version, and the version that holds the given words, where there is one. */
export async function servedVersions(
  tx: Tx,
  hashes: Readonly<Record<DocumentName, Buffer>>,
): Promise<Map<string, { newest: number; own: Version | undefined }>> {
  const rows = await tx
    .selectFrom('publishedDocuments')
    .select(['document', 'version', 'wordsHash', 'publishedAt'])
    .orderBy('version', 'desc')
    .execute();
  const served = new Map<string, { newest: number; own: Version | undefined }>();
  for (const { document, ...version } of rows) {
    const known = served.get(document) ?? { newest: version.version, own: undefined };
    if (!known.own && version.wordsHash.equals(hashes[document as DocumentName])) known.own = version;
    served.set(document, known);
  }
  return served;
}

export async function insertVersion(tx: Tx, version: Version & { document: DocumentName; text: string }): Promise<void> {
  await tx.insertInto('publishedDocuments').values(version).execute();
}

/** All versions of a document, newest first. */
export async function versionsOf(tx: Tx, document: DocumentName): Promise<Version[]> {
  return tx
    .selectFrom('publishedDocuments')
    .select(['version', 'wordsHash', 'publishedAt'])
    .where('document', '=', document)
    .orderBy('version', 'desc')
    .execute();
}

/** The words of one version, exactly as they were published. */
export async function findText(tx: Tx, document: DocumentName, version: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('publishedDocuments')
    .select('text')
    .where('document', '=', document)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.text;
}

export interface Told {
  /** Documents of whose changes people are told at all. */
  documents: readonly string[];
  /** Changes before this are too long ago to be told. */
  since: Date;
  /** A mail that surely did not leave is tried again when its last try was before this. */
  triedBefore: Date;
}

const mostTries = 5;

/** Newest versions that are changes, beside the users who were there before and have not been told of them. */
function notTold(tx: Tx, { documents, since, triedBefore }: Told) {
  return tx
    .with('changed', (db) =>
      db
        .selectFrom('publishedDocuments')
        .distinctOn('document')
        .select(['document', 'version', 'publishedAt'])
        .where('document', 'in', documents)
        .orderBy('document')
        .orderBy('version', 'desc'),
    )
    .selectFrom('changed')
    .innerJoin('users', (join) => join.onRef('users.createdAt', '<', 'changed.publishedAt'))
    .leftJoin('documentNotices as notice', (join) =>
      join
        .onRef('notice.userId', '=', 'users.id')
        .onRef('notice.document', '=', 'changed.document')
        .onRef('notice.version', '=', 'changed.version'),
    )
    .where('changed.version', '>', 1)
    .where('changed.publishedAt', '>', since)
    .where((where) =>
      where.or([
        where('notice.userId', 'is', null),
        where.and([
          where('notice.state', '=', 'failed'),
          where('notice.tries', '<', mostTries),
          where('notice.claimedAt', '<=', triedBefore),
        ]),
      ]),
    );
}

/** Some of those who are still to be told, whoever was tried least first. */
export async function peopleToTell(tx: Tx, told: Told, most: number): Promise<string[]> {
  const rows = await notTold(tx, told)
    .select('users.id')
    .groupBy('users.id')
    .orderBy((order) => order.fn.coalesce(order.fn.max('notice.tries'), sql<number>`0`))
    .orderBy('users.id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

export interface Notice {
  document: DocumentName;
  version: number;
}

/** Takes over what one user is still to be told. Of two workers at once only one is given it. */
export async function claimNotices(tx: Tx, userId: string, told: Told, now: Date): Promise<Notice[]> {
  const due = await notTold(tx, told)
    .select(['changed.document', 'changed.version'])
    .where('users.id', '=', userId)
    .orderBy('changed.document')
    .execute();
  const claimed: Notice[] = [];
  for (const { document, version } of due) {
    const row = await tx
      .insertInto('documentNotices')
      .values({ document, version, userId, state: 'sending', tries: 1, claimedAt: now })
      .onConflict((conflict) =>
        conflict
          .columns(['document', 'version', 'userId'])
          .doUpdateSet({ state: 'sending', tries: sql`document_notices.tries + 1`, claimedAt: now })
          .where('documentNotices.state', '=', 'failed'),
      )
      .returning('document')
      .executeTakeFirst();
    if (row) claimed.push({ document: document as DocumentName, version });
  }
  return claimed;
}

/** How a mail ended: it left, its address or words were refused, or it was never a question of them. */
export type Mailing = 'mailed' | 'refused' | 'not_tried';

/** Writes down how the mail about these went. For one that was not tried it is as if it had not been claimed. */
export async function settleNotices(tx: Tx, userId: string, notices: readonly Notice[], end: Mailing): Promise<void> {
  for (const { document, version } of notices) {
    const claimed = (where: ExpressionBuilder<DB, 'documentNotices'>) => where.and({ userId, document, version, state: 'sending' });
    if (end === 'not_tried') await tx.deleteFrom('documentNotices').where(claimed).where('tries', '=', 1).execute();
    const tries = end === 'not_tried' ? sql<number>`tries - 1` : sql<number>`tries`;
    await tx
      .updateTable('documentNotices')
      .set({ state: end === 'mailed' ? 'mailed' : 'failed', tries })
      .where(claimed)
      .execute();
  }
}

/** Where to mail, and how to address them; nothing when the account is gone. */
export async function findReader(tx: Tx, userId: string): Promise<{ email: string; name: string; createdAt: Date } | undefined> {
  return tx.selectFrom('users').select(['email', 'name', 'createdAt']).where('id', '=', userId).executeTakeFirst();
}

/** The agreement that the workspace accepted last. */
export async function lastAcceptance(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('agreementAcceptances as accepted')
    .leftJoin('users', 'users.id', 'accepted.acceptedBy')
    .select(['accepted.version', 'accepted.wordsHash', 'accepted.acceptedAt', 'users.name as acceptedBy'])
    .where('accepted.workspaceId', '=', workspaceId)
    .orderBy('accepted.version', 'desc')
    .executeTakeFirst();
}

/** False when the workspace accepted this version before. */
export async function insertAcceptance(
  tx: Tx,
  acceptance: { workspaceId: string; version: number; wordsHash: Buffer; acceptedBy: string | null; acceptedAt: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('agreementAcceptances')
    .values(acceptance)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

import { sql } from 'kysely';
import type { Tx } from '../../../../platform/database.ts';
import type { Circuit } from './circuit.ts';

/** A provider that waits, and until when nobody may try. */
export interface Waiting {
  provider: string;
  until: Date;
}

/** What is remembered of these providers: until when each waits, and nothing of those with which nothing is wrong. */
export async function circuitsOf(tx: Tx, providers: readonly string[]) {
  return tx
    .selectFrom('providerCircuits')
    .select(['provider', 'waitsUntil', 'tryEndsAt'])
    .where(sql<boolean>`provider = any(${[...providers]}::text[])`)
    .execute();
}

/**
 * Those of these providers to which nothing may be handed over now. Of one whose pause is over it is the transaction's own turn to try, unless somebody
 * tries already.
 */
export async function closedProviders(
  tx: Tx,
  providers: readonly string[],
  now: Date,
): Promise<{ closed: Set<string>; tried: Set<string> }> {
  const waiting = (await circuitsOf(tx, providers)).filter(({ waitsUntil }) => waitsUntil !== null).map(({ provider }) => provider);
  if (waiting.length === 0) return { closed: new Set(), tried: new Set() };
  const { rows } = await sql<{ provider: string }>`
    select provider from provider_circuits where provider = any(${waiting}::text[]) and waits_until <= ${now}
      and (try_ends_at is null or try_ends_at <= ${now}) order by provider for update skip locked`.execute(tx);
  const tried = new Set(rows.map(({ provider }) => provider));
  return { closed: new Set(waiting.filter((provider) => !tried.has(provider))), tried };
}

/** Somebody tries for all others of a provider. */
export async function noteTry(tx: Tx, provider: string, until: Date): Promise<void> {
  await tx.updateTable('providerCircuits').set({ tryEndsAt: until }).where('provider', '=', provider).execute();
}

/** What is remembered of a provider, held so that one after the other adds to it. */
export async function lockCircuit(tx: Tx, provider: string, now: Date): Promise<Circuit> {
  await tx
    .insertInto('providerCircuits')
    .values({ provider, countedFrom: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('providerCircuits')
    .select(['countedFrom', 'taken', 'failed', 'waitsUntil', 'pauses'])
    .where('provider', '=', provider)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { countedFrom: now.getTime(), taken: 0, failed: 0, waitsUntil: undefined, pauses: 0 };
  return { ...row, countedFrom: row.countedFrom.getTime(), waitsUntil: row.waitsUntil?.getTime() };
}

export async function saveCircuit(tx: Tx, provider: string, circuit: Circuit | undefined): Promise<void> {
  if (!circuit) {
    await tx.deleteFrom('providerCircuits').where('provider', '=', provider).execute();
    return;
  }
  const { countedFrom, waitsUntil, ...counts } = circuit;
  const row = {
    ...counts,
    countedFrom: new Date(countedFrom),
    waitsUntil: waitsUntil === undefined ? null : new Date(waitsUntil),
    tryEndsAt: null,
  };
  await tx
    .insertInto('providerCircuits')
    .values({ provider, ...row })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet(row))
    .execute();
}

import { subprocessors } from '../../../../privacy/subprocessors.ts';
import { chainVerifier } from '../../../../public-pages/chain-verifier.ts';
import type { ArchiveFile } from '../../../platform/archive.ts';
import { writeCsv } from '../../../platform/csv.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { anchorChains, chainFiles, readAnchors, recordEntry, type Actor } from '../../audit/index.ts';
import { accessList, moment } from './access-list.ts';
import { readMe, type ChainPart } from './read-me.ts';
import { acceptedAgreements, keyEntries, retentionDays, workspacesOf, type Scope } from './store.ts';

/** Which services outside receive something of this copy, as its settings say. */
export type Receiving = Readonly<Record<keyof typeof subprocessors, boolean>>;

/** A ZIP is made in memory, so there is an end to it. */
const mostEntries = 100_000;

/**
 * Puts together what an auditor asks for: who has access, what was done (with what it takes to verify the chain elsewhere), what retention
 * did, what was done with keys, who outside receives data, which agreements were accepted. One after another, so that never more than
 * one file is held beside the archive. That it was taken is an audit entry, and that entry is in it.
 */
export async function* exportEvidence(
  tools: Tools,
  actor: Actor,
  scope: Scope,
  { receiving, fromSeq }: { receiving: Receiving; fromSeq: number },
): AsyncGenerator<ArchiveFile> {
  const whole = <T>(work: Parameters<typeof tools.database.inInstallation<T>>[1]) =>
    tools.database.inInstallation('audit_verification', work);
  const workspaceId = scope === 'copy' ? installationId : scope.workspaceId;
  await whole((tx) => recordEntry(tools, tx, { workspaceId, actor }, { action: 'evidence.exported', details: { fromSeq } }));
  await anchorChains(tools);
  const chains = partsOf(await whole((tx) => workspacesOf(tx, scope)), scope, fromSeq);
  yield { name: 'README.txt', content: readMe({ at: tools.clock.now(), scope, chains }) };
  yield { name: 'verify-chain.mjs', content: chainVerifier };
  yield { name: 'anchors.jsonl', content: await anchorLines(tools, chains) };
  yield* await whole((tx) => accessList(tx, scope));
  yield* await whole(async (tx) => [
    table('retention.csv', ['day', 'promise', 'runs', 'rows ended', 'runs that failed', 'problem'], await retentionDays(tx), (run) => [
      ...[run.day, run.promise, String(run.runs), String(run.endedRows), String(run.failed), run.problem ?? ''],
    ]),
    table('keys.csv', ['entry of the installation', 'at', 'by', 'what', 'details'], await keyEntries(tx), (entry) => [
      ...[String(entry.seq), moment(entry.at), entry.actorKind, entry.action, JSON.stringify(entry.details)],
    ]),
    table(
      'agreements.csv',
      ['workspace', 'version', 'SHA-256 of the text', 'accepted by', 'at'],
      await acceptedAgreements(tx, scope),
      (one) => [
        ...[one.slug, String(one.version), one.wordsHash.toString('hex'), one.acceptedBy ?? 'somebody who left', moment(one.acceptedAt)],
      ],
    ),
  ]);
  yield table('sub-processors.csv', ['name', 'switched on', 'receives', 'when', 'where'], Object.entries(subprocessors), ([key, one]) => [
    ...[one.name, receiving[key as keyof Receiving] ? 'yes' : 'no', one.receives, one.when, one.where],
  ]);
  for (const chain of chains) yield* chainFiles(tools, chain, chain);
}

/** Which entries of each chain are taken: of one workspace those from where it was asked on, of the whole copy the newest of each. */
function partsOf(chains: readonly { workspaceId: string; slug: string; seq: number | null }[], scope: Scope, fromSeq: number): ChainPart[] {
  const share = Math.ceil(mostEntries / Math.max(1, chains.length));
  return chains.map(({ workspaceId, slug, seq }) => {
    const entries = seq ?? 0;
    const first = scope === 'copy' ? Math.max(1, entries - share + 1) : fromSeq;
    return { workspaceId, slug, entries, first, last: Math.min(entries, first + mostEntries - 1) };
  });
}

/** The anchors of the chains that are in the archive; where it ends before the chain does, those up to there. */
async function anchorLines(tools: Tools, chains: readonly ChainPart[]): Promise<string> {
  const { anchors } = await readAnchors(tools);
  const own = chains.flatMap(({ workspaceId, entries, last }) =>
    (anchors.get(workspaceId) ?? []).filter(({ seq }) => last === entries || seq <= last),
  );
  return own.map((anchor) => `${JSON.stringify(anchor)}\n`).join('');
}

function table<Row>(name: string, head: readonly string[], rows: readonly Row[], cells: (row: Row) => string[]): ArchiveFile {
  return { name, content: writeCsv(head, rows.map(cells)) };
}

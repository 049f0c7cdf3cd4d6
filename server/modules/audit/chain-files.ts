import type { ArchiveFile } from '../../platform/archive.ts';
import { writeCsv } from '../../platform/csv.ts';
import type { Tools } from '../../platform/tools.ts';
import { chainAfter } from './store.ts';

/** Entries in one file: about 10 MB as JSON lines. */
const inOneFile = 20_000;

const head = ['entry', 'at', 'by', 'user', 'what', 'of', 'of number', 'details', 'hash'];

/** A part of a chain as files: CSV to read and JSON lines to verify, both with hashes. Only one file’s entries are held at a time. */
export async function* chainFiles(
  tools: Pick<Tools, 'database'>,
  { workspaceId, slug }: { workspaceId: string; slug: string },
  { first, last }: { first: number; last: number },
): AsyncGenerator<ArchiveFile> {
  for (let from = first; from <= last; from += inOneFile) {
    const count = Math.min(inOneFile, last - from + 1);
    const rows = await tools.database.inInstallation('audit_verification', (tx) => chainAfter(tx, workspaceId, from - 1, count));
    const name = `audit/${slug}/entries-${String(from).padStart(9, '0')}`;
    yield {
      name: `${name}.jsonl`,
      content: rows.map(({ hash, previousHash, ...row }) => `${JSON.stringify({ ...row, ...inHex({ previousHash, hash }) })}\n`).join(''),
    };
    yield {
      name: `${name}.csv`,
      content: writeCsv(
        head,
        rows.map((row) => [
          ...[String(row.seq), row.at.toISOString(), row.actorKind, row.actorId ?? '', row.action],
          ...[row.subjectKind ?? '', row.subjectId ?? '', JSON.stringify(row.details), row.hash.toString('hex')],
        ]),
      ),
    };
  }
}

function inHex(hashes: { previousHash: Buffer; hash: Buffer }) {
  return { previousHash: hashes.previousHash.toString('hex'), hash: hashes.hash.toString('hex') };
}

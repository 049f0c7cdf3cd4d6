import { parseEmailAddress } from '../../../shared/email-address.ts';
import type { Member } from '../../platform/api.ts';
import { readCsv } from '../../platform/csv.ts';
import { notAllowed, Refusal } from '../../platform/errors.ts';
import { installationId, newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertSuppressions, suppressionsOf } from './store.ts';
import { hashesOf, keepUntil, noteSuppressions, placeOf } from './suppress-address.ts';
import { isStrongerThan, type Reason } from './suppression.ts';

type Given = Exclude<Reason, 'restricted'>;
interface Line {
  address: string;
  key: string;
  reason: Given;
}
type Refused = { line: number; sentence: string }[];

const mostRows = 20_000;
const atOnce = 250;

/**
 * Suppresses every address of a file for three years, in a workspace or in the whole copy. Who is suppressed there already for a reason as strong stays
 * so, with the date of before. A line that holds no address is named with the reason, and keeps the others from nothing. With `dryRun` nothing is
 * written.
 * @throws Refusal when the file itself cannot be read, or has no column with addresses
 */
export async function importSuppressions(
  tools: Tools,
  actor: Actor,
  member: Member,
  input: { csv: string; reason: Given; everywhere: boolean; dryRun: boolean },
): Promise<{ added: number; unchanged: number; refused: Refused }> {
  if (input.everywhere && !member.operator) throw notAllowed();
  const workspaceId = input.everywhere ? installationId : member.workspaceId;
  const { lines, refused } = readLines(input.csv, input.reason);
  const added = await tools.database.inWorkspace(workspaceId, async (tx) => {
    let fresh = 0;
    const written = [];
    for (let from = 0; from < lines.length; from += atOnce) {
      const slice = await notListed(tools, tx, workspaceId, lines.slice(from, from + atOnce));
      fresh += slice.length;
      if (!input.dryRun) written.push(...(await put(tools, tx, slice, { workspaceId, userId: member.userId })));
    }
    if (!input.dryRun) {
      const details = { added: fresh, unchanged: lines.length - fresh, refused: refused.length };
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'suppressions.imported', details });
      for (let from = 0; from < written.length; from += atOnce) await noteSuppressions(tools, written.slice(from, from + atOnce));
    }
    return fresh;
  });
  return { added, unchanged: lines.length - added, refused };
}

/** Those who stand not yet on this very list, or for a weaker reason. */
async function notListed(tools: Tools, tx: Tx, workspaceId: string, lines: readonly Line[]): Promise<Line[]> {
  const codes = new Map(lines.map((line) => [line, hashesOf(tools, line.key)]));
  const rows = await suppressionsOf(tx, workspaceId, [...codes.values()].flat(), tools.clock.now());
  const there = new Map(
    rows.flatMap((row) => (row.workspaceId === workspaceId ? [[row.addressHash.toString('hex'), row.reason] as const] : [])),
  );
  const staysAsItIs = (line: Line) => (code: Buffer) => {
    const reason = there.get(code.toString('hex'));
    return reason !== undefined && !isStrongerThan(line.reason, reason);
  };
  return lines.filter((line) => !codes.get(line)?.some(staysAsItIs(line)));
}

async function put(tools: Tools, tx: Tx, lines: readonly Line[], { workspaceId, userId }: { workspaceId: string; userId: string | null }) {
  const now = tools.clock.now();
  // Ids made in one millisecond have no order; the list keeps that of the file.
  const ids = lines.map(() => newId(tools.clock)).toSorted();
  const rows = lines.map(({ address, key, reason }, index) => {
    const id = ids[index] ?? '';
    const addressSealed = tools.sealer.seal(placeOf(workspaceId, id), address);
    const addressHash = tools.hashing.lookup('suppression', key);
    return { workspaceId, id, addressHash, addressSealed, reason, addedBy: userId, addedAt: now, keepUntil: keepUntil(now) };
  });
  return insertSuppressions(tx, rows);
}

function readLines(csv: string, usual: Given): { lines: Line[]; refused: Refused } {
  const file = readCsv(csv, { maxRows: mostRows, maxBytes: 5_000_000 });
  const names = file.headers.map((name) => name.toLowerCase());
  const named = names.findIndex((name) => /^(e-?mail|e-?mail[ _-]?address|address)$/.test(name));
  // A bare list of addresses has no line that names columns: its first line is an address like the others.
  const bare = named === -1 && file.headers.length === 1 && parseEmailAddress(file.headers[0] ?? '').ok;
  if (named === -1 && !bare)
    throw new Refusal('invalid', 'csv_without_addresses', 'No column is called email. Name the column with the addresses so.');
  const [column, reasonColumn] = [Math.max(named, 0), names.indexOf('reason')];
  const rows = [...(bare ? [{ line: 1, values: file.headers }] : []), ...file.rows];
  const lines = new Map<string, Line>();
  const refused: Refused = [];
  for (const { line, values } of rows) {
    const parsed = parseEmailAddress(values[column] ?? '');
    if (!parsed.ok) refused.push({ line, sentence: parsed.reason });
    else if (!lines.has(parsed.key)) {
      const reason = reasonOf(values[reasonColumn] ?? '') ?? usual;
      lines.set(parsed.key, { address: parsed.address, key: parsed.key, reason });
    }
  }
  return { lines: [...lines.values()], refused };
}

/** A reason in our words, or in those of lists that other programs write. Whoever stands in such a list is left alone whatever it is called there. */
function reasonOf(text: string): Given | undefined {
  const word = text.toLowerCase();
  if (/^(asked|unsubscribed?|left)/.test(word)) return 'asked';
  if (/compla|spam|abuse/.test(word)) return 'complaint';
  if (/bounce/.test(word)) return 'bounce';
  return word === 'member' ? 'member' : undefined;
}

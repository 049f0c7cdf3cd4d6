import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * What is written down outside the database as well, because the database alone cannot show that it was rewritten, nor can an old backup
 * know what was erased after it was made. Codes and hashes only: nobody can be read out of these lines.
 */
export type Evidence =
  /** The end of an audit chain at a moment. */
  | { kind: 'chain_head'; at: string; workspaceId: string; seq: number; hash: string }
  /** Somebody was erased; the keyed code of their address. */
  | { kind: 'erased'; at: string; addressHash: string }
  /** Codes that an erasure deleted and that no address leads back to: participations, and limits that the person had set. */
  | { kind: 'erased_codes'; at: string; codes: readonly string[] }
  /** An erased person had it forgotten that they were, and may be written to again. */
  | { kind: 'erasure_forgotten'; at: string; addressHash: string }
  /** An address is not to be written to, in one workspace or with the installation’s id in all. */
  | { kind: 'suppressed'; at: string; workspaceId: string; addressHash: string; keepUntil: string; reason?: string }
  | { kind: 'released'; at: string; workspaceId: string; addressHash: string }
  /** An account was deleted. By its number, not its address: whoever is invited anew gets another number and is welcome. */
  | { kind: 'account_deleted'; at: string; userId: string }
  | { kind: 'workspace_deleted'; at: string; workspaceId: string }
  /** A workspace is to be deleted at a moment, or is kept after all. */
  | { kind: 'workspace_ends'; at: string; workspaceId: string; endsAt: string }
  | { kind: 'workspace_kept'; at: string; workspaceId: string }
  /**
   * The database was put back to an earlier moment: ends of chains that were noted since then are of a time that was given up. Noted before the
   * commit, so it says so only together with the entry of the installation's chain that bears the same epoch.
   */
  | { kind: 'restored'; at: string; backedUpAt: string; epoch: string }
  /** By which key the codes of a copy are made, as a hash of it: with another key nobody is found by them. */
  | { kind: 'lookup_key'; at: string; installation: string; fingerprint: string };

/** What may be noted of a person: keyed codes, and nothing else. The rest of the lines speaks of chains, keys, accounts and workspaces by number. */
const aboutPeople: readonly Evidence['kind'][] = ['erased', 'erased_codes', 'erasure_forgotten', 'suppressed', 'released'];

/** The folder cannot be used: what a line would speak of must not happen. Says nothing about the line. */
export class EvidenceUnwritable extends Error {
  readonly code: string;

  constructor(error: unknown) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    super(`The folder EVIDENCE_DIR cannot be used (${code}). Nothing was changed.`);
    this.code = code;
  }
}

export interface EvidenceFile {
  /**
   * Returns when the line is on the disk. Called inside the transaction that it speaks of, before its commit: a line too many does no harm, one too few does.
   * @throws EvidenceUnwritable, and then the transaction has to be given up
   */
  append(...lines: readonly Evidence[]): Promise<void>;
  /** Every line of every process, oldest first. A last line that a crash cut off is left out. */
  read(): Promise<Evidence[]>;
  /**
   * Takes away what was noted of people before a moment, from the files of months that are over: nobody writes into those any more, so nothing has
   * to be locked. Gives how many lines went. A kill leaves each file as it was or as it shall be.
   * @throws EvidenceUnwritable
   */
  forgetPeople(before: Date, now: Date): Promise<number>;
}

const dayMilliseconds = 86_400_000;
const monthOf = (at: string) => at.slice(0, 7);

/** Opens the folder of evidence. Each machine writes a file of its own there for each month, so that several may share a folder. */
export function openEvidence(folder: string): EvidenceFile {
  const own = hostname().replace(/[^A-Za-z0-9.-]/g, '_');
  return {
    async append(...lines) {
      try {
        if (lines.length > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
        for (const [month, ofMonth] of Map.groupBy(lines, ({ at }) => monthOf(at))) {
          const name = join(folder, `${own}.${month}.jsonl`);
          // A new line first: behind one that a crash cut off, the next would be lost with it.
          await appendFile(name, ofMonth.map((line) => `\n${JSON.stringify(line)}`).join(''), { mode: 0o600 });
          await bringToDisk(name);
        }
      } catch (error) {
        throw new EvidenceUnwritable(error);
      }
    },
    async read() {
      const texts = await filesIn(folder)
        .then((names) => Promise.all(names.map((name) => readFile(join(folder, name), 'utf8'))))
        .catch((error: unknown) => {
          throw new EvidenceUnwritable(error);
        });
      return texts.flatMap(linesOf).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    },
    async forgetPeople(before, now) {
      await removeLeft(folder, now);
      // A day more, because a transaction or a clock may be late.
      const current = monthOf(new Date(now.getTime() - dayMilliseconds).toISOString());
      const over = (await filesIn(folder)).filter((name) => (/\.(\d{4}-\d\d)\.jsonl$/.exec(name)?.[1] ?? current) < current);
      let forgotten = 0;
      for (const name of over) forgotten += await forgetIn(join(folder, name), before.toISOString());
      return forgotten;
    },
  };
}

const filesIn = async (folder: string): Promise<string[]> => (await namesIn(folder)).filter((name) => name.endsWith('.jsonl'));

const namesIn = async (folder: string): Promise<string[]> => (await ifThere(readdir(folder))) ?? [];

async function ifThere<Found>(found: Promise<Found>): Promise<Found | undefined> {
  return found.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Removes what a kill left of a file that was to take the place of another: nobody reads it, so the codes in it would stay for ever. */
async function removeLeft(folder: string, now: Date): Promise<void> {
  for (const name of (await namesIn(folder)).filter((one) => one.includes('.jsonl.'))) {
    const begun = await ifThere(stat(join(folder, name)));
    // A younger one may be that of another process, which has put it in place a moment later.
    if (begun && now.getTime() - begun.mtimeMs > dayMilliseconds) await rm(join(folder, name), { force: true });
  }
}

async function forgetIn(name: string, before: string): Promise<number> {
  const lines = linesOf(await readFile(name, 'utf8'));
  const kept = lines.filter(({ kind, at }) => at >= before || !aboutPeople.includes(kind));
  if (kept.length === lines.length) return 0;
  const next = `${name}.${randomUUID()}`;
  try {
    await writeFile(next, kept.map((line) => `\n${JSON.stringify(line)}`).join(''), { mode: 0o600 });
    await bringToDisk(next);
    await rename(next, name);
  } catch (error) {
    await rm(next, { force: true });
    throw new EvidenceUnwritable(error);
  }
  return lines.length - kept.length;
}

async function bringToDisk(name: string): Promise<void> {
  const file = await open(name, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

const linesOf = (text: string): Evidence[] => text.split('\n').flatMap(readLine);

function readLine(line: string): Evidence[] {
  if (line.trim() === '') return [];
  try {
    return [JSON.parse(line) as Evidence];
  } catch {
    return [];
  }
}

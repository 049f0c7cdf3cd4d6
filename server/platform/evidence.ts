import { appendFile, mkdir, open, readFile, readdir } from 'node:fs/promises';
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
  /** An erased person had it forgotten that they were, and may be written to again. */
  | { kind: 'erasure_forgotten'; at: string; addressHash: string }
  /** An address is not to be written to, in one workspace or with the installation’s id in all. */
  | { kind: 'suppressed'; at: string; workspaceId: string; addressHash: string; keepUntil: string; reason?: string }
  | { kind: 'released'; at: string; workspaceId: string; addressHash: string }
  /** An account was deleted. By its number, not its address: whoever is invited anew gets another number and is welcome. */
  | { kind: 'account_deleted'; at: string; userId: string }
  | { kind: 'workspace_deleted'; at: string; workspaceId: string }
  /** The database was put back to an earlier moment: ends of chains that were noted since then are of a time that was given up. */
  | { kind: 'restored'; at: string; backedUpAt: string };

/** A line could not be brought to the disk: what it speaks of must not happen. Says nothing about the line. */
export class EvidenceUnwritable extends Error {
  readonly code: string;

  constructor(code: string) {
    super('A line of evidence could not be written.');
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
}

/** Opens the folder of evidence. Each machine writes a file of its own there, so that several may share a folder. */
export function openEvidence(folder: string): EvidenceFile {
  const own = join(folder, `${hostname().replace(/[^A-Za-z0-9.-]/g, '_')}.jsonl`);
  return {
    async append(...lines) {
      if (lines.length === 0) return;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // A new line first: behind one that a crash cut off, the next would be lost with it.
        await appendFile(own, lines.map((line) => `\n${JSON.stringify(line)}`).join(''), { mode: 0o600 });
        const file = await open(own, 'r+');
        try {
          await file.datasync();
        } finally {
          await file.close();
        }
      } catch (error) {
        throw new EvidenceUnwritable((error as NodeJS.ErrnoException).code ?? 'unknown');
      }
    },
    async read() {
      const names = await readdir(folder).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      });
      const texts = await Promise.all(names.filter((name) => name.endsWith('.jsonl')).map((name) => readFile(join(folder, name), 'utf8')));
      return texts.flatMap((text) => text.split('\n').flatMap(readLine)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    },
  };
}

function readLine(line: string): Evidence[] {
  if (line.trim() === '') return [];
  try {
    return [JSON.parse(line) as Evidence];
  } catch {
    return [];
  }
}

import { readFile, stat } from 'node:fs/promises';
import { CommandFailed } from './command.ts';

/** Reads a file that was named. @throws CommandFailed when it is none, cannot be read, or is larger than it may be */
export async function readGivenFile(path: string, mostBytes: number): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new CommandFailed(`${path} is no file.`);
    if (found.size > mostBytes)
      throw new CommandFailed(`${path} is larger than ${String(mostBytes / 1_000_000)} MB. Divide it into several files.`);
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CommandFailed(`${path} cannot be read (${String(error.code)}).`);
  }
}

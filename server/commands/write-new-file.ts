import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandFailed } from './command.ts';

/** @throws CommandFailed where something stands under that name: asked before the work, so that none is done for nothing */
export function refuseIfThere(path: string): void {
  if (existsSync(path))
    throw new CommandFailed(`${resolve(path)} is there already, and nothing was overwritten. Name a file that is not there yet.`);
}

/** Writes a file that only its owner reads, and that was not there. Gives its whole path. */
export async function writeNewFile(path: string, content: string | Uint8Array): Promise<string> {
  const file = resolve(path);
  await writeFile(file, content, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CommandFailed(`${file} could not be written (${String(error.code)}).`);
  });
  return file;
}

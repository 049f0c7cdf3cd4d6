import { open } from 'node:fs/promises';
import { CommandFailed, type Surroundings } from '../command.ts';
import type { Copy } from './open-copy.ts';
import { patiently } from './patiently.ts';

export const pieceBytes = 8_000_000;
const mostAgain = 20;

/** Sends a file in pieces. A piece that broke off is gone on with from where the copy says that it came. */
export async function uploadFile(
  copy: Copy,
  around: Surroundings,
  { path, importId, tell }: { path: string; importId: string; tell: (done: number, of: number) => void },
): Promise<void> {
  const { api, workspaceId } = copy;
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new CommandFailed(`${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}).`);
  });
  try {
    const { size } = await file.stat();
    if (size === 0) throw new CommandFailed(`${path} is empty.`);
    const buffer = new Uint8Array(pieceBytes);
    let again = 0;
    for (let from = 0; from < size; ) {
      tell(from, size);
      const { bytesRead } = await file.read(buffer, 0, pieceBytes, from);
      if (bytesRead === 0) throw new CommandFailed(`${path} became shorter while it was read. Nothing was imported.`);
      const at = `/workspaces/${workspaceId}/imports/${importId}/file/${String(from)}`;
      const { status, answer } = await copy.put(at, buffer.slice(0, bytesRead));
      if (status === 200) from += bytesRead;
      else {
        if (!mayGoOn(status) || ++again > mostAgain) throw new CommandFailed(sentenceOf(answer));
        await around.clock.wait(1_000);
        from = (await patiently(around, () => api.imports.show({ workspaceId, importId }))).fileBytes;
      }
    }
    tell(size, size);
  } finally {
    await file.close();
  }
}

/** Where the copy is crowded, or has more or less of the file than was thought. */
const mayGoOn = (status: number): boolean => [409, 429, 503].includes(status);

function sentenceOf(answer: unknown): string {
  const told = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
  return typeof told === 'string' ? told : 'The file was not taken.';
}

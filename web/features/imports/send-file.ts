export const pieceBytes = 8_000_000;
const mostTries = 8;

/** A piece is taken again after a lost connection; how long until then grows, as the line may be gone for a while. */
const waitAfter = (tries: number) => new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** tries)));

/**
 * Sends a file in pieces, each from where the server says that the last ended: a line that breaks costs a piece and not the file.
 * @throws Error with a sentence, when it does not go on
 */
export async function sendFile(
  file: Blob,
  { workspaceId, importId, sent }: { workspaceId: string; importId: string; sent: (bytes: number) => void },
): Promise<void> {
  let from = 0;
  for (let tries = 0; from < file.size; ) {
    const answer = await sendPiece(file, from, `/api/workspaces/${workspaceId}/imports/${importId}/file/${String(from)}`);
    if (answer === undefined) {
      if (++tries > mostTries) throw new Error('The connection was lost, and the file is not here whole. Choose it again to begin anew.');
      await waitAfter(tries);
      continue;
    }
    tries = 0;
    from = answer;
    sent(from);
  }
}

/** Where the next piece begins; nothing when the line broke. */
async function sendPiece(file: Blob, from: number, url: string): Promise<number | undefined> {
  const body = file.slice(from, from + pieceBytes);
  const headers = { 'Content-Type': 'application/octet-stream' };
  const answer = await fetch(url, { method: 'PUT', body, headers, credentials: 'same-origin' }).catch(() => undefined);
  if (!answer || answer.status >= 500 || answer.status === 429) return undefined;
  const said = (await answer.json()) as { fileBytes?: number; message?: string; data?: { code?: string } };
  if (answer.ok) return said.fileBytes;
  // A piece of before came after all: the sentence names where it ended.
  const there = said.data?.code === 'upload_offset' ? /\d+/.exec(said.message ?? '')?.[0] : undefined;
  if (there === undefined) throw new Error(said.message ?? 'The file was not taken.');
  return Number(there);
}

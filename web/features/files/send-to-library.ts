/**
 * Adds a file to the library under its own name.
 * @throws Error with a sentence, when it was not taken
 */
export async function sendToLibrary(workspaceId: string, file: File): Promise<void> {
  const answer = await fetch(`/api/workspaces/${workspaceId}/files/named/${encodeURIComponent(file.name)}`, {
    method: 'PUT',
    body: file,
    headers: { 'Content-Type': 'application/octet-stream' },
    credentials: 'same-origin',
  }).catch(() => undefined);
  if (answer?.ok) return;
  const said = (await answer?.json().catch(() => undefined)) as { message?: string } | undefined;
  throw new Error(`${file.name}: ${said?.message ?? 'The connection was lost. Try again.'}`);
}

import type { Visitor } from './people.ts';

export const pdf = Buffer.from('%PDF-1.7\n%sample\n');
/** One pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Added {
  status: number;
  code: string | undefined;
  file: { id: string; name: string; mediaType: string; bytes: number; isImage: boolean };
}

/** Adds a file to the library as a browser does, with whatever comes of it. */
export async function addLibraryFile(
  by: Visitor,
  { workspaceId, name, bytes }: { workspaceId: string; name: string; bytes: Uint8Array },
): Promise<Added> {
  const answer = await by.request(`/api/workspaces/${workspaceId}/files/named/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  const said = (await answer.json()) as Added['file'] & { data?: { code?: string } };
  return { status: answer.status, code: said.data?.code, file: said };
}

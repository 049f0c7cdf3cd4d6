import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { formFields } from './advocacy.ts';
import type { Visitor } from './people.ts';

/** The files of an archive, as text by their names. Rejects when it does not open. */
export async function openArchive(archive: Uint8Array, passphrase?: string): Promise<Map<string, string>> {
  const zip = new ZipReader(new Uint8ArrayReader(archive), passphrase === undefined ? {} : { password: passphrase });
  const files = new Map<string, string>();
  for (const entry of (await zip.getEntries()) as FileEntry[])
    files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString());
  await zip.close();
  return files;
}

/** Presses the button behind an export’s link, and opens what comes. */
export async function filesOf(visitor: Visitor, { url, passphrase }: { url: string; passphrase: string }): Promise<Map<string, string>> {
  const page = await (await visitor.request(url)).text();
  const answer = await visitor.post(url, formFields(page, url));
  if (answer.status !== 200) throw new Error(`The export answered ${String(answer.status)}.`);
  return openArchive(new Uint8Array(await answer.arrayBuffer()), passphrase);
}

/** Where an export is fetched and what opens it, from the page on which a person asked for it. */
export function offerOn(page: string): { url: string; passphrase: string } {
  const [, passphrase = ''] = /<code class="passphrase">([^<]+)</.exec(page) ?? [];
  const [url = ''] = /\/export\/[A-Za-z0-9_-]{43}/.exec(page) ?? [];
  return { url, passphrase };
}

import { askOf } from './ask-workspace.ts';
import type { Answer } from './ask-server.ts';
import type { Connection } from './kept.ts';

const pictures = /<img\b[^>]*?\ssrc="(data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=]+))"[^>]*>/g;

type Placed = { ok: true; html: string; notes: string[] } | { ok: false; answer: Answer };

/**
 * Puts the pictures of a text into the workspace's library, from where messages take them. A picture is called by what it shows: the same one again,
 * after an answer that was lost or in another draft, is there already. One that the library does not take is left out, with its reason.
 */
export async function placePictures(html: string, connection: Connection | undefined): Promise<Placed> {
  const notes: string[] = [];
  let placed = html;
  for (const [element, , type = '', content = ''] of html.matchAll(pictures)) {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    const name = `gmail-${await called(bytes)}.${type === 'jpeg' ? 'jpg' : type}`;
    const answer = await askOf(connection, `/files/named/${name}`, { bytes });
    if (answer.kind === 'later' || answer.kind === 'signed_out') return { ok: false, answer };
    const isThere = answer.kind === 'done' || answer.code === 'file_name_taken';
    if (!isThere) notes.push(`A picture was left out. ${answer.sentence}`);
    const there = isThere ? element.replace(/\ssrc="[^"]*"/, ` data-file="${name}"`) : '';
    // By a function: what a picture is called may hold signs that `replace` would read.
    placed = placed.replace(element, () => there);
  }
  return { ok: true, html: placed, notes };
}

async function called(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest).slice(0, 8)].map((one) => one.toString(16).padStart(2, '0')).join('');
}

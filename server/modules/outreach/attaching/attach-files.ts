import { faultOf } from '../../../platform/last-resort.ts';
import type { Log } from '../../../platform/log.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { isImage, mostFileBytes, type ReadyFile, type Shelf } from '../../files/index.ts';
import { fillFileName, imageFile, type FileName } from '../../templates/index.ts';
import type { MessageOutcome } from '../sending/what-follows.ts';
import type { Written } from '../sending/write-message.ts';

/** At most so many files go with one message, those that are shown in it among them. */
export const mostFilesOfMessage = 10;

/** Whose files are wanted. */
export interface Attaching {
  workspaceId: string;
  files: readonly FileName[];
  values: Readonly<Record<string, string>>;
  /** The images that the text shows, by name. */
  images?: readonly FileName[];
}

type WithFiles = Pick<Written['message'], 'html' | 'files' | 'images'>;

/**
 * The message with its files: those that go with it, and those that are shown in its HTML, each of them once. The same recipient gets the same ones
 * each time. Where one is not in the library the message is not sent: it would say that something is attached which is not; where that is so for
 * everybody, the campaign has to be mended. Where they cannot be read at the moment it waits.
 */
export async function attachFiles(
  { shelf, log }: { shelf: Shelf | undefined; log: Log },
  words: Written,
  attaching: Attaching,
): Promise<Written | MessageOutcome> {
  const { message } = words;
  if (attaching.files.length === 0 && !shows(message.html)) return words;
  try {
    const found = shelf ? await findFiles(shelf, message, attaching) : { sentence: 'Files cannot be sent from here.', isForAll: true };
    if ('sentence' in found) return { state: found.isForAll ? 'planned' : 'failed', reason: 'file_missing', sentence: found.sentence };
    return { ...words, message: { ...message, ...found } };
  } catch (error) {
    log.warn('files_not_read', faultOf(error));
    return { state: 'planned', failure: new ProviderFailure('retry_later', 'unreachable', 'The files of this message could not be read.') };
  }
}

/** The files of a message and its HTML with the images in it; or in one sentence, which names nobody, why it cannot be. */
export async function findFiles(
  shelf: Shelf,
  { html, messageId }: Pick<Written['message'], 'html' | 'messageId'>,
  { workspaceId, files: names, values, images: asked = [] }: Attaching,
): Promise<WithFiles | { sentence: string; isForAll: boolean }> {
  const files: ReadyFile[] = [];
  for (const name of names) {
    const filled = fillFileName(name, values);
    const file = filled === undefined ? undefined : await shelf(workspaceId, filled);
    if (!file) return { sentence: `The file “${name.typed}” of this recipient is not in the library.`, isForAll: isSame(name) };
    if (!files.some(({ id }) => id === file.id)) files.push(file);
  }
  const images = new Map<string, ReadyFile>();
  for (const name of new Set(shownIn(html))) {
    const file = await shelf(workspaceId, name);
    if (!file || !isImage(file)) {
      const isForAll = asked.some((one) => isSame(one) && one.typed === name);
      return { sentence: 'An image of this recipient is not in the library.', isForAll };
    }
    images.set(name, file);
  }
  const all = [...files, ...images.values()];
  if (all.length > mostFilesOfMessage || all.reduce((sum, { bytes }) => sum + bytes, 0) > mostFileBytes)
    return { sentence: 'At most 10 files with 20 MB together go with one message.', isForAll: [...names, ...asked].every(isSame) };
  const domain = messageId.slice(messageId.indexOf('@') + 1, -1);
  const numberOf = ({ id }: ReadyFile) => `${id.replaceAll('-', '')}@${domain}`;
  const shown = new Map([...images.values()].map((file) => [file.id, { ...file, contentId: numberOf(file) }]));
  return {
    html: html.replace(imageOfLibrary, (all, before: string, name: string) => {
      const file = images.get(unescaped(name));
      return file ? `${before}src="cid:${numberOf(file)}"` : all;
    }),
    ...(files.length > 0 ? { files } : {}),
    ...(shown.size > 0 ? { images: [...shown.values()] } : {}),
  };
}

/** Whether it is the same file for everybody. */
const isSame = ({ tags }: FileName): boolean => tags.length === 0;

/** The writer of our HTML escapes whatever a value holds, so a tag is a tag, and no attribute ends early. */
const imageOfLibrary = new RegExp(`(<img(?:\\s[^<>]*?)?\\s)${imageFile}="([^"<>]*)"`, 'g');

const shows = (html: string) => html.includes(` ${imageFile}="`);
const shownIn = (html: string): string[] => Array.from(html.matchAll(imageOfLibrary), ([, , name]) => unescaped(name ?? ''));

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? '');

/** What the files of a message weigh on their way out. */
export const weightOf = ({ files = [], images = [] }: Pick<Written['message'], 'files' | 'images'>): number =>
  [...files, ...images].reduce((sum, { encoded }) => sum + encoded.length, 0);

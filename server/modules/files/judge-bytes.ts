import { Refusal } from '../../platform/errors.ts';

interface Kind {
  mediaType: string;
  endings: readonly string[];
  words: string;
}

const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
const latin = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');

const office = 'application/vnd.openxmlformats-officedocument';
const pictures: readonly (Kind & { begins: (bytes: Uint8Array) => boolean })[] = [
  { mediaType: 'application/pdf', endings: ['pdf'], words: 'a PDF', begins: (bytes) => latin(bytes, 0, 5) === '%PDF-' },
  { mediaType: 'image/png', endings: ['png'], words: 'a PNG image', begins: (bytes) => starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a) },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], words: 'a JPEG image', begins: (bytes) => starts(bytes, 0xff, 0xd8, 0xff) },
  { mediaType: 'image/gif', endings: ['gif'], words: 'a GIF image', begins: (bytes) => /^GIF8[79]a/.test(latin(bytes, 0, 6)) },
  {
    mediaType: 'image/webp',
    endings: ['webp'],
    words: 'a WebP image',
    begins: (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP',
  },
];
const packed: readonly (Kind & { holds: RegExp })[] = [
  { mediaType: `${office}.wordprocessingml.document`, endings: ['docx'], words: 'a Word document', holds: /^word\/document\.xml$/ },
  { mediaType: `${office}.spreadsheetml.sheet`, endings: ['xlsx'], words: 'an Excel workbook', holds: /^xl\/workbook\.xml$/ },
  { mediaType: `${office}.presentationml.presentation`, endings: ['pptx'], words: 'a presentation', holds: /^ppt\/presentation\.xml$/ },
];
const open: readonly (Kind & { says: string })[] = [
  { mediaType: 'application/vnd.oasis.opendocument.text', endings: ['odt'], words: 'an OpenDocument text', says: 'text' },
  { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'], words: 'an OpenDocument table', says: 'spreadsheet' },
  { mediaType: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'], words: 'a presentation', says: 'presentation' },
];
const texts: readonly (Kind & { begins: RegExp })[] = [
  { mediaType: 'text/calendar', endings: ['ics'], words: 'an appointment', begins: /^BEGIN:VCALENDAR\r?\n/i },
  { mediaType: 'text/vcard', endings: ['vcf'], words: 'a business card', begins: /^BEGIN:VCARD\r?\n/i },
];
const plain: readonly Kind[] = [
  { mediaType: 'text/csv', endings: ['csv'], words: 'a table' },
  { mediaType: 'text/plain', endings: ['txt', 'md', 'tsv'], words: 'a text' },
];

const taken =
  'Taken are PDF, images (PNG, JPEG, GIF, WebP), documents of Office (docx, xlsx, pptx, odt, ods, odp), texts, tables, ics and vcf.';
const refused = (sentence: string) => new Refusal('refused', 'file_refused', sentence);

/**
 * What a file is, by what it holds and never by what it says of itself. Only what readers open without danger is taken: no programs, no scripts, no
 * macros, no pages, no archives, in which anything could be.
 * @throws Refusal when it is nothing of that, or when its name says that it is something else
 */
export function judgeBytes(name: string, bytes: Uint8Array): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = kindOf(bytes, ending);
  if (!kind.endings.includes(ending))
    throw refused(`This is ${kind.words}, so its name has to end in .${kind.endings[0] ?? ''}. Call it that and add it again.`);
  return kind.mediaType;
}

function kindOf(bytes: Uint8Array, ending: string): Kind {
  if (bytes.length === 0) throw refused('The file is empty.');
  if (isProgram(bytes)) throw refused('This is a program. Programs are not sent.');
  const binary = pictures.find(({ begins }) => begins(bytes));
  if (binary) return binary;
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return kindOfPacked(bytes);
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw refused('This is in an old format of Office, which may hold macros. Save it as docx, xlsx, pptx or PDF.');
  return kindOfText(bytes, ending);
}

/** Windows (MZ), Linux (ELF), macOS (Mach-O, one or several processors), Java and WebAssembly. */
function isProgram(bytes: Uint8Array): boolean {
  const machO = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe];
  const word = bytes.length < 4 ? 0 : Buffer.from(bytes.subarray(0, 4)).readUInt32BE();
  return (
    (starts(bytes, 0x4d, 0x5a) && bytes.includes(0)) || starts(bytes, 0x7f, 0x45, 0x4c, 0x46) || machO.includes(word) || word === 0x0061736d
  );
}

function kindOfPacked(bytes: Uint8Array): Kind {
  const names = namesIn(bytes);
  if (!names) throw refused('This archive is damaged, so nobody can say what is in it.');
  // LibreOffice keeps what was written in Python, BeanShell or JavaScript below `Scripts/`, and in Basic below `Basic/`.
  if (names.some((name) => /(?:^|\/)(?:vbaProject|vbaData|macrosheets|activeX|Basic\/|Scripts\/)/i.test(name)))
    throw refused('There are macros in this document. Save it without them, or as a PDF.');
  // It is stored as it is, so that what comes behind it, `PK`, stands right beside the last letter.
  const first = /^mimetypeapplication\/vnd\.oasis\.opendocument\.([a-z-]+)PK/.exec(latin(bytes, 30, 110));
  const kind = open.find(({ says }) => says === first?.[1]) ?? packed.find(({ holds }) => names.some((name) => holds.test(name)));
  if (!kind) throw refused(`Archives are not sent, because anything could be in them. ${taken}`);
  return kind;
}

/** The names in an archive by its directory (APPNOTE.TXT 4.3.12); nothing where that cannot be read to its end. */
function namesIn(bytes: Uint8Array): string[] | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > file.length) return undefined;
  const count = file.readUInt16LE(end + 10);
  const names: string[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return undefined;
    const length = file.readUInt16LE(at + 28);
    names.push(file.subarray(at + 46, at + 46 + length).toString('utf8'));
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return names;
}

/** What a browser or a shell would run, however innocent it is called. */
const runs = /^\s*(?:#!|@echo\b|<\?|<!doctype|<(?:html|head|body|script|svg|iframe|xml|object|embed|hta)\b)|<script\b|<\?php/i;

function kindOfText(bytes: Uint8Array, ending: string): Kind {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(`This kind of file is not sent. ${taken}`);
  }
  if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) throw refused(`This kind of file is not sent. ${taken}`);
  if (runs.test(text)) throw refused('This is a page or a script, which could be run where it is opened. Send a link to it, or a PDF.');
  const known = texts.find(({ begins }) => begins.test(text)) ?? plain.find(({ endings }) => endings.includes(ending));
  if (!known) throw refused(`This kind of file is not sent. ${taken}`);
  return known;
}

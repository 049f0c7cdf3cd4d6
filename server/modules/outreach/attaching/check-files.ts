import type { Tx } from '../../../platform/database.ts';
import { filesOf, isImage, mostFileBytes, nameKey, type LibraryFile } from '../../files/index.ts';
import type { Mailbox } from '../../mailboxes/index.ts';
import { fillFileName } from '../../templates/index.ts';
import type { InTheWay } from '../launching/in-the-way.ts';
import type { Meant } from '../launching/store.ts';
import type { Step } from '../outreach.ts';
import { askedFiles, type Asked } from './asked-files.ts';
import { mostFilesOfMessage } from './attach-files.ts';
import { combinationsOf } from './store.ts';

/**
 * Graph takes a message of at most 4 MB, as base64 of a message in which the files are base64 already: of 4 MB that leaves little more than 2
 * (learn.microsoft.com/graph/api/user-sendmail, 413). Gmail takes 35 MB by the upload path. Many other servers refuse more than 10 MB.
 */
const mostBytesOfOutlook = 2_000_000;
const manyBytes = 7_000_000;
/** Names of files that are listed for a member to mend; with these mended, the others are found. */
const mostListed = 2_000;

export interface CheckedFiles {
  problems: InTheWay[];
  warnings: InTheWay[];
  /** The merge tags in names of files. */
  tags: string[];
  /** What recipients have for these tags of whom a file is not in the library, with the names of those files. */
  missing: { values: Record<string, string>; names: string[] }[];
}

/** Whether each recipient to be has the files that the steps ask for, and whether they can be sent from the mailboxes; before anything is launched. */
export async function checkFiles(
  tx: Tx,
  meant: Meant,
  { steps, knownTags, mailboxes }: { steps: readonly Step[]; knownTags: readonly string[]; mailboxes: readonly Mailbox[] },
): Promise<CheckedFiles> {
  const asked = askedFiles(steps);
  if (asked.length === 0) return { problems: [], warnings: [], tags: [], missing: [] };
  const library = new Map((await filesOf(tx, meant.workspaceId)).map((file) => [nameKey(file.name), file]));
  const broken = asked.flatMap((one) => whatIsWrong(one, library, knownTags).map((sentence) => inTheWay(one, sentence)));
  const own = asked.filter(({ name }) => name.tags.length > 0);
  const tags = [...new Set(own.flatMap(({ name }) => name.tags))];
  const heaviest = new Map<string, Weight>();
  if (own.length === 0 || broken.length > 0) {
    weigh(asked, {}, library, heaviest);
    return { problems: [...broken, ...tooHeavy(heaviest, mailboxes)], warnings: heavy(heaviest, mailboxes), tags, missing: [] };
  }
  const without = new Map<Asked, number>();
  const missing: CheckedFiles['missing'] = [];
  for await (const combinations of combinationsOf(tx, meant, tags))
    for (const { values, recipients } of combinations) {
      const names: string[] = [];
      for (const one of own) {
        const name = fillFileName(one.name, values);
        // Of a value that is missing it is said elsewhere.
        if (name === undefined || isUsable(library.get(nameKey(name)), one)) continue;
        without.set(one, (without.get(one) ?? 0) + recipients);
        names.push(name);
      }
      if (names.length > 0 && missing.length < mostListed) missing.push({ values, names });
      weigh(asked, values, library, heaviest);
    }
  const absent = [...without].map(([one, recipients]) => ({ ...inTheWay(one, absentSentence(one, recipients)), recipients }));
  return { problems: [...absent, ...tooHeavy(heaviest, mailboxes)], warnings: heavy(heaviest, mailboxes), tags, missing };
}

const isUsable = (file: LibraryFile | undefined, { isShown }: Asked): boolean => file !== undefined && (!isShown || isImage(file));

function whatIsWrong(one: Asked, library: ReadonlyMap<string, LibraryFile>, knownTags: readonly string[]): string[] {
  const { name, isShown } = one;
  if (name.problems.length > 0) return [...name.problems];
  const strange = strangeTags(name, knownTags);
  if (strange.length > 0) return strange;
  if (name.tags.length > 0) return [];
  const file = library.get(nameKey(name.typed));
  if (!file) return [`There is no file “${name.typed}” in the library.`];
  return isShown && !isImage(file) ? [`“${name.typed}” is no image that mail programs show. Use PNG, JPEG or GIF.`] : [];
}

const strangeTags = ({ tags }: Asked['name'], knownTags: readonly string[]): string[] =>
  tags.filter((tag) => !knownTags.includes(tag)).map((tag) => `In the name of a file, there is no merge tag “${tag}” here.`);

/** What is to be said of merge tags in the names of files that nobody here has a value for. */
export const sentencesOfStrangeTags = (steps: readonly Step[], knownTags: readonly string[]): string[] =>
  askedFiles(steps).flatMap(({ step, name }) => strangeTags(name, knownTags).map((sentence) => `Step ${String(step)}: ${sentence}`));

const inTheWay = ({ step, variant }: Asked, sentence: string): InTheWay => ({
  code: 'file',
  step,
  ...(variant === undefined ? {} : { variant }),
  sentence: `Step ${String(step)}: ${sentence}`,
});

const absentSentence = ({ name }: Asked, recipients: number): string =>
  `${recipients === 1 ? 'For one recipient' : `For ${recipients.toLocaleString('en')} recipients`} there is no file “${name.typed}” in the library.`;

interface Weight {
  step: number;
  bytes: number;
  files: number;
}

/** Keeps, for each message, the most that one recipient would get. */
function weigh(
  asked: readonly Asked[],
  values: Readonly<Record<string, string>>,
  library: ReadonlyMap<string, LibraryFile>,
  heaviest: Map<string, Weight>,
): void {
  for (const { step, variant } of asked) {
    const mine = asked.filter((one) => one.step === step && (one.variant === undefined || one.variant === variant));
    const files = new Set(mine.flatMap(({ name }) => library.get(nameKey(fillFileName(name, values) ?? '')) ?? []));
    const weight = { step, bytes: [...files].reduce((sum, { bytes }) => sum + bytes, 0), files: files.size };
    const key = `${String(step)} ${variant ?? ''}`;
    const before = heaviest.get(key) ?? weight;
    heaviest.set(key, { step, bytes: Math.max(before.bytes, weight.bytes), files: Math.max(before.files, weight.files) });
  }
}

const inMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

function tooHeavy(heaviest: ReadonlyMap<string, Weight>, mailboxes: readonly Mailbox[]): InTheWay[] {
  return [...heaviest.values()].flatMap(({ step, bytes, files }): InTheWay[] => {
    const begin = `Step ${String(step)}: the files of one message have`;
    if (files > mostFilesOfMessage)
      return [{ code: 'file', step, sentence: `Step ${String(step)}: at most 10 files go with one message, images among them.` }];
    if (bytes > mostFileBytes)
      return [{ code: 'file', step, sentence: `${begin} ${inMegabytes(bytes)} together. At most 20 MB go with one message.` }];
    return mailboxes
      .filter(({ provider }) => provider === 'outlook' && bytes > mostBytesOfOutlook)
      .map(({ address }) => ({
        code: 'file',
        step,
        sentence: `${begin} ${inMegabytes(bytes)} together, and Outlook takes at most 2 MB. Take ${address} out, or send less.`,
      }));
  });
}

function heavy(heaviest: ReadonlyMap<string, Weight>, mailboxes: readonly Mailbox[]): InTheWay[] {
  const [most] = [...heaviest.values()].toSorted((one, other) => other.bytes - one.bytes);
  if (!most || most.bytes <= manyBytes || most.bytes > mostFileBytes || mailboxes.length === 0) return [];
  return [
    {
      code: 'file',
      step: most.step,
      sentence: `Step ${String(most.step)}: its files have ${inMegabytes(most.bytes)} together. Many mail servers refuse messages of more than 10 MB.`,
    },
  ];
}

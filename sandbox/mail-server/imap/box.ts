import type { Faults, ScriptedFault } from '../faults.ts';
import { fetched, readItems } from './fetch.ts';
import { messageOf, uidsOf, type Folder, type Folders } from './folders.ts';
import { encodeName, quote } from './names.ts';
import { searched } from './search.ts';
import type { Wire } from './wire.ts';
import { BadCommand, No, readSet, textOf, type Word } from './words.ts';

/** What a server of this stand-in can do besides what every one must. */
export interface Offers {
  idle: boolean;
  specialUse: boolean;
}

export interface BoxNeeds {
  folders: Folders;
  faults: Faults;
  offers: Offers;
}

/** The mailbox of whoever signed in, as one connection sees it. */
export interface Box {
  /** @returns what stands behind OK */
  obey(name: string, words: readonly Word[]): Promise<string>;
  tellChanges(): void;
}

export function createBox(subject: string, wire: Wire, { folders, faults, offers }: BoxNeeds): Box {
  let open: { folder: Folder; validity: number; view: number[]; readOnly: boolean } | undefined;
  const say = (line: string) => wire.write(`${line}\r\n`);
  const take = (place: 'imap_search' | 'imap_fetch'): ScriptedFault | undefined => faults.take(subject, place);

  function selected(): NonNullable<typeof open> {
    if (!open) throw new BadCommand('no folder is open');
    return open;
  }

  /** Tells what changed in the open folder since it was last told: what is gone, then how many there are (RFC 3501 section 5.2). */
  function tellChanges(): void {
    if (!open) return;
    const { folder, validity } = open;
    if (folder.validity !== validity) {
      say('* BYE The folder was made anew');
      return wire.end();
    }
    const now = new Set(uidsOf(folder));
    for (let index = open.view.length - 1; index >= 0; index -= 1)
      if (!now.has(open.view[index] ?? 0)) {
        open.view.splice(index, 1);
        say(`* ${String(index + 1)} EXPUNGE`);
      }
    if (now.size === open.view.length) return;
    open.view = [...now];
    say(`* ${String(now.size)} EXISTS`);
  }

  function show(path: string, readOnly: boolean): void {
    const folder = folders.one(subject, path);
    open = undefined;
    if (!folder) throw new No('[NONEXISTENT] Unknown folder');
    open = { folder, validity: folder.validity, view: uidsOf(folder), readOnly };
    say(String.raw`* FLAGS (\Answered \Flagged \Deleted \Seen \Draft)`);
    say(`* ${String(open.view.length)} EXISTS`);
    say('* 0 RECENT');
    say(`* OK [UIDVALIDITY ${String(folder.validity)}] UIDs valid`);
    say(`* OK [UIDNEXT ${String(folder.next)}] Predicted next UID`);
  }

  function list(words: readonly Word[]): void {
    const [reference, pattern] = words.map((word) => (word.kind === 'list' ? '' : word.value));
    if (words.length !== 2 || reference !== '') throw new BadCommand('a reference and a pattern are needed');
    if (pattern === '') return say('* LIST (\\Noselect) "/" ""');
    const matches = new RegExp(`^${(pattern ?? '').replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/[*%]/g, '.*')}$`, 'i');
    for (const { path, use } of folders.of(subject).filter((folder) => matches.test(encodeName(folder.path))))
      say(`* LIST (\\HasNoChildren${use && offers.specialUse ? ` ${use}` : ''}) "/" ${quote(encodeName(path))}`);
  }

  async function fetch([set, items]: readonly Word[], byUid: boolean): Promise<void> {
    const { folder, view, readOnly } = selected();
    const asked = readItems(items);
    if (byUid && !asked.some(({ name }) => name === 'UID')) asked.unshift(...readItems({ kind: 'atom', value: 'UID' }));
    const has = readSet(textOf(set), byUid ? (view.at(-1) ?? 0) : view.length);
    const wanted = view.flatMap((uid, index) => (has(byUid ? uid : index + 1) ? [{ uid, number: index + 1 }] : []));
    const fault = wanted.length > 0 ? take('imap_fetch') : undefined;
    if (fault?.fault === 'imap_hang') await new Promise(() => undefined);
    if (fault?.fault === 'imap_expunged') folders.remove(subject, folder.path, wanted[0]?.uid ?? 0);
    for (const { uid, number } of wanted) {
      const message = messageOf(folder, uid);
      if (!message) continue;
      const answer = fetched(number, message, asked);
      if (fault?.fault === 'imap_drop_in_fetch') {
        wire.write(answer.subarray(0, Math.floor(answer.byteLength / 2)));
        wire.end();
        return;
      }
      if (fault?.fault === 'imap_nonsense' && uid === wanted[0]?.uid) say(`* ${String(number)} FETCH (BODY[HEADER] {12 no such thing`);
      else if (fault?.fault === 'imap_slow') await wire.drip(answer, fault.milliseconds ?? 50);
      else wire.write(answer);
      if (!readOnly && asked.some(({ sees }) => sees)) message.flags.add('\\Seen');
    }
    if (fault?.fault === 'imap_expunged') throw new No('[EXPUNGEISSUED] Some of the requested messages no longer exist');
  }

  function search(keys: readonly Word[], byUid: boolean): void {
    const { folder, view } = selected();
    if (take('imap_search')) throw new No('[SERVERBUG] Internal error occurred');
    const found = searched(folder, view, keys).map(({ uid, number }) => String(byUid ? uid : number));
    say(['* SEARCH', ...found].join(' '));
  }

  async function idle(): Promise<void> {
    if (!offers.idle) throw new BadCommand('IDLE is not known here');
    selected();
    say('+ idling');
    const leave = folders.watch(tellChanges);
    try {
      tellChanges();
      const done = await wire.read();
      if (done && done.line.toUpperCase() !== 'DONE') throw new BadCommand('DONE is expected');
    } finally {
      leave();
    }
  }

  const decodeName = (asListed: string) => folders.of(subject).find(({ path }) => encodeName(path) === asListed)?.path ?? asListed;

  return {
    tellChanges,
    async obey(name, words) {
      switch (name) {
        case 'LIST':
          list(words);
          return '';
        case 'LSUB':
          return '';
        case 'EXAMINE':
        case 'SELECT':
          show(decodeName(textOf(words[0])), name === 'EXAMINE');
          return name === 'EXAMINE' ? '[READ-ONLY] ' : '[READ-WRITE] ';
        case 'CLOSE':
          selected();
          open = undefined;
          return '';
        case 'FETCH':
        case 'UID FETCH':
          await fetch(words, name !== 'FETCH');
          return '';
        case 'SEARCH':
        case 'UID SEARCH':
          search(words, name !== 'SEARCH');
          return '';
        case 'IDLE':
          await idle();
          return '';
        default:
          throw new BadCommand(`${name} is not known here`);
      }
    },
  };
}

import { messageOf, uidsOf, type Folder, type KeptMessage } from './folders.ts';
import { readDay } from './names.ts';
import { BadCommand, readSet, textOf, type Word } from './words.ts';

type Holds = (uid: number, message: () => KeptMessage | undefined) => boolean;

/** The numbers of the messages of a view for which all keys hold (RFC 3501 section 6.4.4), as far as this stand-in knows them; others are refused. */
export function searched(folder: Folder, view: readonly number[], keys: readonly Word[]): { uid: number; number: number }[] {
  if (keys.length === 0) throw new BadCommand('no key is given');
  const holds = readKeys(keys, folder, view);
  return view.flatMap((uid, index) => {
    const message = () => messageOf(folder, uid);
    return holds.every((each) => each(uid, message)) ? [{ uid, number: index + 1 }] : [];
  });
}

function readKeys(keys: readonly Word[], folder: Folder, view: readonly number[]): Holds[] {
  const rest = [...keys];
  const holds: Holds[] = [];
  const argument = () => textOf(rest.shift());
  while (rest.length > 0) {
    const key = argument().toUpperCase();
    if (key === 'ALL') holds.push(() => true);
    else if (key === 'UID') {
      const has = readSet(argument(), uidsOf(folder).at(-1) ?? 0);
      holds.push((uid) => has(uid));
    } else if (key === 'SINCE') {
      const day = readDay(argument());
      if (!day) throw new BadCommand('not a day');
      holds.push((_, message) => (message()?.at ?? new Date(0)) >= day);
    } else if (key === 'HEADER') {
      const [name, value] = [argument().toLowerCase(), argument().toLowerCase()];
      holds.push((_, message) => fieldsOf(message()).some((field) => field.name === name && field.value.includes(value)));
    } else if (/^[\d*]/.test(key)) {
      const has = readSet(key, view.length);
      holds.push((uid) => has(view.indexOf(uid) + 1));
    } else throw new BadCommand(`the key ${key} is not known here`);
  }
  return holds;
}

function fieldsOf(message: KeptMessage | undefined): { name: string; value: string }[] {
  const header = message?.raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return header.split(/\r\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).toLowerCase() };
  });
}

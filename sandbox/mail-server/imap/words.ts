/** One argument of a command: a word, a quoted text or literal, or a list of them (RFC 3501 section 4). */
export type Word = { kind: 'atom' | 'text'; value: string } | { kind: 'list'; words: Word[] };

/** A command that does not follow the grammar. */
export class BadCommand extends Error {}

/** A command that is understood and not done. */
export class No extends Error {}

/**
 * The arguments of a command line, by the letter: one space between two words, no space at the end, no control characters. A NUL and a digit stand for a
 * literal, which was read apart: NUL itself may not appear in a line.
 */
export function readWords(line: string, literals: readonly Buffer[]): Word[] {
  let at = 0;
  const fail = (why: string): never => {
    throw new BadCommand(why);
  };

  function list(end: ')' | ''): Word[] {
    const words: Word[] = [];
    for (;;) {
      if (at >= line.length) return end === '' && words.length > 0 ? words : fail('unexpected end');
      words.push(word());
      const next = line[at] ?? '';
      if (next === end) {
        at += 1;
        return words;
      }
      if (next !== ' ') fail(`a space is missing before ${JSON.stringify(next)}`);
      at += 1;
    }
  }

  function word(): Word {
    const first = line[at];
    if (first === '(') {
      at += 1;
      if (line[at] !== ')') return { kind: 'list', words: list(')') };
      at += 1;
      return { kind: 'list', words: [] };
    }
    if (first === '"') return quoted();
    if (first === '\0') {
      const literal = literals[Number(line[at + 1])];
      at += 2;
      return { kind: 'text', value: literal?.toString('latin1') ?? fail('a literal is missing') };
    }
    return atom();
  }

  function quoted(): Word {
    const [whole, inside = ''] = /^"((?:[^"\\\r\n\0]|\\["\\])*)"/.exec(line.slice(at)) ?? fail('a quoted string is not closed');
    at += whole.length;
    return { kind: 'text', value: inside.replace(/\\(["\\])/g, '$1') };
  }

  function atom(): Word {
    // A section stands in brackets and may hold spaces and lists: BODY[HEADER.FIELDS (MESSAGE-ID)]<0.100>
    const [whole] = /^(?:[^\s(){"\\\]\0]+\[[^\]\0]*\](?:<[\d.]+>)?|[^\s(){"\0]+)/.exec(line.slice(at)) ?? fail('a word is missing');
    at += whole.length;
    return { kind: 'atom', value: whole };
  }

  return line === '' ? [] : list('');
}

/** The text of an argument that must be a single word or text. */
export function textOf(word: Word | undefined): string {
  if (!word || word.kind === 'list') throw new BadCommand('a word is missing');
  return word.value;
}

/** The numbers of a set such as `3,7:9,12:*`, as a test. The largest number in use stands for `*`. */
export function readSet(set: string, largest: number): (number: number) => boolean {
  const ranges = set.split(',').map((part): [number, number] => {
    const [, from, to] = /^([1-9]\d{0,9}|\*)(?::([1-9]\d{0,9}|\*))?$/.exec(part) ?? [];
    if (from === undefined) throw new BadCommand('not a set of numbers');
    const [one, other] = [from, to ?? from].map((end) => (end === '*' ? largest : Number(end))) as [number, number];
    return [Math.min(one, other), Math.max(one, other)];
  });
  return (number) => ranges.some(([least, most]) => number >= least && number <= most);
}

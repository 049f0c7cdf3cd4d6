import type { Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';

const cells = 24;

/** How far something is: a bar, a share, and what else there is to say. */
export function progressLine({ done, of, words }: { done: number; of: number; words: string }): string {
  const share = of > 0 ? Math.min(1, Math.max(0, done / of)) : 0;
  const full = Math.floor(share * cells);
  return `[${'█'.repeat(full)}${'░'.repeat(cells - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${inOneLine(words)}`;
}

/** Shows how far something is: where a person watches, in one line that is written over; else a line whenever something changed. */
export function createProgress({ say, watched }: Pick<Surroundings, 'say' | 'watched'>) {
  let last = '';
  return {
    show(line: string): void {
      if (line === last) return;
      last = line;
      // CSI 2 K empties the line (ECMA-48), so that a shorter one leaves nothing of a longer one behind it.
      say(watched ? `\r\u001B[2K${line}` : `${line}\n`);
    },
    end(): void {
      if (watched && last !== '') say('\n');
    },
  };
}

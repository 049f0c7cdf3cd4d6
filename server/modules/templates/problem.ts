/** Something in a subject or text that its author should look at. */
export interface Problem {
  /** What is wrong and what to do, in plain words. */
  sentence: string;
  where: 'subject' | 'text';
  /** Counted from 1, in what was typed. */
  line: number;
  column: number;
  /** The words that it is about, as they were typed. */
  excerpt: string;
  /** Whether nothing can be sent before it is put right; otherwise it is a warning. */
  stops: boolean;
}

/** Enough to work through; a hostile text would have a million. */
export const mostProblems = 50;

/** Collects the problems of one text, each once, and knows where in it they are. */
export function problemsIn(where: Problem['where'], source: string) {
  const problems: Problem[] = [];
  function add(sentence: string, at: number, length: number, stops: boolean): void {
    const before = source.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    if (problems.length >= mostProblems || problems.some((one) => one.sentence === sentence && one.line === line && one.column === column))
      return;
    problems.push({ sentence, where, line, column, excerpt: source.slice(at, at + Math.min(length, 80)), stops });
  }
  return {
    problems,
    /** Keeps the text from being sent. */
    stop: (sentence: string, at: number, length = 1) => {
      if (problems.length < mostProblems) add(sentence, at, length, true);
    },
    /** Is shown, and leaves the choice to the author. It is about words that stand somewhere in the text. */
    warn: (sentence: string, words = '') => {
      const at = Math.max(0, source.indexOf(words));
      if (problems.length < mostProblems) add(sentence, at, source.startsWith(words, at) ? words.length : 0, false);
    },
  };
}

export type Problems = ReturnType<typeof problemsIn>;

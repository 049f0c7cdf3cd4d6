import pino from 'pino';

/** Structured lines on standard output. Facts are numbers, ids and closed words: personal data does not belong into a log (promise A18). */
export interface Log {
  debug(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  error(event: string, facts?: Facts): void;
}
export type Facts = Record<string, unknown>;

/**
 * Opens the log.
 * @param options.personal names of every column that the register of promises calls personal; wherever such a name occurs in a fact, its value is left out
 */
export function openLog(options: { level: string; personal: readonly string[]; destination?: pino.DestinationStream }): Log {
  const personal = new Set(options.personal.flatMap((name) => [name, camelCase(name)]));
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, facts: Facts = {}) => {
      logger[level](leaveOut(personal, facts, 0), event);
    };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

const leftOut = '[left out]';
const deepest = 6;

/** A copy of a fact in which nothing personal is left, at any depth; what lies deeper than a fact ever does goes as a whole. */
function leaveOut(personal: ReadonlySet<string>, fact: unknown, depth: number): unknown {
  if (typeof fact !== 'object' || fact === null || fact instanceof Date) return fact;
  if (depth > deepest || ArrayBuffer.isView(fact)) return leftOut;
  if (Array.isArray(fact)) return fact.map((one) => leaveOut(personal, one, depth + 1));
  return Object.fromEntries(
    Object.entries(fact).map(([name, value]) => [name, personal.has(name) ? leftOut : leaveOut(personal, value, depth + 1)]),
  );
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

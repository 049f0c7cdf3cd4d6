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
  const names = [...new Set(options.personal.flatMap((name) => [name, camelCase(name)]))];
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[left out]' },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, facts: Facts = {}) => {
      logger[level](facts, event);
    };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

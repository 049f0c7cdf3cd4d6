import { readConfig, ConfigError, type Config } from '../config.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { optionTypes } from './option-types.ts';

type Given = {
  [Name in keyof typeof optionTypes as (typeof optionTypes)[Name] extends 'string' ? Name : never]?: string | undefined;
} & { [Name in keyof typeof optionTypes as (typeof optionTypes)[Name] extends 'boolean' ? Name : never]?: boolean | undefined };

/** What was typed behind a command, and the settings. */
export interface Options extends Given {
  config: Config;
  json: boolean;
  'dry-run': boolean;
  operator: boolean;
}

/** Where a command runs: what it reads, and where it speaks. */
export interface Surroundings {
  readConfig(): Config;
  clock: Clock;
  /** The answer, and nothing else. */
  answer(text: string): void;
  /** What is said beside it. */
  say(text: string): void;
  /** Whether a person watches what is said: then one line is written over and over. */
  watched: boolean;
}

export const thisProcess: Surroundings = {
  readConfig,
  clock: systemClock,
  answer: (text) => void process.stdout.write(text),
  say: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY,
};

/** What a command found or did: as a document for programs and as text for people. */
export interface Answer {
  data: unknown;
  text: string;
  /** The command ran and what it checked does not hold: exit code 1. */
  failed?: boolean;
}

/** An option of a command: what stands behind it, what it means there, and whether nothing goes without it. */
export interface Taken {
  as?: string;
  means: string;
  needed?: true;
}

export interface Command {
  /** One line for the list of all. */
  does: string;
  /** What else there is to know. */
  tells?: string;
  takes?: Partial<Record<keyof typeof optionTypes, Taken>>;
  example: string;
  /** What `--json` answers. */
  answers: string;
  run(options: Options, around: Surroundings): Promise<Answer | undefined>;
}

/** Commands that belong together. */
export interface Group {
  title: string;
  commands: Readonly<Record<string, Command>>;
}

/** What was typed is no command, or not with these options: exit code 2. */
export class Misuse extends ConfigError {}

/** A command could not do what it was asked, and says why in one sentence: exit code 1, or 75 when it is worth trying again. */
export class CommandFailed extends Error {
  readonly retryAfterSeconds: number | undefined;

  constructor(sentence: string, retryAfterSeconds?: number) {
    super(sentence);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

import type { Config } from '../config.ts';

/** What was typed behind a command, and the settings. */
export interface Options {
  config: Config;
  json: boolean;
  'dry-run': boolean;
  operator: boolean;
  email?: string | undefined;
  name?: string | undefined;
  password?: string | undefined;
  workspace?: string | undefined;
  days?: string | undefined;
  key?: string | undefined;
  to?: string | undefined;
  from?: string | undefined;
  replace?: boolean | undefined;
  yes?: boolean | undefined;
  'without-evidence'?: boolean | undefined;
}

/** What a command found or did: as a document for programs and as text for people. */
export interface Answer {
  data: unknown;
  text: string;
  /** The command ran and what it checked does not hold: exit code 1. */
  failed?: boolean;
}

export interface Command {
  does: string;
  run(options: Options): Promise<Answer | undefined>;
}

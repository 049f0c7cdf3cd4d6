import { runCommand } from '../../server/commands/index.ts';
import { sayFailure } from '../../server/commands/say-failure.ts';
import { readConfig } from '../../server/config.ts';
import { testClock, type TestClock } from './product.ts';

/** What a command left behind: its exit code, its answer, and what it said beside it. */
export interface Typed {
  code: number;
  out: string;
  errors: string;
}

/** Somebody at a terminal with these settings. What happens while a command waits is given; then the time passes at once. */
export function terminal(
  settings: Record<string, string>,
  {
    clock = testClock(),
    watched = false,
    whileWaiting,
  }: { clock?: TestClock; watched?: boolean; whileWaiting?: (milliseconds: number) => Promise<void> } = {},
) {
  return async (...words: string[]): Promise<Typed> => {
    const typed = { out: '', errors: '' };
    const say = (text: string) => void (typed.errors += text);
    const wait = async (milliseconds: number) => {
      await whileWaiting?.(milliseconds);
      await clock.wait(milliseconds);
    };
    const around = {
      readConfig: () => readConfig(settings),
      clock: { now: clock.now, wait },
      answer: (text: string) => void (typed.out += text),
      say,
      watched,
    };
    const code = await runCommand(words, around).catch((error: unknown) => sayFailure(error, say));
    return { code, ...typed };
  };
}

import type { Log } from './log.ts';

/** How long what is under way may take to end after a fault that nobody caught. */
const mostSeconds = 60;

/**
 * What is known of a fault without a word of its message: messages repeat what they stumbled over, and that may be an address or a text (promise A18).
 * Where it happened and of what kind it was is enough to find it.
 */
export function faultOf(error: unknown): { kind: string; code?: string; where: string } {
  if (!(error instanceof Error)) return { kind: typeof error, where: 'unknown' };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: error.name,
    ...(typeof code === 'string' && /^\w{1,40}$/.test(code) ? { code } : {}),
    where: frames.map((line) => line.trim()).join(' · ') || 'unknown',
  };
}

/**
 * Listens for faults that nobody caught. After one nobody knows what else is wrong, so the process has to end, and whoever watches over it starts
 * another; but what was begun ends in order first, because a letter that is on its way would otherwise be uncertain.
 * @returns resolves with the first of them; should the orderly end not come, the process ends all the same
 */
export function untilFault(log: Log): Promise<void> {
  return new Promise((resolve) => {
    const heard = (error: unknown) => {
      log.error('fault_uncaught', faultOf(error));
      setTimeout(() => process.exit(1), mostSeconds * 1000).unref();
      resolve();
    };
    process.on('uncaughtException', heard);
    process.on('unhandledRejection', heard);
  });
}

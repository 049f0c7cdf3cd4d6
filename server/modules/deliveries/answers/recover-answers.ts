import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { doubtAbandonedAnswers, endAnswerLeases } from './store.ts';

const interrupted = 'The sending was interrupted, and nobody knows whether it left.';

/** Answers whose process vanished while they were handed over become uncertain, are shown to a member, and are never sent again by themselves. */
export async function recoverAnswers(tools: Tools): Promise<number> {
  return tools.database.inInstallation('recovery', (tx) => doubtAbandonedAnswers(tx, tools.clock.now(), interrupted, 500));
}

/** For a database that came from a backup: what was on its way may have left since. */
export async function doubtAnswers(tools: Tools): Promise<number> {
  await tools.database.inInstallation('recovery', (tx) => endAnswerLeases(tx, tools.clock.now()));
  let doubted = 0;
  for (let found = -1; found !== 0; doubted += found) found = await recoverAnswers(tools);
  return doubted;
}

/** Every minute: names what is uncertain. */
export function recoverAnswersJob(tools: Tools): Job {
  return {
    name: 'recover-answers',
    does: 'Marks answers in conversations whose process vanished as uncertain',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      for (let found = -1; found !== 0; ) {
        found = await recoverAnswers(tools);
        if (found > 0) tools.log.warn('answers_uncertain', { count: found });
      }
    },
  };
}

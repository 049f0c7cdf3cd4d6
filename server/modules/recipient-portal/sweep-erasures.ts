import { parseEmailAddress } from '../../../shared/email-address.ts';
import { forgetGivenAnswers } from '../../platform/kept-answers.ts';
import { earlier } from '../../platform/period.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Ways } from '../supporters/index.ts';
import { takeUnsweptErasure } from '../suppressions/index.ts';
import { wipeAddress } from './erase-address.ts';

/** Longer than any transaction lives, and than a confirmation whose process vanished is under way. */
const quiet = { minutes: 10 };

/**
 * Looks for every erased address once more, some minutes after its erasure: what an import brought in at that very moment, a letter that was
 * leaving, or an erasure whose process ended halfway. Then the address itself is forgotten, and its code alone stays.
 */
export function sweepErasuresJob(tools: Tools, ways: Ways): Job {
  return {
    name: 'sweep-erasures',
    does: 'Looks for erased addresses once more, some minutes after',
    retry: 'repeatable',
    schedule: '*/5 * * * *',
    async run() {
      while (await sweepOne(tools, ways));
    },
  };
}

async function sweepOne(tools: Tools, ways: Ways): Promise<boolean> {
  const before = earlier(tools.clock.now(), quiet);
  const swept = await tools.database.inInstallation('recipient', async (tx) => {
    const erasure = await takeUnsweptErasure(tools, tx, before);
    if (!erasure) return undefined;
    const address = parseEmailAddress(erasure.address ?? '');
    const wiped = address.ok ? await wipeAddress(tools, tx, ways, { actor: { kind: 'job' }, address }) : undefined;
    await erasure.swept();
    return wiped?.giveBackConsents ?? (() => Promise.resolve());
  });
  await swept?.();
  if (swept) await forgetGivenAnswers(tools);
  return swept !== undefined;
}

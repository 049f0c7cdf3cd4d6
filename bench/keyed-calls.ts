import { chancesFrom } from '../test/harness/storm.ts';
import { keyedScene, keyedStorm } from '../test/harness/keyed-storm.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withFreshDatabase } from './store.ts';
import { timesOf } from './storms.ts';

export const askedOfKeys = { calls: 1000, kills: 100 };

/** Programs make calls with keys, each again until it is answered, while the processes that answer are killed; everything is done once. */
export async function measureKeyedCalls(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  return withFreshDatabase(databaseUrl, async (url) => {
    const scene = await keyedScene(url);
    bench.say(`keyed-calls: ${askedOfKeys.kills} kills in ${seconds} seconds at most, seed ${bench.seed}…`);
    const began = performance.now();
    const hasTime = () => performance.now() - began < seconds * 1000;
    const seen = await keyedStorm(scene, { ...askedOfKeys, lanes: 8, processes: 2, random: chancesFrom(bench.seed), hasTime });
    const tooShort = seen.kills < askedOfKeys.kills;
    const what = `kill -9 of one of two processes that answer, ${seen.again} times asked again, ${seen.repeated} heard a repeated answer`;
    const none: [name: string, what: string, value: number][] = [
      ['missing', '  answered and not done', seen.missing],
      ['doubled', '  done twice', seen.doubled],
      ['wrong', '  told of something else', seen.wronglyAnswered],
      ['lost', '  done, and its answer lost', seen.answerLost],
    ];
    return [
      timesOf('keyed-calls', what, seen.kills, askedOfKeys.kills),
      {
        name: 'keyed-calls-effects',
        what: '  effects of 1,000 calls',
        value: seen.effects,
        unit: 'times',
        goal: askedOfKeys.calls,
        tooShort,
      },
      ...none.map(
        ([name, words, value]): Finding => ({ name: `keyed-calls-${name}`, what: words, value, unit: 'answers', goal: 0, tooShort }),
      ),
    ];
  });
}

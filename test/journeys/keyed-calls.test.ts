import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshDatabase } from '../harness/database.ts';
import { keyedScene, keyedStorm } from '../harness/keyed-storm.ts';
import '../harness/processes.ts';
import { chancesFrom } from '../harness/storm.ts';

test('calls with keys that are made again until they are answered are each done once, whatever is killed meanwhile', async (context) => {
  const scene = await keyedScene(await freshDatabase());
  const [calls, kills, seed] = [80, 6, Math.floor(Math.random() * 2 ** 32)];
  context.diagnostic(`seed ${seed}`);
  const seen = await keyedStorm(scene, { calls, kills, lanes: 4, processes: 2, random: chancesFrom(seed) });
  context.diagnostic(JSON.stringify(seen));
  assert.equal(seen.kills, kills);
  assert.deepEqual([seen.effects, seen.doubled, seen.missing, seen.wronglyAnswered], [calls, 0, 0, 0]);
  assert.deepEqual([seen.answered, seen.answerLost], [calls, 0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { asOwner } from '../../test/harness/database.ts';
import { setUp } from '../../test/harness/people.ts';
import { startProduct } from '../../test/harness/product.ts';
import { createAnswerOnce, type AskedOnce, type Faults } from './answer-once.ts';
import type { Tx } from './database.ts';
import { Refusal } from './errors.ts';
import { readId } from './ids.ts';
import { writtenDown } from './keyed-call.ts';

const product = await startProduct();
const { owner } = await setUp(product);
const userId = readId('user', (await owner.api.account.me()).id);
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

// What a call did, and a commit that fails where the same was done twice; it takes its time to be done.
await look('create table done (what text, constraint done_once unique (what) deferrable initially deferred)');
await look('grant select, insert on done to antiphon_app');
await look('create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.2); return null; end $$');
await look(
  `create constraint trigger linger after insert on done deferrable initially deferred for each row
   when (new.what like 'slowly%') execute function linger()`,
);

class HalfDone extends Error {}
const faults: Faults = {
  refusalOf: (error) => (error instanceof HalfDone ? new Refusal('provider_failed', 'half', error.message) : undefined) ?? refusal(error),
  isUncertain: (error) => error instanceof HalfDone,
};
const answerOnce = createAnswerOnce(tools, faults);
const refusal = (error: unknown) => (error instanceof Refusal ? error : undefined);
let made = 0;
const anew = (): AskedOnce => ({ key: `key-${++made}`, userId, scope: 'user|', request: ['POST'], shownOnce: false });

const within = <T>(work: (tx: Tx) => Promise<T>) => tools.database.inInstallation('operator', work);
const write = (tx: Tx, what: string) => sql`insert into done (what) values (${what})`.execute(tx);
const numberOf = async (tx: Tx) =>
  (await sql<{ n: string | null }>`select pg_current_xact_id_if_assigned()::text as n`.execute(tx)).rows[0]?.n;
const isThere = async (what: string) => (await look('select 1 from done where what = $1', [what])).length > 0;
const keys = async () =>
  (await look('select xmin::text as n from idempotency_keys order by begun_at, xmin::text::bigint')).map(({ n }) => n);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('a call of which the commit fails is not answered, nothing is kept of it, and nothing leaves after it', async () => {
  const before = await keys();
  for (const goesOn of [() => Promise.resolve(), turn]) {
    let left = false;
    const call = answerOnce(anew(), async () => {
      await within(async (tx) => {
        await write(tx, 'twice');
        await write(tx, 'twice');
      });
      await goesOn();
      await writtenDown().catch(() => undefined);
      await writtenDown().then(
        () => (left = true),
        () => undefined,
      );
      return { done: true };
    });
    await assert.rejects(call, { code: '23505' });
    assert.equal(left, false);
    assert.equal(await isThere('twice'), false);
    assert.deepEqual(await keys(), before);
  }
});

test('a refusal after a commit that failed is not what is said, and is not remembered', async () => {
  const before = await keys();
  const call = answerOnce(anew(), async () => {
    await within(async (tx) => {
      await write(tx, 'twice again');
      await write(tx, 'twice again');
    });
    throw new Refusal('conflict', 'too_late', 'It is too late.');
  });
  await assert.rejects(call, { code: '23505' });
  assert.deepEqual(await keys(), before);
});

test('what is to leave waits for a commit that is under way', async () => {
  let seen: boolean | undefined;
  await answerOnce(anew(), async () => {
    await within((tx) => write(tx, 'slowly'));
    await turn();
    await turn();
    await writtenDown();
    seen = await isThere('slowly');
    return {};
  });
  assert.equal(seen, true);
});

test('before something leaves, what was changed is committed with its key', async () => {
  await answerOnce(anew(), async () => {
    const number = await within(async (tx) => {
      await write(tx, 'before it leaves');
      return numberOf(tx);
    });
    await writtenDown();
    assert.ok(await isThere('before it leaves'));
    assert.equal((await keys()).at(-1), number);
    return {};
  });
});

test('what is read for the answer is read in the transaction that changes, and both are committed with the answer', async () => {
  const asked = anew();
  let numbers: unknown[] = [];
  await answerOnce(asked, async () => {
    const changed = await within(async (tx) => {
      await write(tx, 'read beside');
      return numberOf(tx);
    });
    const read = await within(async (tx) => {
      assert.equal((await sql`select 1 from done where what = 'read beside'`.execute(tx)).rows.length, 1);
      return numberOf(tx);
    });
    numbers = [changed, read];
    return { said: 1 };
  });
  assert.equal(numbers[0], numbers[1]);
  assert.equal((await keys()).at(-1), numbers[0]);
  assert.deepEqual(await answerOnce(asked, () => assert.fail('done twice')), { output: { said: 1 }, repeated: true });
});

test('for another change the first is committed with its key, and the answer comes with the last', async () => {
  const asked = anew();
  let last: unknown;
  await answerOnce(asked, async () => {
    await within((tx) => write(tx, 'the first'));
    await within(async (tx) => {
      await write(tx, 'the second');
      assert.ok(await isThere('the first'));
      last = await numberOf(tx);
    });
    return { said: 2 };
  });
  assert.equal((await keys()).at(-1), last);
  assert.deepEqual(await answerOnce(asked, () => assert.fail('done twice')), { output: { said: 2 }, repeated: true });
});

test('what takes longer than a turn is committed meanwhile, and its answer is kept after', async () => {
  const asked = anew();
  await answerOnce(asked, async () => {
    await within((tx) => write(tx, 'takes longer'));
    for (let tried = 0; !(await isThere('takes longer')); tried++) assert.ok(tried < 500);
    return { said: 3 };
  });
  assert.deepEqual(await answerOnce(asked, () => assert.fail('done twice')), { output: { said: 3 }, repeated: true });
});

test('two changes at once within a call are both done, under the one key', async () => {
  const asked = anew();
  const before = (await keys()).length;
  await answerOnce(asked, async () => {
    const names = ['at once, one', 'at once, other', 'at once, third'];
    await Promise.all([...names.map((what) => within((tx) => write(tx, what))), within(numberOf)]);
    return { said: 4 };
  });
  for (const what of ['at once, one', 'at once, other', 'at once, third']) assert.ok(await isThere(what));
  assert.equal((await keys()).length, before + 1);
  assert.deepEqual(await answerOnce(asked, () => assert.fail('done twice')), { output: { said: 4 }, repeated: true });
});

test('a transaction that is begun within another is a clear fault, and waits for nothing for ever', async () => {
  const nested = /Within a transaction of a call another was begun/;
  const alone = answerOnce(anew(), () => within(() => within(numberOf)));
  await assert.rejects(alone, nested);
  const beside = answerOnce(anew(), async () => {
    await within((tx) => write(tx, 'with one inside'));
    return within(() => within(numberOf));
  });
  await assert.rejects(beside, nested);
  await assert.rejects(
    answerOnce(anew(), () => within(() => writtenDown())),
    nested,
  );
});

test('what left is done no second time where its answer was lost', async () => {
  const asked = anew();
  let left = 0;
  const leave = async () => {
    await writtenDown();
    left += 1;
    throw new Error('The answer is lost.');
  };
  await assert.rejects(answerOnce(asked, leave), /The answer is lost/);
  await assert.rejects(answerOnce(asked, leave), refusedAs('still_running'));
  product.clock.move({ seconds: 61 });
  await assert.rejects(answerOnce(asked, leave), refusedAs('answer_lost'));
  assert.equal(left, 1);
});

test('of two processes that begin the same at once, one alone lets something leave; the other hears that it is under way', async () => {
  const asked = anew();
  const bothBegan = Promise.withResolvers<undefined>();
  let [began, left] = [0, 0];
  const leave = async () => {
    if ((began += 1) === 2) bothBegan.resolve(undefined);
    await bothBegan.promise;
    await writtenDown();
    left += 1;
    return { said: 5 };
  };
  const heard = await Promise.allSettled([answerOnce(asked, leave), createAnswerOnce(tools, faults)(asked, leave)]);
  assert.equal(left, 1);
  const [other] = heard.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (other) assert.ok(refusedAs('still_running')(other));
  assert.deepEqual(await answerOnce(asked, () => assert.fail('done twice')), { output: { said: 5 }, repeated: true });
});

test('where nothing was done outside, the same call may be made again; where nobody knows, it is told what was told', async () => {
  const [never, perhaps] = [anew(), anew()];
  let left = 0;
  const fail = (error: Error) => async () => {
    await writtenDown();
    left += 1;
    throw error;
  };
  for (let count = 1; count <= 2; count++) {
    await assert.rejects(answerOnce(never, fail(new Refusal('provider_failed', 'refused_there', 'No.'))), refusedAs('refused_there'));
    assert.equal(left, count);
  }
  await assert.rejects(answerOnce(perhaps, fail(new HalfDone('Perhaps.'))), HalfDone);
  await assert.rejects(answerOnce(perhaps, fail(new HalfDone('Perhaps.'))), refusedAs('half'));
  assert.equal(left, 3);
});

test('a file and a long answer are given once', async () => {
  for (const output of [new File(['bytes'], 'a.zip'), { csv: 'x'.repeat(65_536) }]) {
    const asked = anew();
    assert.equal((await answerOnce(asked, () => Promise.resolve(output))).output, output);
    await assert.rejects(
      answerOnce(asked, () => assert.fail('done twice')),
      refusedAs('answer_withheld'),
    );
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  countsOf,
  falk,
  faultsLeft,
  flowOf,
  formFields,
  heldOf,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  sendLetter,
  toConfirm,
} from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import type { ScriptedFault } from '../../sandbox/google/faults.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;

const sentBy = (account: string) => outbox(scene).filter(({ sender }) => sender === account);
const statusPage = async (supporter: Visitor) => (await supporter.request('/letter/status')).text();

async function confirmAgain(supporter: Visitor, change: (fields: Record<string, string>) => Record<string, string> = (same) => same) {
  const page = await (await supporter.request('/letter/confirm')).text();
  return supporter.post('/letter/confirm', change(formFields(page, '/letter/confirm')));
}

async function recover(): Promise<void> {
  for (const name of ['recover-deliveries', 'recover-flows']) await product.app.jobs.find((job) => job.name === name)?.run({});
}

test('the connection drops after Gmail accepted: the letter is uncertain, counted apart, and never sent again', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'dropped@gmail.test')];
  const before = await countsOf(scene);
  script(scene, person, { fault: 'drop_after_accept' });
  await sendLetter(scene, supporter, person);
  const page = await statusPage(supporter);
  assert.match(page, /the answer was lost\. Look in your Sent folder/);
  assert.doesNotMatch(page, /action="\/letter\/retry"/);
  assert.deepEqual(await countsOf(scene), { ...before, uncertain: before.uncertain + 1 });
  await recover();
  await confirmAgain(supporter).catch(() => undefined);
  assert.equal(sentBy(person.account).length, 1);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
});

test('a fault of Gmail or a page of a proxy in the place of its answer is uncertain too, not accepted and not failed', async () => {
  for (const fault of ['backendError', 'html_200'] as const) {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `${fault}@gmail.test`)];
    const before = await countsOf(scene);
    script(scene, person, { fault });
    await sendLetter(scene, supporter, person);
    assert.deepEqual(await countsOf(scene), { ...before, uncertain: before.uncertain + 1 }, fault);
    assert.match(await statusPage(supporter), /Not known/);
  }
});

test('429 with Retry-After 3 s is tried again within the open request; 429 with hours stops, tells the supporter, and no job retries', async () => {
  const [patient, stopped] = [newPerson(scene, 'three@gmail.test'), newPerson(scene, 'hours@gmail.test')];
  const began = product.clock.now().getTime();
  script(scene, patient, { fault: 'tooManyRequests', seconds: 3 });
  await sendLetter(scene, new Visitor(product), patient);
  assert.equal(sentBy(patient.account).length, 1);
  assert.ok(product.clock.now().getTime() - began >= 3000);

  const supporter = new Visitor(product);
  script(scene, stopped, { fault: 'tooManyRequests', seconds: 7200 });
  const before = product.clock.now().getTime();
  await sendLetter(scene, supporter, stopped);
  assert.ok(product.clock.now().getTime() - before < 60_000, 'the request waited for hours');
  assert.match(await statusPage(supporter), /Gmail wants a pause/);
  product.clock.move({ hours: 3 });
  await recover();
  assert.equal(sentBy(stopped.account).length, 0);
  await confirmAgain(supporter);
  assert.equal(sentBy(stopped.account).length, 1);
});

test('each refusal of Gmail has words of its own: rate limit, daily limit, domain policy, missing permission', async () => {
  const words = new Set<string>();
  for (const fault of ['userRateLimitExceeded', 'dailyLimitExceeded', 'domainPolicy', 'insufficientPermissions'] as const) {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `${fault}@gmail.test`)];
    const refusal: ScriptedFault = { fault };
    script(scene, person, refusal, refusal, refusal);
    await sendLetter(scene, supporter, person);
    const said = /<em>Not sent<\/em>[\s\S]*?<p>(.*?)<\/p>/.exec(await statusPage(supporter))?.[1];
    assert.ok(said, fault);
    words.add(said);
    assert.equal(sentBy(person.account).length, 0);
    const useless = fault === 'domainPolicy' || fault === 'insufficientPermissions';
    assert.equal(heldOf(await flowOf(scene, supporter)).length === 0, useless, fault);
  }
  assert.equal(words.size, 4, [...words].join('\n'));
});

test('of 7 recipients the 4th fails: the status page is right, and the retry sends only the failed one', async () => {
  const recipients = Array.from({ length: 7 }, (_, at) => ({
    ...falk,
    name: `Reader ${at + 1}`,
    email: `reader${at + 1}@council.example.org`,
  }));
  const seven = await addCampaign(scene, 'seven', { recipients });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'seven@gmail.test')];
  const { fields } = await toConfirm(seven, supporter, person);
  const letters = (fields.content_hash ?? '').split(',');
  assert.equal(letters.length, 7);
  scriptFourth(person);
  await supporter.post('/letter/confirm', fields);
  const page = await statusPage(supporter);
  assert.match(page, /Gmail accepted 6 of your 7 letters/);
  assert.match(page, /Try the failed one again/);
  assert.deepEqual(await countsOf(seven), { participations: 1, accepted: 6, failed: 1, skipped: 0, uncertain: 0, opened: 0 });
  const failed = recipients
    .map(({ email }) => email)
    .filter((email) => !sentBy(person.account).some((one) => one.recipients.includes(email)));
  assert.equal(failed.length, 1);
  await confirmAgain(supporter);
  assert.equal(sentBy(person.account).length, 7);
  assert.deepEqual(sentBy(person.account)[0]?.recipients, failed);
  assert.deepEqual(await countsOf(seven), { participations: 1, accepted: 7, failed: 0, skipped: 0, uncertain: 0, opened: 0 });
  assert.deepEqual(heldOf(await flowOf(seven, supporter)), []);
});

/** Gmail refuses the fourth message from now on. */
function scriptFourth(person: { account: string }): void {
  const google = product.app.sandbox?.google;
  const take = google?.faults.take.bind(google.faults);
  if (!google || !take) return;
  let sends = 0;
  google.faults.take = (subject, place) => {
    if (place === 'send' && google.accounts.byEmailAddress(person.account)?.subject === subject && ++sends === 4)
      return { fault: 'invalidArgument' };
    return take(subject, place);
  };
}

test('a retry with a forged list of letters sends nobody a letter that was not on the confirm page, and never an empty one', async () => {
  const recipients = [1, 2].map((at) => ({ ...falk, name: `Forged ${at}`, email: `forged${at}@council.example.org` }));
  const two = await addCampaign(scene, 'forged', { recipients });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'forged@gmail.test')];
  script(scene, person, { fault: 'invalidArgument' }, { fault: 'invalidArgument' });
  await sendLetter(two, supporter, person);
  assert.deepEqual(faultsLeft(two, person), []);
  await confirmAgain(supporter, (fields) => ({ ...fields, content_hash: (fields.content_hash ?? '').split(',')[0] ?? '' }));
  assert.equal(sentBy(person.account).length, 1);
  assert.match(sentBy(person.account)[0]?.email.text ?? '', /Dear Councillor Falk/);
  await confirmAgain(supporter, (fields) => ({
    ...fields,
    content_hash: (fields.content_hash ?? '').replace(/^./, (at) => (at === '0' ? '1' : '0')),
  }));
  assert.equal(sentBy(person.account).length, 1);
});

test('a kill between Gmail’s answer and the commit: uncertain, no second message, and tokens gone at the end', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'killed@gmail.test')];
  const { fields } = await toConfirm(scene, supporter, person);
  const before = await countsOf(scene);
  const id = String((await flowOf(scene, supporter))?.id);
  const release = await killBeforeCommit(id);
  await supporter.post('/letter/confirm', fields).catch(() => undefined);
  await release();
  assert.equal(sentBy(person.account).length, 1);
  assert.equal((await deliveryOf(id))?.state, 'sending');
  assert.match(await statusPage(supporter), /Being handed to Gmail/);
  await recover();
  assert.equal((await deliveryOf(id))?.state, 'sending', 'its lease still runs');
  product.clock.move({ minutes: 5 });
  await recover();
  const delivery = await deliveryOf(id);
  assert.deepEqual([delivery?.state, delivery?.outcome], ['uncertain', 'uncertain']);
  assert.match(await statusPage(supporter), /Look in your Sent folder/);
  assert.deepEqual(await countsOf(scene), { ...before, uncertain: before.uncertain + 1 });
  await supporter.post('/letter/confirm', fields);
  await recover();
  assert.equal(sentBy(person.account).length, 1);
  const flow = await flowOf(scene, supporter);
  assert.deepEqual([...heldOf(flow), flow?.step, flow?.draft_sealed], ['settled', null]);
});

const deliveryOf = async (flowId: string) =>
  (
    await asOwner(
      product.databaseUrl,
      'select d.state, a.outcome from deliveries d join attempts a on (a.workspace_id, a.delivery_id) = (d.workspace_id, d.id) where flow_id = $1',
      [flowId],
    )
  )[0];

/** Lets no outcome of this flow be written, as if the process were gone by then. */
async function killBeforeCommit(flowId: string): Promise<() => Promise<unknown>> {
  await asOwner(
    product.databaseUrl,
    `create function killed() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
     create trigger killed before update on deliveries for each row
     when (old.flow_id = '${flowId}' and old.state = 'sending') execute function killed()`,
  );
  return () => asOwner(product.databaseUrl, 'drop function killed cascade');
}

test('once the consent turns out to be gone the rest is not tried; who connects again sends what is open, though one letter stays uncertain', async () => {
  const three = await addCampaign(scene, 'three', {
    recipients: ['one', 'two', 'three'].map((name) => ({ ...falk, name, email: `${name}@council.example.org` })),
  });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'halfway@gmail.test')];
  script(three, person, { fault: 'drop_after_accept' }, { fault: 'insufficientPermissions' });
  await sendLetter(three, supporter, person);
  assert.equal(sentBy(person.account).length, 1, 'the third recipient was not tried');
  const { page, fields } = await toConfirm(three, supporter, person);
  assert.match(page, /Confirm and send 2 letters/);
  await supporter.post('/letter/confirm', fields);
  assert.equal(sentBy(person.account).length, 3);
  assert.deepEqual(await countsOf(three), { participations: 1, accepted: 2, failed: 0, skipped: 0, uncertain: 1, opened: 0 });
});

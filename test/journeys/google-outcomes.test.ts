import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  comeBack,
  connect,
  countsOf,
  flowOf,
  formFields,
  heldOf,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  toConfirm,
} from '../harness/advocacy.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import type { ScriptedFault } from '../../sandbox/google/faults.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;
const mine = { body: 'Dear Councillor Falk,\n\nmy own words about the ford.\n\nPat' };
const sentBy = ({ account }: { account: string }) => outbox(scene).filter(({ sender }) => sender === account);
const confirmForm = async (supporter: Visitor) => formFields(await (await supporter.request('/letter/confirm')).text(), '/letter/confirm');

const titles = new Map<string, string>();
/** Whatever happens has a page of its own: no two outcomes are called the same. */
function look(page: string, title: string, what: string): void {
  assert.equal(/<h1>([^<]+)<\/h1>/.exec(page)?.[1], title, what);
  assert.equal(titles.get(title), undefined, 'two outcomes have the same page');
  titles.set(title, what);
}

/** Goes on as the page offers it first; the letter then has to leave from that account, with the words that the supporter wrote. */
async function goOn(supporter: Visitor, page: string, person: { account: string }): Promise<void> {
  if (page.includes('action="/letter/connect"')) {
    const answer = await supporter.post('/letter/connect', formFields(page, '/letter/connect'));
    await comeBack(supporter, new URL(answer.headers.get('location') ?? '', product.url), person);
  } else if (page.includes('action="/letter/retry"')) {
    const answer = await supporter.post('/letter/retry', formFields(page, '/letter/retry'));
    assert.equal(answer.headers.get('location'), '/letter/confirm');
  } else {
    assert.match(page, new RegExp(`href="[^"]*(${scene.path}|/letter/confirm)"`));
    await connect(scene, supporter, person);
  }
  assert.equal(sentBy(person).length, 0, 'a letter left before it was confirmed');
  await supporter.post('/letter/confirm', await confirmForm(supporter));
  assert.equal(sentBy(person).length, 1);
  assert.match(sentBy(person)[0]?.email.text ?? '', /my own words about the ford/);
  assert.equal((await supporter.request('/letter/receipt')).status, 200);
}

const signingIn: { what: string; title: string; person?: Parameters<typeof connect>[2]; faults?: ScriptedFault[] }[] = [
  { what: 'the permission is unticked', title: 'One box was not ticked', person: { untick: true } },
  { what: 'Cancel is pressed', title: 'You stopped at Google', person: { cancelAt: 'permissions' } },
  { what: 'Google has a fault', title: 'Gmail is not working right now', faults: [{ fault: 'backendError', at: 'token' }] },
];
for (const [at, { what, title, ...rest }] of signingIn.entries())
  test(`${what} while signing in: a page of its own, nothing kept of the consent, and a way on with the same words`, async () => {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `signing${at}@gmail.test`)];
    script(scene, person, ...(rest.faults ?? []));
    const page = await (await connect(scene, supporter, { ...person, ...rest.person, changes: mine })).text();
    look(page, title, what);
    assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
    await goOn(supporter, page, person);
  });

test('administrators who block the sign-in: a page of its own, and another account goes on with the same words', async () => {
  const supporter = new Visitor(product);
  const answer = await supporter.post(scene.path, {
    ...formFields(await (await supporter.request(scene.path)).text(), scene.path),
    ...mine,
  });
  const state = new URL(answer.headers.get('location') ?? '', product.url).searchParams.get('state') ?? '';
  const page = await (await supporter.request(`/oauth/google/callback?error=admin_policy_enforced&state=${state}`)).text();
  look(page, 'Your work or school does not allow it', 'administrators block the sign-in');
  assert.match(page, /href="\/letter\/other"/);
  await goOn(supporter, page, newPerson(scene, 'own.account@gmail.test'));
});

test('a different account than before is said on the confirm page, and the letter leaves from that one', async () => {
  const [supporter, first, second] = [new Visitor(product), newPerson(scene, 'one@gmail.test'), newPerson(scene, 'other@gmail.test')];
  const { page } = await toConfirm(scene, supporter, { ...first, changes: mine });
  assert.doesNotMatch(page, /You chose another account/);
  const answer = await connect(scene, supporter, second);
  const confirm = await (await supporter.request(answer.headers.get('location') ?? '')).text();
  assert.match(confirm, /You chose another account than before/);
  await supporter.post('/letter/confirm', formFields(confirm, '/letter/confirm'));
  assert.deepEqual([sentBy(first).length, sentBy(second).length], [0, 1]);
  const same = new Visitor(product);
  await toConfirm(scene, same, newPerson(scene, 'same@gmail.test'));
  assert.equal((await connect(scene, same, { account: 'same@gmail.test' })).headers.get('location'), '/letter/confirm');
});

const sending: { what: string; title: string; faults: ScriptedFault[]; another?: true; hours?: number; consentKept: boolean }[] = [
  {
    what: 'a pause for this account',
    title: 'Gmail asks you to wait a little',
    faults: times(3, 'userRateLimitExceeded'),
    consentKept: true,
  },
  {
    what: 'too many letters of everybody',
    title: 'Too many people are writing just now',
    faults: times(3, 'rateLimitExceeded'),
    consentKept: true,
  },
  { what: 'no more today', title: 'Gmail takes no more letters today', faults: times(3, 'dailyLimitExceeded'), consentKept: true },
  {
    what: 'an account without Gmail',
    title: 'This account has no Gmail',
    faults: [{ fault: 'failedPrecondition' }],
    another: true,
    consentKept: false,
  },
  {
    what: 'a consent without the permission',
    title: 'One box was not ticked',
    faults: [{ fault: 'insufficientPermissions' }],
    consentKept: false,
  },
  {
    what: 'a domain that forbids it',
    title: 'Your work or school does not allow it',
    faults: [{ fault: 'domainPolicy' }],
    another: true,
    consentKept: false,
  },
  { what: 'a consent that was taken back', title: 'Your permission has ended', faults: [{ fault: 'revoke' }], consentKept: false },
  {
    what: 'an expired consent that was taken back',
    title: 'Your permission has ended',
    faults: [{ fault: 'revoke' }],
    hours: 2,
    consentKept: false,
  },
  {
    what: 'a fault while the consent is renewed',
    title: 'Gmail is not working right now',
    faults: [{ fault: 'backendError', at: 'token' }],
    hours: 2,
    consentKept: true,
  },
];
function times(many: number, fault: ScriptedFault['fault']): ScriptedFault[] {
  return Array.from({ length: many }, () => ({ fault }));
}
for (const [at, { what, title, faults, another, hours = 0, consentKept }] of sending.entries())
  test(`${what} at the confirmation: said under its own title with a next step that works, nothing sent and nobody counted`, async () => {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `sending${at}@gmail.test`)];
    const { fields } = await toConfirm(scene, supporter, { ...person, changes: mine });
    const before = await countsOf(scene);
    product.clock.move({ hours });
    script(scene, person, ...faults);
    await supporter.post('/letter/confirm', fields);
    const page = await (await supporter.request('/letter/status')).text();
    assert.equal(/<h1>([^<]+)<\/h1>/.exec(page)?.[1], title);
    assert.deepEqual(await countsOf(scene), { ...before, failed: before.failed + 1 });
    assert.equal(sentBy(person).length, 0);
    assert.equal(heldOf(await flowOf(scene, supporter)).length > 0, consentKept);
    await goOn(supporter, page, another ? newPerson(scene, `another${at}@gmail.test`) : person);
    const after = await countsOf(scene);
    assert.deepEqual([after.failed, after.accepted], [before.failed, before.accepted + 1]);
  });

test('a refused address and a refused letter are the organiser’s and the supporter’s to mend, and say whose', async () => {
  for (const [fault, words] of [
    ['invalidArgument', /The organiser has to correct it/],
    ['badRequest', /Change it and try again/],
  ] as const) {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `${fault}@gmail.test`)];
    const { fields } = await toConfirm(scene, supporter, { ...person, changes: mine });
    script(scene, person, { fault });
    await supporter.post('/letter/confirm', fields);
    const page = await (await supporter.request('/letter/status')).text();
    assert.match(page, words);
    await goOn(supporter, page, person);
  }
});

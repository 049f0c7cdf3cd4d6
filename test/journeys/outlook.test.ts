import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  adler,
  comeBack,
  connect,
  continueWithGmail,
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
import { newOutlook, outlookFaultsLeft, outlookSent, scriptOutlook } from '../harness/outlook.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;
const mine = { by: 'outlook', body: 'Dear Councillor Falk,\n\nmy own words about the ford.\n\nSam' };
const textOf = async (supporter: Visitor, path: string) => (await supporter.request(path)).text();
/** What a page says, without its frame, where every page offers Gmail or speaks of Google in the same words. */
function mainOf(page: string): string {
  const [main] = /<main[ >][\s\S]*<\/main>/.exec(page) ?? [];
  assert.ok(main, 'there is no page to look at');
  return main;
}

test('the whole way with Outlook: the letter leaves from that account, and every page on the way speaks of Outlook and Microsoft', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'whole@outlook.test')];
  assert.match(await textOf(supporter, scene.path), /Continue with Outlook/);
  const url = await continueWithGmail(scene, supporter, { by: 'outlook' });
  assert.match(url.searchParams.get('scope') ?? '', /^openid email profile https:\/\/graph\.microsoft\.com\/Mail\.Send$/);
  await comeBack(supporter, url, person);
  const confirm = await textOf(supporter, '/letter/confirm');
  assert.match(confirm, /whole@outlook\.test/);
  assert.match(confirm, /Handing your letter to Outlook/);
  assert.equal((await flowOf(scene, supporter))?.refresh_token_sealed, null);
  await supporter.post('/letter/confirm', formFields(confirm, '/letter/confirm'));
  const receipt = await textOf(supporter, '/letter/receipt');
  for (const page of [confirm, receipt]) assert.doesNotMatch(mainOf(page), /Gmail|Google/);
  assert.match(receipt, /Outlook accepted your letter/);
  assert.match(receipt, /Microsoft gives a service no way to hand a consent back/);
  assert.doesNotMatch(receipt, /Revoked at/);
  const [sent, ...more] = outlookSent(scene, person);
  assert.equal(more.length, 0);
  assert.deepEqual([sent?.email.from?.address, sent?.recipients], ['whole@outlook.test', [falk.email]]);
  assert.ok(confirm.includes(sent?.email.subject ?? '-'));
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
});

test('counts are kept apart by the way, and add up', async () => {
  const both = await addCampaign(scene, 'both');
  await sendLetter(both, new Visitor(product), newOutlook(scene, 'counted@outlook.test'));
  await sendLetter(both, new Visitor(product), newPerson(scene, 'counted@gmail.test'));
  const rows = await asOwner(
    product.databaseUrl,
    'select channel, accepted, participations from campaign_counts where campaign_id::text = $1 and accepted > 0 order by channel',
    [await idOf('both')],
  );
  assert.deepEqual(
    rows.map(({ channel, accepted, participations }) => [channel, Number(accepted), Number(participations)]),
    [
      ['gmail', 1, 1],
      ['outlook', 1, 1],
    ],
  );
  assert.deepEqual([(await countsOf(both)).participations, (await countsOf(both)).accepted], [2, 2]);
});

const idOf = async (slug: string) =>
  String((await asOwner(product.databaseUrl, 'select id from campaigns where slug = $1', [slug]))[0]?.id);

test('a consent without the permission to send is told so, nothing stays, and one press asks Microsoft again with the words kept', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'without@outlook.test')];
  scriptOutlook(scene, person, { fault: 'untick' });
  const page = await (await connect(scene, supporter, { ...person, changes: mine })).text();
  assert.match(page, /One permission was not given/);
  assert.match(page, /Ask Microsoft again/);
  assert.doesNotMatch(mainOf(page), /Gmail|Google/);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  const again = await supporter.post('/letter/connect', formFields(page, '/letter/connect'));
  const url = new URL(again.headers.get('location') ?? '', product.url);
  assert.match(url.pathname, /^\/sandbox\/microsoft/);
  await comeBack(supporter, url, person);
  assert.match(await textOf(supporter, '/letter/confirm'), /my own words about the ford/);
  assert.equal(outlookSent(scene, person).length, 0);
});

test('who declines at Microsoft comes back to the letter with the draft kept; whose administrators have to approve is told that', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'declines@outlook.test')];
  const declined = await (await connect(scene, supporter, { ...person, changes: mine, cancelAt: 'permissions' })).text();
  assert.match(declined, /You stopped at Microsoft/);
  assert.match(await textOf(supporter, scene.path), /my own words about the ford/);
  const worker = newOutlook(scene, 'worker@strict.example.org', { organisation: 'strict.example.org', needsAdministrator: true });
  const blocked = await (await connect(scene, new Visitor(product), worker)).text();
  assert.match(blocked, /Your work or school does not allow it/);
  assert.match(blocked, /Use an account of your own/);
  for (const page of [declined, blocked]) assert.doesNotMatch(mainOf(page), /Gmail|Google/);
});

test('a code that is used up, rules at the end of the sign-in, too many sign-ins and a fault of Microsoft each lead to a page with a way on', async () => {
  for (const [fault, words, status] of [
    [{ fault: 'conditional_access' }, /does not allow it/, 200],
    [{ fault: 'sign_in_throttled', seconds: 30 }, /Too many people are writing/, 503],
    [{ fault: 'server_error', at: 'token' }, /Outlook is not working right now/, 502],
    [{ fault: 'drop_after_accept', at: 'token' }, /Outlook is not working right now/, 502],
  ] as const) {
    const [supporter, person] = [new Visitor(product), newOutlook(scene, `${fault.fault}@outlook.test`)];
    scriptOutlook(scene, person, fault);
    const answer = await connect(scene, supporter, person);
    const page = await answer.text();
    assert.equal(answer.status, status, fault.fault);
    assert.match(page, words);
    assert.match(page, new RegExp(`href="[^"]*(${scene.path}|/letter/other)"|action="/letter/connect"`), fault.fault);
    assert.doesNotMatch(mainOf(page), /Gmail|Google/);
    assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
    assert.equal((await connect(scene, supporter, person)).headers.get('location'), '/letter/confirm', fault.fault);
  }
});

test('an account without an address and one without a mailbox are told so, and the draft stays', async () => {
  const phone = newOutlook(scene, 'phone@work.example.org', { organisation: 'work.example.org', addressIn: 'nowhere' });
  assert.match(await (await connect(scene, new Visitor(product), phone)).text(), /This account has no Outlook/);
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'nomail@outlook.test', { hasMailbox: false })];
  await sendLetter(scene, supporter, { ...person, changes: mine });
  const page = await textOf(supporter, '/letter/status');
  assert.match(page, /This account has no Outlook/);
  assert.match(page, /Choose another account/);
  assert.doesNotMatch(mainOf(page), /Gmail|Google/);
  assert.equal(formFields(page, '/letter/connect').by, 'outlook');
  assert.match(await textOf(supporter, scene.path), /my own words about the ford/);
});

test('a permission that is over after its hour is told so; the draft waits, and connecting again sends it', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'hour@outlook.test')];
  const { fields } = await toConfirm(scene, supporter, { ...person, changes: mine });
  product.clock.move({ minutes: 61 });
  await supporter.post('/letter/confirm', fields);
  const page = await textOf(supporter, '/letter/status');
  assert.match(page, /Your permission has ended/);
  assert.match(page, /lasts for about an hour/);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  const again = await supporter.post('/letter/connect', formFields(page, '/letter/connect'));
  await comeBack(supporter, new URL(again.headers.get('location') ?? '', product.url), person);
  await supporter.post('/letter/confirm', formFields(await textOf(supporter, '/letter/confirm'), '/letter/confirm'));
  assert.match(outlookSent(scene, person)[0]?.email.text ?? '', /my own words about the ford/);
});

test('an answer that is lost after Outlook has taken the letter is uncertain, and nothing is ever sent again', async () => {
  for (const fault of ['drop_after_accept', 'timeout_after_accept'] as const) {
    const [supporter, person] = [new Visitor(product), newOutlook(scene, `${fault}@lost.outlook.test`)];
    const before = await countsOf(scene);
    scriptOutlook(scene, person, { fault });
    await sendLetter(scene, supporter, person);
    const page = await textOf(supporter, '/letter/status');
    assert.match(page, /We handed it to Outlook and the answer was lost/);
    assert.match(page, /outlook\.live\.com\/mail\/0\/sentitems/);
    assert.doesNotMatch(mainOf(page), /Gmail|Google/);
    for (const name of ['recover-deliveries', 'recover-flows']) await product.app.jobs.find((job) => job.name === name)?.run({});
    assert.equal(outlookSent(scene, person).length, 1, fault);
    assert.deepEqual(await countsOf(scene), { ...before, uncertain: before.uncertain + 1 });
    assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  }
});

test('429 of a few seconds is waited for within the request; 429 of hours stops, says so, and the same confirmation works later', async () => {
  const patient = newOutlook(scene, 'patient@outlook.test');
  scriptOutlook(scene, patient, { fault: 'ApplicationThrottled', seconds: 3 });
  await sendLetter(scene, new Visitor(product), patient);
  assert.equal(outlookSent(scene, patient).length, 1);
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'stopped@outlook.test')];
  scriptOutlook(scene, person, { fault: 'ApplicationThrottled', seconds: 7200 });
  await sendLetter(scene, supporter, person);
  const page = await textOf(supporter, '/letter/status');
  assert.match(page, /Outlook asks you to wait a little/);
  assert.doesNotMatch(mainOf(page), /Gmail|Google/);
  assert.equal(outlookSent(scene, person).length, 0);
  await supporter.post('/letter/confirm', formFields(await textOf(supporter, '/letter/confirm'), '/letter/confirm'));
  assert.equal(outlookSent(scene, person).length, 1);
});

test('what was begun at Google cannot be finished at Microsoft, nor the reverse, and no code is exchanged', async () => {
  const [one, other] = [new Visitor(product), new Visitor(product)];
  const google = newPerson(scene, 'crossed@gmail.test');
  const microsoft = newOutlook(scene, 'crossed@outlook.test');
  script(scene, google, { fault: 'backendError', at: 'token' });
  scriptOutlook(scene, microsoft, { fault: 'server_error', at: 'token' });
  const states = [
    (await continueWithGmail(scene, one)).searchParams.get('state'),
    (await continueWithGmail(scene, other, { by: 'outlook' })).searchParams.get('state'),
  ];
  for (const [visitor, company, state] of [
    [one, 'microsoft', states[0]],
    [other, 'google', states[1]],
  ] as const) {
    const answer = await visitor.request(`/oauth/${company}/callback?code=made-up&state=${state ?? ''}`);
    assert.equal(answer.status, 400, company);
    assert.equal((await flowOf(scene, visitor))?.step, 'started');
  }
  assert.deepEqual([faultsLeft(scene, google), outlookFaultsLeft(scene, microsoft)], [['backendError'], ['server_error']]);
});

test('a state eleven minutes old is refused at Microsoft’s door too', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'late@outlook.test')];
  const url = await continueWithGmail(scene, supporter, { by: 'outlook' });
  product.clock.move({ minutes: 11 });
  const answer = await comeBack(supporter, url, person);
  assert.equal(answer.status, 410);
  assert.match(await answer.text(), /10 minutes to sign in at Microsoft/);
});

test('an organisation that writes somebody else’s address into an account neither counts as that person nor keeps them out', async () => {
  const victim = 'victim@gmail.test';
  const forged = newOutlook(scene, victim, { organisation: 'forger.example.org' });
  const before = (await countsOf(scene)).participations;
  await sendLetter(scene, new Visitor(product), forged);
  assert.equal((await countsOf(scene)).participations, before + 1);
  const person = newPerson(scene, victim);
  await sendLetter(scene, new Visitor(product), person);
  assert.equal(outbox(scene)[0]?.sender, victim);
  assert.equal((await countsOf(scene)).participations, before + 2);
  const answer = await connect(scene, new Visitor(product), forged);
  assert.equal(answer.status, 409, 'the account itself is known again');
});

test('a personal Microsoft account with a Gmail address is the same person as that Gmail account', async () => {
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'same.person@gmail.com'));
  const answer = await connect(scene, new Visitor(product), newOutlook(scene, 'sameperson@gmail.com'));
  assert.equal(answer.status, 409);
  const page = await answer.text();
  assert.match(page, /already taken part/);
  assert.doesNotMatch(mainOf(page), /Gmail|Google/);
});

test('who confirms second with Outlook is told so, nothing is sent a second time, and their token is gone', async () => {
  const person = newOutlook(scene, 'windows@outlook.test');
  const [one, two] = [new Visitor(product), new Visitor(product)];
  const [first, second] = [await toConfirm(scene, one, person), await toConfirm(scene, two, person)];
  await one.post('/letter/confirm', first.fields);
  product.clock.move({ minutes: 6 });
  const answer = await two.post('/letter/confirm', second.fields);
  assert.equal(answer.status, 409);
  assert.deepEqual(heldOf(await flowOf(scene, two)), []);
  assert.equal(outlookSent(scene, person).length, 1);
});

test('going over from a connected Gmail to Outlook gives Google’s consent back, and the confirm page says which account it is now', async () => {
  const supporter = new Visitor(product);
  const [google, microsoft] = [newPerson(scene, 'changes@gmail.test'), newOutlook(scene, 'changes@outlook.test')];
  await toConfirm(scene, supporter, google);
  script(scene, google, { fault: 'revoke_fails' });
  const answer = await connect(scene, supporter, microsoft);
  assert.deepEqual(faultsLeft(scene, google), [], 'Google was not asked to end the consent');
  const page = await textOf(supporter, answer.headers.get('location') ?? '');
  assert.match(page, /You chose another account than before/);
  assert.match(page, /changes@outlook\.test/);
  assert.equal((await flowOf(scene, supporter))?.refresh_token_sealed, null);
  await supporter.post('/letter/confirm', formFields(page, '/letter/confirm'));
  assert.equal(outlookSent(scene, microsoft).length, 1);
  assert.equal(outbox(scene).filter(({ sender }) => sender === google.account).length, 0);
});

test('Stop after connecting Outlook deletes everything here and says that only the person can end it at Microsoft', async () => {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'stops@outlook.test')];
  const { page } = await toConfirm(scene, supporter, person);
  const flow = String((await flowOf(scene, supporter))?.id);
  const answer = await (await supporter.post('/letter/stop', formFields(page, '/letter/stop'))).text();
  assert.match(answer, /Microsoft gives a service no way to hand a permission back/);
  assert.match(answer, /account\.live\.com\/consent\/Manage/);
  assert.doesNotMatch(mainOf(answer), /Gmail|Google/);
  assert.deepEqual(await asOwner(product.databaseUrl, 'select id from supporter_flows where id::text = $1', [flow]), []);
});

test('two letters of which Outlook refuses one address: the others leave, and the reason is Outlook’s', async () => {
  const two = await addCampaign(scene, 'two', { recipients: [falk, adler] });
  const [supporter, person] = [new Visitor(product), newOutlook(scene, 'two@outlook.test')];
  scriptOutlook(two, person, { fault: 'ErrorInvalidRecipients' });
  await sendLetter(two, supporter, person);
  const page = await textOf(supporter, '/letter/status');
  assert.match(page, /Outlook accepted 1 of your 2 letters/);
  assert.match(page, /Outlook refused this address/);
  assert.doesNotMatch(mainOf(page), /Gmail|Google/);
});

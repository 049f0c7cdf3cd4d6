import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { plantContacts, plantMailbox } from '../../../test/harness/outreach.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

const greeting = '<p>Dear {{ first_name | default: "reader" }}, the ford is closed.</p>';
const step = (html = greeting, delayHours = 48) => ({
  ...{ delayHours, sameThread: false, files: [] as string[] },
  texts: [{ variant: 'a', weight: 1, subject: 'The ford', html }],
});
const placed = <Step extends object>(steps: readonly Step[]) => steps.map((one, index) => ({ ...one, position: index + 1 }));
const three = [step(greeting, 0), step('<p>One: look again.</p>'), step('<p>Two: look once more.</p>')];

let made = 0;
async function launched(people: { email: string; firstName?: string }[], steps = three) {
  const of = ++made;
  const lists = await plantContacts(product, workspaceId, { [`list ${of}`]: people });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${of}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  await api.outreach.saveSteps({ ...one, steps });
  await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox] });
  await api.outreach.launch(one);
  return { ...one, campaignId: readId('outreach', id) };
}
const refused = (code: string, sentence: RegExp) => (error: unknown) => {
  const { data, message } = error as { data: { code: string }; message: string };
  assert.equal(data.code, code);
  assert.match(message, sentence);
  return true;
};
const comeTo = (campaignId: string, email: string, nextStep: number) =>
  look('update enrolments set next_step = $3 where campaign_id = $1 and email = $2', campaignId, email, nextStep);

test('A text that nobody’s message can be made of is refused while a campaign runs, with the first thing that is wrong', async () => {
  const one = await launched([{ email: 'tag@example.org', firstName: 'Tia' }]);
  const { version } = await api.outreach.show(one);
  for (const [html, sentence] of [
    ['<p>Dear {{ frist_name }}, look.</p>', /^Step 2: .*no merge tag “frist_name”.*Did you mean “first_name”\? Nothing was saved\.$/],
    ['<p>{% if first_name %}Dear {{ first_name }}, look.</p>', /^Step 2: This condition begins in one paragraph/],
    ['<p>&nbsp;</p>', /^Step 2: The text is empty\./],
  ] as const)
    await assert.rejects(api.outreach.saveSteps({ ...one, steps: [step(), step(html)] }), refused('text_unusable', sentence));
  const files = [{ ...step(), files: ['Report {{ plto }}.pdf'] }];
  await assert.rejects(
    api.outreach.saveSteps({ ...one, steps: files }),
    refused('text_unusable', /^Step 1: In the name of a file.*“plto”/),
  );
  assert.equal((await api.outreach.show(one)).version, version, 'nothing was saved');
});

test('A value that the new text needs and some who still come to it lack is refused with their number, and not because of others', async () => {
  const people = [{ email: 'ada@example.org', firstName: 'Ada' }, { email: 'nn1@example.org' }, { email: 'nn2@example.org' }];
  const one = await launched(people);
  const bare = step('<p>Dear {{ first_name }}, look again.</p>');
  const steps = [three[0]!, bare, three[2]!];
  const sentence = /^2 recipients who still wait have no value for \{\{ first_name \}\}\. Give it a fallback/;
  await assert.rejects(api.outreach.saveSteps({ ...one, steps }), refused('values_missing', sentence));
  await comeTo(one.campaignId, 'nn1@example.org', 3);
  await assert.rejects(api.outreach.saveSteps({ ...one, steps }), refused('values_missing', /^One recipient who still waits has no value/));
  await look("update enrolments set state = 'stopped' where campaign_id = $1 and email = 'nn2@example.org'", one.campaignId);
  assert.equal((await api.outreach.saveSteps({ ...one, steps })).endedRecipients, 0);
});

test('A draft may be saved however unfinished its texts are', async () => {
  const { id } = await api.outreach.create({ workspaceId, name: 'Unfinished', timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const steps = placed([step('<p>{{ frist_name }}'), step('{% if %}'), step('')]);
  assert.equal((await api.outreach.saveSteps({ ...one, steps })).steps.length, 3);
  const [first, , last] = steps;
  assert.equal((await api.outreach.saveSteps({ ...one, steps: [last!, first!] })).steps.length, 2, 'and its steps stand in any order');
});

test('After the launch steps keep their place: none is taken out of the middle, put in between or moved, and nobody loses a message', async () => {
  const one = await launched([{ email: 'kept@example.org' }]);
  await comeTo(one.campaignId, 'kept@example.org', 3);
  const [first, second, third] = placed(three);
  const between = step('<p>In between.</p>');
  for (const steps of [
    [first!, third!],
    [first!, between, second!, third!],
    [first!, third!, second!],
    [between, first!, second!, third!],
  ])
    await assert.rejects(
      api.outreach.saveSteps({ ...one, steps }),
      refused('steps_keep_their_place', /^The steps of a campaign that was launched keep their place: /),
    );
  const [enrolment] = await look('select state, next_step from enrolments where campaign_id = $1', one.campaignId);
  assert.deepEqual(enrolment, { state: 'waiting', next_step: 3 });
});

test('After the launch words change in place and steps come and go at the end; who waited for the last is counted', async () => {
  const one = await launched([{ email: 'e1@example.org' }, { email: 'e2@example.org' }, { email: 'e3@example.org' }]);
  const [first, second, third] = placed(three);
  const changed = { ...second!, delayHours: 72, texts: step('<p>One, in other words.</p>').texts };
  const longer = await api.outreach.saveSteps({ ...one, steps: [first!, changed, third!, step('<p>Three.</p>')] });
  assert.deepEqual([longer.steps.length, longer.endedRecipients], [4, 0]);
  await comeTo(one.campaignId, 'e1@example.org', 3);
  await comeTo(one.campaignId, 'e2@example.org', 4);
  const shorter = await api.outreach.saveSteps({ ...one, steps: [first!, changed] });
  assert.deepEqual([shorter.steps.length, shorter.endedRecipients], [2, 2]);
  const rows = await look('select email, state, reason from enrolments where campaign_id = $1 order by email', one.campaignId);
  assert.deepEqual(
    rows.map(({ state, reason }) => [state, reason]),
    [
      ['finished', 'step_removed'],
      ['finished', 'step_removed'],
      ['waiting', null],
    ],
  );
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp, stranger } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { visitor: outsider, workspaceId: elsewhere } = await stranger(product);
const written = { workspaceId, subject: 'The ford', html: '<div dir="ltr">Hello {{ first_name }},<br><b>the ford</b> closes.</div>' };
const take = (more: object = {}) => owner.api.extension.takeDraft({ ...written, exportId: randomUUID(), ...more });
const codeOf = (error: unknown) => (error as { data?: { code?: string } }).data?.code;
const show = (outreachId: string) => owner.api.outreach.show({ workspaceId, outreachId });
const campaigns = async () => (await owner.api.outreach.list({ workspaceId })).campaigns.length;

test('a draft becomes a new campaign with its text and its recipients', async () => {
  const recipients = [
    { email: 'ines.falk@council.example.org', name: 'Ines Maria Falk' },
    { email: 'no address', name: '' },
    { email: 'bo@council.example.org', name: '"Bo", =cmd()' },
  ];
  const taken = await take({ recipients });
  assert.deepEqual({ again: taken.again, added: taken.added, leftOut: taken.leftOut }, { again: false, added: 2, leftOut: 1 });
  const made = await show(taken.outreachId);
  assert.equal(made.name, 'The ford');
  assert.equal(made.state, 'draft');
  assert.equal(made.steps[0]?.texts[0]?.subject, 'The ford');
  assert.match(made.steps[0].texts[0].html, /Hello \{\{ first_name \}\},<br>\s*<b>the ford<\/b>/);
  const values = await asOwner(product.databaseUrl, "select fields from enrolments where email = 'ines.falk@council.example.org'");
  assert.deepEqual(values[0]?.['fields'], { first_name: 'Ines Maria', last_name: 'Falk' });
});

test('the same draft again changes nothing, forty times at once neither', async () => {
  const exportId = randomUUID();
  const before = await campaigns();
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => take({ exportId, recipients: [{ email: 'once@council.example.org', name: '' }] })),
  );
  assert.equal(new Set(answers.map(({ outreachId }) => outreachId)).size, 1);
  assert.equal(answers.filter(({ again }) => !again).length, 1);
  assert.ok(answers.every(({ added }) => added === 1));
  assert.equal(await campaigns(), before + 1);
  assert.equal((await show(answers[0]?.outreachId ?? '')).version, 2);
});

test('into a campaign that is there it goes in place of the first message or after the others', async () => {
  const { id: outreachId } = await owner.api.outreach.create({ workspaceId, name: 'Partners' });
  await take({ outreachId });
  await take({ outreachId, place: 'further', subject: '', html: '<p>Did you see it?</p>' });
  const { steps, version } = await show(outreachId);
  assert.deepEqual(
    steps.map(({ sameThread, delayHours }) => [sameThread, delayHours]),
    [
      [false, 0],
      [true, 72],
    ],
  );
  assert.match(steps[1]?.texts[0]?.html ?? '', /Did you see it/);
  assert.equal(version, 3);
  await assert.rejects(take({ outreachId, expectedVersion: 2 }), (error: unknown) => codeOf(error) === 'steps_changed');
});

test('a campaign that was launched, or is of another workspace, takes none, and nothing is left of the try', async () => {
  const { id: outreachId } = await owner.api.outreach.create({ workspaceId, name: 'Gone out' });
  const launched = "update outreach_campaigns set state = 'running', launched_at = now() where name = 'Gone out'";
  await asOwner(product.databaseUrl, launched);
  const exportId = randomUUID();
  await assert.rejects(take({ outreachId, exportId }), (error: unknown) => codeOf(error) === 'outreach_launched');
  const { id: foreign } = await outsider.api.outreach.create({ workspaceId: elsewhere, name: 'Elsewhere' });
  await assert.rejects(take({ outreachId: foreign, exportId }), (error: unknown) => codeOf(error) === 'not_found');
  assert.equal((await take({ exportId })).again, false);
});

test('what a mail program put in, and what no message may hold, is left out and said', async () => {
  const html =
    '<div dir="ltr" onclick="steal()">Hello {{ First Name }}<script>alert(1)</script><a href="javascript:alert(1)">here</a>' +
    '<img src="blob:https://mail.google.com/1"><div class="gmail_quote">On Monday somebody wrote</div></div>';
  const taken = await take({ html });
  const text = (await show(taken.outreachId)).steps[0]?.texts[0]?.html ?? '';
  assert.match(text, /Hello \{\{ First Name \}\}/);
  assert.doesNotMatch(text, /script|onclick|javascript|blob|Monday/);
  assert.equal(taken.notes.length, 3, taken.notes.join('\n'));
});

test('a draft whose campaign is deleted leaves nothing', async () => {
  const taken = await take({ name: 'To go' });
  const count = async () => (await asOwner(product.databaseUrl, 'select 1 from taken_drafts')).length;
  const before = await count();
  await owner.api.account.confirm({ password: 'sample harbour lantern quilt' });
  await owner.api.outreach.remove({ workspaceId, outreachId: taken.outreachId, name: 'To go' });
  assert.equal(await count(), before - 1);
});

test('a picture of the library stays where it stood, and one that is written into the text does not', async () => {
  const html =
    '<div>One <img data-file="gmail-0123456789abcdef.png" alt="the ford" width="40"> two <img src="data:image/png;base64,AA=="></div>';
  const text = (await show((await take({ html })).outreachId)).steps[0]?.texts[0]?.html ?? '';
  assert.match(text, /One <img data-file="gmail-0123456789abcdef\.png" alt="the ford" width="40"> two/);
  assert.doesNotMatch(text, /data:image/);
});

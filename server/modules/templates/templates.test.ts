import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { invite, setUp, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
const text = { subject: 'Hi {{ first_name }}', html: '<p>Good day {{ first_name }} of {{ company | default: "somewhere" }}</p>' };
const code = (of: Promise<unknown>) =>
  of.then(() => undefined).catch((error: unknown) => (error as { data?: { code?: string } }).data?.code);

describe('templates', () => {
  let id = '';
  before(async () => {
    ({ id } = await agent.api.templates.create({ workspaceId, name: 'First letter', ...text }));
  });

  it('are kept, shown, changed, copied and removed, and each act is written down by number', async () => {
    const { templates } = agent.api;
    const made = await templates.create({ workspaceId, name: 'A', ...text });
    product.clock.move({ minutes: 1 });
    const changed = await templates.change({ workspaceId, templateId: made.id, html: '<p>New</p>' });
    assert.deepEqual([changed.subject, changed.html, changed.changedAt > made.changedAt], [text.subject, '<p>New</p>', true]);
    const copy = await templates.duplicate({ workspaceId, templateId: made.id, name: 'B' });
    assert.equal((await templates.show({ workspaceId, templateId: copy.id })).html, '<p>New</p>');
    assert.deepEqual(
      (await templates.list({ workspaceId })).templates.map(({ name }) => name),
      ['A', 'B', 'First letter'],
    );
    await templates.remove({ workspaceId, templateId: made.id });
    assert.equal(await code(templates.show({ workspaceId, templateId: made.id })), 'not_found');
    await templates.remove({ workspaceId, templateId: copy.id });
    const { entries } = await owner.api.evidence.audit({ workspaceId });
    const acts = entries.filter(({ action }) => action.startsWith('template.'));
    assert.deepEqual(acts.map(({ action }) => action).sort(), [
      'template.changed',
      'template.created',
      'template.created',
      'template.created',
      'template.removed',
      'template.removed',
    ]);
    assert.doesNotMatch(JSON.stringify(acts), /New|Hi|First letter/);
  });

  it('are not changed by somebody who has not seen the last words', async () => {
    const { templates } = agent.api;
    const { changedAt } = await templates.show({ workspaceId, templateId: id });
    product.clock.move({ minutes: 1 });
    await templates.change({ workspaceId, templateId: id, name: 'First letter', expectedChangedAt: changedAt });
    assert.equal(
      await code(templates.change({ workspaceId, templateId: id, html: 'lost?', expectedChangedAt: changedAt })),
      'changed_meanwhile',
    );
    assert.equal((await templates.show({ workspaceId, templateId: id })).html, text.html);
  });

  it('are seen by every member, written by those who may, and hidden from everybody else', async () => {
    assert.equal((await viewer.api.templates.list({ workspaceId })).templates.length, 1);
    assert.equal(await code(viewer.api.templates.create({ workspaceId, name: 'x', ...text })), 'not_allowed');
    assert.equal(await code(viewer.api.templates.remove({ workspaceId, templateId: id })), 'not_allowed');
    assert.equal(await code(viewer.api.templates.preview({ workspaceId, ...text })), 'not_allowed');
    assert.equal(await code(new Visitor(product).api.templates.list({ workspaceId })), 'signed_out');
  });

  it('are checked while they are written, finished or not', async () => {
    const check = await agent.api.templates.check({
      workspaceId,
      subject: '{A|B}',
      html: '<p>{{ fist_name }} <a href="https://example.org">x</a></p>',
    });
    assert.deepEqual([check.combinations, check.tags, check.links], [2, ['fist_name'], ['https://example.org']]);
    assert.deepEqual(
      check.problems.map(({ sentence, stops, excerpt }) => [sentence, stops, excerpt]),
      [['There is no merge tag “fist_name” here. Did you mean “first_name”?', true, '{{ fist_name }}']],
    );
    const { tags } = await agent.api.templates.tags({ workspaceId });
    assert.ok(tags.includes('first_name') && tags.includes('unsubscribe_url'));
  });

  it('are looked at as a contact reads them, which is written down, or with the names of their tags', async () => {
    const sample = await agent.api.templates.preview({ workspaceId, ...text });
    assert.equal(sample.subject, 'Hi ‹first name›');
    const { id: contactId } = await agent.api.contacts.create({ workspaceId, email: 'ana@example.org', firstName: 'Ana' });
    const { id: nameless } = await agent.api.contacts.create({ workspaceId, email: 'nobody@example.org' });
    const seen = await agent.api.templates.preview({ workspaceId, ...text, contactId });
    assert.equal(seen.subject, 'Hi Ana');
    assert.match(seen.html, /<p>Good day Ana of somewhere<\/p>/);
    assert.match(seen.text, /^Good day Ana of somewhere\n/);
    const missing = await agent.api.templates.preview({ workspaceId, ...text, contactId: nameless });
    assert.deepEqual([missing.html, missing.problems.length], ['', 2]);
    const reads = await asOwner(product.databaseUrl, `select count(*)::int as n from audit_entries where action = 'contact.read'`);
    assert.deepEqual(reads, [{ n: 2 }]);
  });
});

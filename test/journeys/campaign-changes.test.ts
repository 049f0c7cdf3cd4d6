import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, formFields, outbox } from '../harness/advocacy.ts';
import { invite, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { addressOf, confirmNow, confirmPageOf, contactedOf, emptyWorkspace, routedCampaign, somebody, suppress } from './routed-scene.ts';

const product = await startProduct({ clock: testClock(new Date('2026-11-24T10:00:00Z')) });
const base = await emptyWorkspace(product);
const { owner, workspaceId } = base;
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const three = [{ name: 'Ada Ems' }, { name: 'Bo Inn' }, { name: 'Cleo Aar' }];

for (const [what, change, notice] of [
  [
    'is removed',
    (scene: typeof base & { campaignId: string }, recipientId: string) =>
      scene.owner.api.campaigns.removeRecipient({ workspaceId: scene.workspaceId, campaignId: scene.campaignId, recipientId }),
    /has changed/,
  ],
  [
    'is meant for another message by a new rule',
    (scene: typeof base & { campaignId: string }) =>
      scene.owner.api.campaigns.change({
        ...{ workspaceId: scene.workspaceId, campaignId: scene.campaignId },
        rules: [{ when: [{ field: 'region', is: 'one_of', values: ['North'] }], then: { do: 'message', message: 'other' } }],
      }),
    /has changed/,
  ],
] as const)
  test(`when a recipient ${what} between reading and confirming, nothing is sent, the reason is said, and the draft is kept`, async () => {
    const wording = (message: string) => ({
      message,
      language: 'en',
      subjects: ['A word to {{ recipient.name }}'],
      body: `Dear all,\n\n${message}.\n\nYours`,
    });
    const scene = await routedCampaign(base, `change-${what.split(' ')[1] ?? ''}`, {
      editing: 'own_line',
      wordings: [wording('main'), wording('other')],
      recipients: [
        { name: 'Ada Ems', region: 'North' },
        { name: 'Bo Inn', region: 'South' },
      ],
    });
    const [visitor, before] = [new Visitor(product), outbox(scene).length];
    await connect(scene, visitor, { ...somebody(scene), changes: { own_line: 'my own line' } });
    const shown = await (await visitor.request('/letter/confirm')).text();
    const form = Object.fromEntries(
      [...shown.matchAll(/name="(csrf|content_hash)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const { recipients } = await scene.owner.api.campaigns.recipients({ workspaceId: scene.workspaceId, campaignId: scene.campaignId });
    await change(scene, recipients.find(({ name }) => name === 'Ada Ems')?.id ?? '');
    const answer = await visitor.post('/letter/confirm', form);
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), notice);
    assert.equal(outbox(scene).length, before);
    const { page } = await confirmPageOf(visitor);
    assert.match(page, /my own line/);
    await confirmNow(visitor);
    assert.equal(outbox(scene).length, before + (what === 'is removed' ? 1 : 2));
  });

test('who asks for no more letters between reading and confirming gets none; the others get theirs, and the place is given back', async () => {
  const scene = await routedCampaign(base, 'between', { recipients: three });
  const [visitor, before] = [new Visitor(product), outbox(scene).length];
  await connect(scene, visitor, somebody(scene));
  const shown = await (await visitor.request('/letter/confirm')).text();
  const form = Object.fromEntries(
    [...shown.matchAll(/name="(csrf|content_hash)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  await suppress(scene, addressOf('Bo Inn'));
  assert.equal((await visitor.post('/letter/confirm', form)).status, 303);
  assert.equal(outbox(scene).length, before + 2);
  assert.match(await (await visitor.request('/letter/receipt')).text(), /Bo Inn[\s\S]*asked not to be written to/);
  assert.deepEqual(await contactedOf(scene), { 'Ada Ems': 1, 'Bo Inn': 0, 'Cleo Aar': 1 });
});

test('who leaves office between reading and confirming gets no letter, and is not said to have asked for none', async () => {
  const scene = await routedCampaign(base, 'leaves', {
    // A quarter to midnight there when this file's clock says ten.
    timeZone: 'Pacific/Chatham',
    recipients: [{ name: 'Ada Ems' }, { name: 'Lou Est', 'valid to': '2026-11-24' }],
  });
  const [visitor, before] = [new Visitor(product), outbox(scene).length];
  await connect(scene, visitor, somebody(scene));
  const shown = await (await visitor.request('/letter/confirm')).text();
  assert.match(shown, /Lou Est/);
  product.clock.move({ minutes: 16 });
  assert.equal((await visitor.post('/letter/confirm', formFields(shown, '/letter/confirm'))).status, 303);
  assert.equal(outbox(scene).length, before + 1);
  const receipt = await (await visitor.request('/letter/receipt')).text();
  assert.match(receipt, /Lou Est[\s\S]*cannot be written to now/);
  assert.doesNotMatch(receipt, /asked not to be written to/);
});

test('a second import changes what its columns say and leaves the rest of a recipient as it was', async () => {
  const scene = await routedCampaign(base, 'import', {
    ...{ publish: false, routingFields: ['committee', 'b'] },
    recipients: [{ name: 'Ada Ems', district: 'Ward 4', postcodes: '1010;1020', committee: 'Water', 'valid to': '2027-01-01' }],
  });
  const where = { workspaceId: scene.workspaceId, campaignId: scene.campaignId };
  const again = (csv: string) => scene.owner.api.campaigns.importRecipients({ ...where, csv });
  const [before] = (await scene.owner.api.campaigns.recipients(where)).recipients;
  const numbers = ({ added, changed, unchanged }: { added: number; changed: number; unchanged: number }) => [added, changed, unchanged];
  assert.deepEqual(numbers(await again(`name,email\nAda Ems,${addressOf('Ada Ems')}`)), [0, 0, 1]);
  assert.deepEqual(numbers(await again(`name,email,salutation,b\nAda Ems,${addressOf('Ada Ems')},Dear Ada,x`)), [0, 1, 0]);
  assert.deepEqual((await scene.owner.api.campaigns.recipients(where)).recipients, [
    { ...before, salutation: 'Dear Ada', fields: { committee: 'Water', b: 'x' } },
  ]);
  product.clock.move({ seconds: 1 });
  const both = `name,email,b,committee\nAda Ems,${addressOf('Ada Ems')},x,Water\nZoe Ahr,zoe@example.org,,\nBo Inn,bo@example.org,,`;
  assert.deepEqual(numbers(await again(both)), [2, 0, 1]);
  const names = (await scene.owner.api.campaigns.recipients(where)).recipients.map(({ name }) => name);
  assert.deepEqual(names, ['Ada Ems', 'Zoe Ahr', 'Bo Inn'], 'recipients keep the order of the file');
});

test('a duplicate has the words, the rules and the settings, the recipients if wanted, and nothing that was counted', async () => {
  const wordings = ['main', 'north'].map((message) => ({
    message,
    language: 'de',
    subjects: ['Ein Wort', 'Noch eins'],
    body: `Hallo.\n[or]\nTag.\n\n${message}`,
  }));
  const settings = {
    ...({
      language: 'de',
      editing: 'own_line',
      ownTextRequired: true,
      goal: 300,
      goalGrows: true,
      thanks: 'Danke.',
      choice: 'least_contacted',
    } as const),
    ...({
      mostLetters: 1,
      timeZone: 'Europe/Vienna',
      hourlyBudget: 9,
      dailyBudget: 90,
      officeHours: true,
      trackLinks: true,
      challenge: 'none',
    } as const),
    routingFields: ['committee'],
    rules: [
      {
        when: [{ field: 'fields.committee' as const, is: 'one_of' as const, values: ['Water'] }],
        then: { do: 'message' as const, message: 'north' },
      },
    ],
  };
  const scene = await routedCampaign(base, 'first', {
    ...{ ...settings, wordings },
    recipients: [{ name: 'Ada Ems', committee: 'Water', postcodes: '1010', 'valid to': '2027-01-01' }, { name: 'Bo Inn' }],
  });
  const where = { workspaceId, campaignId: scene.campaignId };
  await connect(scene, new Visitor(product), { ...somebody(scene), changes: { own_line: 'mine' } });
  const partner = { ...where, name: 'A partner', origins: ['https://partner.example.org'] };
  await owner.api.partners.add(partner);
  const first = await owner.api.campaigns.show(where);
  const copy = await agent.api.campaigns.duplicate({ ...where, name: 'Campaign first', withRecipients: true });
  const own = ['id', 'slug', 'code', 'publicUrl', 'state', 'createdAt', 'publishedAt', 'counts', 'textVersion'] as const;
  const rest = (one: typeof first) => Object.fromEntries(Object.entries(one).filter(([name]) => !own.some((other) => other === name)));
  assert.deepEqual(rest(copy), rest(first));
  for (const name of ['id', 'slug', 'code', 'publicUrl'] as const) assert.notEqual(copy[name], first[name]);
  assert.deepEqual([copy.state, copy.publishedAt, copy.textVersion, copy.counts.participations], ['draft', null, 1, 0]);
  assert.deepEqual((await owner.api.partners.list({ workspaceId, campaignId: copy.id })).partners, []);
  const of = async (campaignId: string) => (await owner.api.campaigns.recipients({ workspaceId, campaignId })).recipients;
  const [theirs, ours] = [await of(scene.campaignId), await of(copy.id)];
  assert.deepEqual(
    ours.map(({ id: _id, ...recipient }) => recipient),
    theirs.map(({ id: _id, ...recipient }) => ({ ...recipient, contacted: 0 })),
  );
  assert.equal((await agent.api.campaigns.duplicate({ ...where, name: 'Third' })).recipientCount, 0);
});

test('naming another language of a campaign makes it the first where it is written, and else says in which language the words are', async () => {
  const of = async (slug: string, messages: string[], codes: string[], language: string) => {
    const written = messages.flatMap((message) =>
      codes.map((code) => ({ message, language: code, subjects: [code], body: `${message} ${code}` })),
    );
    const { campaignId } = await routedCampaign(base, slug, {
      ...{ publish: false, editing: 'locked', wordings: written },
      recipients: [{ name: 'Ada Ems' }],
    });
    const { wordings: after, subject } = await owner.api.campaigns.change({ workspaceId, campaignId, language });
    return { subject, after: after.map(({ message, language: code, body }) => [message, code, body]) };
  };
  assert.deepEqual(await of('to-written', ['main', 'other'], ['en', 'de'], 'de'), {
    subject: 'de',
    after: [
      ['main', 'de', 'main de'],
      ['main', 'en', 'main en'],
      ['other', 'de', 'other de'],
      ['other', 'en', 'other en'],
    ],
  });
  assert.deepEqual(await of('to-unwritten', ['main', 'other'], ['en'], 'nl'), {
    subject: 'en',
    after: [
      ['main', 'nl', 'main en'],
      ['other', 'nl', 'other en'],
    ],
  });
});

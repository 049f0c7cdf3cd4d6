import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeBack, formFields, newPerson, outbox, script, type Scene } from '../harness/advocacy.ts';
import { newOutlook, outlookSent } from '../harness/outlook.ts';
import { setUp, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

/** As many as a run is given time for; `SUPPORTERS=300` is the whole evening of a campaign. */
const supporters = Number(process.env['SUPPORTERS'] ?? 22);
const languages = ['en', 'de', 'fr'];

const product = await startProduct();
const { owner, workspaceId, slug } = await setUp(product);
const { id: campaignId } = await owner.api.campaigns.create({
  workspaceId,
  name: 'Night trains',
  slug: 'trains',
  subject: 'A word in en',
  body: '{{ recipient.salutation }},\n\nfirst way.\n[or]\nsecond way.\n\nYours,\n{{ supporter.name }}',
  editing: 'locked',
  choice: 'least_contacted',
  mostLetters: 1,
});
const lines = Array.from(
  { length: 700 },
  (_, at) =>
    `Member ${String(at)},member.${String(at)}@parliament.example.org,Dear member ${String(at)},Region ${String(at % 9)},1${String(at).padStart(3, '0')}`,
);
await owner.api.campaigns.importRecipients({
  workspaceId,
  campaignId,
  csv: ['name,email,salutation,region,postcodes', ...lines].join('\n'),
});
const body = '{{ recipient.salutation }},\n\nfirst way.\n[or]\nsecond way.\n\nYours,\n{{ supporter.name }}';
await owner.api.campaigns.change({
  workspaceId,
  campaignId,
  wordings: languages.map((language) => ({ message: 'main', language, subjects: [`A word in ${language}`], body })),
});
await owner.api.campaigns.setState({ workspaceId, campaignId, state: 'published' });
const partners = await Promise.all(
  ['Walkers', 'Cyclists'].map((name) =>
    owner.api.partners.add({ workspaceId, campaignId, name, origins: [`https://${name.toLowerCase()}.example.org`] }),
  ),
);
const scene: Scene = { product, owner, workspaceId, campaignId, path: `/c/${slug}/trains` };

/** What may become of a supporter; nine of ten are ordinary. */
const fates = [
  'sent',
  'sent',
  'sent',
  'outlook',
  'unticked',
  'cancelled',
  'refused',
  'uncertain',
  'stopped',
  'away',
  'own program',
] as const;

/** One supporter from the page to their end: through a partner's frame or not, in one of the languages. */
async function supporter(number: number): Promise<void> {
  const fate = fates[number % fates.length] ?? 'sent';
  const visitor = new Visitor(product);
  const partner = partners[number % 3];
  const door = partner ? new URL(partner.embedUrl).pathname : scene.path;
  const page = await (await visitor.request(`${door}?lang=${languages[number % 2 === 0 ? number % 3 : 0] ?? 'en'}`)).text();
  const action = /<form[^>]*action="([^"]*)"/.exec(page)?.[1] ?? '';
  const fields = formFields(page, action);
  const person =
    fate === 'outlook' ? newOutlook(scene, `s${String(number)}@outlook.test`) : newPerson(scene, `s${String(number)}@gmail.test`);
  const by = fate === 'outlook' ? 'outlook' : fate === 'own program' ? 'own' : 'gmail';
  const onward = await visitor.post(new URL(action, product.url).pathname, { ...fields, by });
  const location = new URL(onward.headers.get('location') ?? '', product.url);
  if (fate === 'own program') return openInOwnProgram(visitor);
  await comeBack(visitor, location, {
    ...person,
    ...(fate === 'unticked' ? { untick: true } : {}),
    ...(fate === 'cancelled' ? { cancelAt: 'permissions' as const } : {}),
  });
  if (fate === 'unticked' || fate === 'cancelled' || fate === 'away') return;
  const confirm = await (await visitor.request('/letter/confirm')).text();
  if (fate === 'stopped') {
    await visitor.post('/letter/stop', formFields(confirm, '/letter/stop'));
    return;
  }
  if (fate === 'refused')
    script(scene, person, { fault: 'userRateLimitExceeded' }, { fault: 'userRateLimitExceeded' }, { fault: 'userRateLimitExceeded' });
  if (fate === 'uncertain') script(scene, person, { fault: 'drop_after_accept' });
  await visitor.post('/letter/confirm', formFields(confirm, '/letter/confirm'));
}

async function openInOwnProgram(visitor: Visitor): Promise<void> {
  const asked = await (await visitor.request('/letter/other')).text();
  await visitor.post('/letter/other', { ...formFields(asked, '/letter/other'), name: 'Pat Sample' });
  const offered = await (await visitor.request('/letter/other')).text();
  const opened = await visitor.request(/\/letter\/other\/mailto\/[^"]+/.exec(offered)?.[0] ?? '');
  assert.match(opened.headers.get('location') ?? '', /^mailto:/);
}

const byOutlook = () =>
  Array.from({ length: supporters }, (_, number) => outlookSent(scene, { account: `s${String(number)}@outlook.test` })).flat();

const expected = (...wanted: (typeof fates)[number][]) =>
  Array.from({ length: supporters }, (_, number) => fates[number % fates.length]).filter((fate) => fate && wanted.includes(fate)).length;

for (let from = 0; from < supporters; from += 8)
  await Promise.all(Array.from({ length: Math.min(8, supporters - from) }, (_, at) => supporter(from + at)));

const statistics = await owner.api.campaigns.statistics({ workspaceId, campaignId });
const { recipients } = await owner.api.campaigns.recipientCounts({ workspaceId, campaignId });
const sum = (rows: readonly object[], name: string) =>
  rows.reduce((total, row) => total + Number((row as Record<string, unknown>)[name]), 0);

test('a campaign in three languages for 700 recipients on two partners’ sites: every number is that of the outboxes', () => {
  const byGmail = outbox(scene);
  // What Gmail took and nobody could know stays uncertain, whatever the outbox shows.
  assert.equal(byGmail.length, expected('sent', 'uncertain'));
  assert.equal(byOutlook().length, expected('outlook'));
  const { total } = statistics;
  assert.deepEqual(
    [total.accepted, total.participations, total.uncertain, total.failed, total.opened, total.skipped],
    [expected('sent', 'outlook'), expected('sent', 'outlook'), expected('uncertain'), expected('refused'), expected('own program'), 0],
  );
});

test('days, languages, wordings, partners, ways and recipients each add up to the same, and so do the files', async () => {
  for (const name of ['accepted', 'failed', 'uncertain', 'opened'] as const) {
    for (const rows of [statistics.days, statistics.languages, statistics.wordings, statistics.partners, statistics.channels, recipients])
      assert.equal(sum(rows, name), statistics.total[name], name);
  }
  for (const what of ['days', 'recipients', 'wordings', 'partners'] as const) {
    const { csv } = await owner.api.campaigns.exportCounts({ workspaceId, campaignId, what });
    const [header = '', ...rows] = csv
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const column = header.indexOf('accepted');
    assert.equal(
      rows.reduce((total, cells) => total + Number(cells[column]), 0),
      statistics.total.accepted,
      what,
    );
  }
  const inLanguage = (language: string) => outbox(scene).filter(({ email }) => email.subject === `A word in ${language}`).length;
  for (const { language, accepted, uncertain } of statistics.languages) assert.ok(accepted + uncertain >= inLanguage(language), language);
});

test('the page, the count, its log and the partners’ numbers say the same as the results', async () => {
  const page = await (await new Visitor(product).request(scene.path)).text();
  assert.match(page, new RegExp(`<b class="num">${String(statistics.total.participations)}</b>`));
  const count = (await (await new Visitor(product).request(`${scene.path}/count.json`)).json()) as Record<string, unknown>;
  assert.deepEqual([count['participations'], count['size']], [statistics.total.participations, statistics.total.participations]);
  const listed = (await owner.api.partners.list({ workspaceId, campaignId })).partners;
  for (const partner of listed)
    assert.equal(partner.participations, statistics.partners.find(({ partnerId }) => partnerId === partner.id)?.participations ?? 0);
  assert.ok(listed.every(({ participations }) => participations > 0));
});

test('nobody was written to twice while others were not written to at all', () => {
  const letters = [...outbox(scene), ...byOutlook()].flatMap(({ recipients: to }) => to);
  assert.equal(letters.length, expected('sent', 'uncertain', 'outlook'));
  assert.equal(new Set(letters).size, letters.length);
});

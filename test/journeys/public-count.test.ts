import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  adler,
  connect,
  countsOf,
  falk,
  flowOf,
  formFields,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  sendLetter,
  toConfirm,
  type Scene,
} from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { fromCode, leafOf, toCode, verifyConsistency, verifyInclusion } from '../../shared/merkle-check.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;

interface Figures {
  campaignId: string;
  participations: number;
  size: number;
  root: string;
}

const figuresOf = async (where: Scene) => (await (await new Visitor(product).request(`${where.path}/count.json`)).json()) as Figures;
const bytes = (code: string) => fromCode(code) ?? new Uint8Array();
const codeOf = (receipt: string) => /id="receipt" readonly value="([\w-]{43})"/.exec(receipt)?.[1] ?? '';

/** What a stranger does with the code of a receipt: asks for the proof, and checks it alone. */
async function isCounted(where: Scene, code: string): Promise<{ index: number; size: number; valid: boolean } | undefined> {
  const leaf = await leafOf(bytes(code), where.campaignId);
  const answer = await new Visitor(product).request(`${where.path}/count/proof.json?leaf=${toCode(leaf)}`);
  if (answer.status === 404) return undefined;
  const { index, size, root, proof } = (await answer.json()) as { index: number; size: number; root: string; proof: string[] };
  return { index, size, valid: await verifyInclusion({ leaf, index, size, root: bytes(root), proof: proof.map(bytes) }) };
}

/** Whether the log that stands there now begins with the one whose head was written down earlier. */
async function hasGrownFrom(where: Scene, head: Pick<Figures, 'size' | 'root'>): Promise<boolean> {
  const answer = await new Visitor(product).request(`${where.path}/count/growth.json?from=${head.size}`);
  if (answer.status !== 200) return false;
  const { from, to, toRoot, proof } = (await answer.json()) as { from: number; to: number; toRoot: string; proof: string[] };
  return verifyConsistency({ from, to, fromRoot: bytes(head.root), toRoot: bytes(toRoot), proof: proof.map(bytes) });
}

test('the code on a receipt is in the log behind the public count, and whoever has only the code can check it', async () => {
  const supporter = new Visitor(product);
  const before = await figuresOf(scene);
  await sendLetter(scene, supporter, newPerson(scene, 'first@gmail.test'));
  const code = codeOf(await (await supporter.request('/letter/receipt')).text());
  assert.deepEqual(await isCounted(scene, code), { index: 0, size: 1, valid: true });
  const now = await figuresOf(scene);
  assert.deepEqual([before.participations, before.size, now.participations, now.size], [0, 0, 1, 1]);
  assert.equal(now.campaignId, scene.campaignId);
  const page = await (await supporter.request(`${scene.path}/count`)).text();
  const form = formFields(page, `${product.url}${scene.path}/count#receipt`);
  const looked = await supporter.post(`${scene.path}/count`, { ...form, receipt: code });
  assert.match(await looked.text(), /This receipt is entry number 1 in the log/);
  for (const receipt of ['', '<script>', toCode(new Uint8Array(32))]) {
    const other = await supporter.post(`${scene.path}/count`, { ...form, receipt });
    assert.doesNotMatch(await other.text(), /is entry number \d+ in the log\. *</, receipt);
  }
  assert.equal((await supporter.post(`${scene.path}/count`, { receipt: code })).status, 400);
  assert.equal(await isCounted(scene, toCode(new Uint8Array(32))), undefined);
});

test('forty confirmations at once make forty entries, one for each, in a log that only grew', async () => {
  const rush = await addCampaign(scene, 'rush');
  const supporters = Array.from({ length: 40 }, () => new Visitor(product));
  const forms: Record<string, string>[] = [];
  for (const [at, supporter] of supporters.entries())
    forms.push((await toConfirm(rush, supporter, newPerson(scene, `rush${at}@gmail.test`))).fields);
  const empty = await figuresOf(rush);
  const answers = await Promise.all(supporters.map((supporter, at) => supporter.post('/letter/confirm', forms[at])));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
  const codes = await Promise.all(supporters.map(async (supporter) => codeOf(await (await supporter.request('/letter/receipt')).text())));
  const places = await Promise.all(codes.map((code) => isCounted(rush, code)));
  assert.ok(places.every((place) => place?.valid));
  assert.deepEqual(
    places.map((place) => place?.index ?? -1).sort((one, other) => one - other),
    supporters.map((_, at) => at),
  );
  const now = await figuresOf(rush);
  assert.deepEqual([now.size, now.participations, (await countsOf(rush)).accepted], [40, 40, 40]);
  assert.equal(await hasGrownFrom(rush, empty), true);
});

test('the log is about nobody: no time, no person and nothing that leads to a letter stands in it', async () => {
  const columns = await asOwner(
    product.databaseUrl,
    "select column_name from information_schema.columns where table_name in ('count_logs', 'count_nodes') order by 1",
  );
  assert.deepEqual(
    [...new Set(columns.map(({ column_name }) => column_name))],
    ['campaign_id', 'hash', 'index', 'level', 'size', 'workspace_id'],
  );
  const [row] = await asOwner(
    product.databaseUrl,
    "select count(*)::int as all from count_nodes where encode(hash, 'hex') in (select encode(address_hash, 'hex') from participations)",
  );
  assert.equal(row?.all, 0);
});

test('two letters of one supporter are one entry; a refused, a lost and a rehearsed letter are none', async () => {
  const two = await addCampaign(scene, 'two', { recipients: [falk, adler] });
  const seven = new Visitor(product);
  await sendLetter(two, seven, newPerson(scene, 'two@gmail.test'));
  assert.deepEqual([(await figuresOf(two)).size, (await countsOf(two)).accepted], [1, 2]);
  for (const fault of ['badRequest', 'drop_after_accept'] as const) {
    const person = newPerson(scene, `${fault}@gmail.test`);
    script(scene, person, { fault }, { fault });
    await sendLetter(two, new Visitor(product), person);
  }
  const { url } = await scene.owner.api.campaigns.rehearse({ workspaceId: scene.workspaceId, campaignId: two.campaignId });
  const rehearser = new Visitor(product);
  const form = formFields(await (await rehearser.request(url)).text(), two.path);
  await connect(two, rehearser, { ...newPerson(scene, 'rehearses@gmail.test'), changes: { rehearsal: form.rehearsal ?? '' } });
  await rehearser.post('/letter/confirm', formFields(await (await rehearser.request('/letter/confirm')).text(), '/letter/confirm'));
  assert.equal(outbox(scene).filter(({ sender }) => sender === 'rehearses@gmail.test').length, 2);
  const receipt = await (await rehearser.request('/letter/receipt')).text();
  assert.match(receipt, /This was a rehearsal/);
  assert.equal(codeOf(receipt), '');
  const { size, participations } = await figuresOf(two);
  assert.deepEqual([size, participations], [1, 1]);
});

test('whoever wrote down a head finds out when an entry was changed or taken away later', async () => {
  for (const [slug, change] of [
    [
      'altered',
      `with leaf as (update count_nodes set hash = sha256('another') where campaign_id::text = $1 and level = 0 and index = 1 returning hash)
      update count_nodes as node set hash = sha256('\\x01'::bytea || first.hash || leaf.hash) from leaf, count_nodes as first
      where (node.campaign_id::text, node.level, node.index) = ($1, 1, 0) and (first.campaign_id::text, first.level, first.index) = ($1, 0, 0)`,
    ],
    [
      'shortened',
      'with gone as (delete from count_nodes where campaign_id::text = $1 and index >= 2 / (2 ^ level)) update count_logs set size = 2 where campaign_id::text = $1',
    ],
  ] as const) {
    const campaign = await addCampaign(scene, slug);
    for (const at of [1, 2, 3]) await sendLetter(campaign, new Visitor(product), newPerson(scene, `${slug}${at}@gmail.test`));
    const head = await figuresOf(campaign);
    assert.equal(head.size, 3);
    const id = String((await asOwner(product.databaseUrl, 'select id from campaigns where slug = $1', [slug]))[0]?.id);
    await asOwner(product.databaseUrl, change, [id]);
    await sendLetter(campaign, new Visitor(product), newPerson(scene, `${slug}4@gmail.test`));
    assert.equal(await hasGrownFrom(campaign, head), false, slug);
    const said = await (await new Visitor(product).request(`${campaign.path}/count?size=${head.size}&root=${head.root}`)).text();
    assert.doesNotMatch(said, /has only grown/, slug);
  }
});

test('an entry that was changed without all that is built on it no longer proves anything, for itself or for its neighbour', async () => {
  const campaign = await addCampaign(scene, 'clumsy');
  const codes: string[] = [];
  for (const at of [1, 2]) {
    const supporter = new Visitor(product);
    await sendLetter(campaign, supporter, newPerson(scene, `clumsy${at}@gmail.test`));
    codes.push(codeOf(await (await supporter.request('/letter/receipt')).text()));
  }
  assert.equal((await isCounted(campaign, codes[0] ?? ''))?.valid, true);
  const change =
    "update count_nodes set hash = sha256('another') where campaign_id = (select id from campaigns where slug = 'clumsy') and level = 0 and index = 1";
  await asOwner(product.databaseUrl, change);
  assert.equal((await isCounted(campaign, codes[0] ?? ''))?.valid, false);
  assert.equal(await isCounted(campaign, codes[1] ?? ''), undefined);
});

test('the product itself cannot rewrite an entry of the log', async () => {
  const [row] = await asOwner(
    product.databaseUrl,
    "select has_table_privilege('antiphon_app', 'count_nodes', 'update') as may_change, has_table_privilege('antiphon_app', 'count_nodes', 'insert') as may_add",
  );
  assert.deepEqual(row, { may_change: false, may_add: true });
});

test('hostile questions to the log get a plain answer, and none breaks it', async () => {
  for (const query of ['proof.json', 'proof.json?leaf=', 'proof.json?leaf=%00', `proof.json?leaf=${'A'.repeat(5000)}`]) {
    const answer = await new Visitor(product).request(`${scene.path}/count/${query}`);
    assert.equal(answer.status, 404, query);
    assert.match(((await answer.json()) as { message: string }).message, /\w/);
  }
  for (const query of [
    '',
    '?from=',
    '?from=-1',
    '?from=2&to=1',
    '?from=0.5',
    '?from=1e3',
    '?from=0&to=99999999999999999999',
    '?from=NaN',
  ]) {
    const answer = await new Visitor(product).request(`${scene.path}/count/growth.json${query}`);
    assert.equal(answer.status, 400, query);
  }
  for (const query of ['?size=x&root=y', '?size=1&root=', '?size=99999999999999999&root=z'])
    assert.equal((await new Visitor(product).request(`${scene.path}/count${query}`)).status, 200, query);
  const draft = await scene.owner.api.campaigns.create({ workspaceId: scene.workspaceId, name: 'Not yet', slug: 'not-yet' });
  assert.equal(draft.state, 'draft');
  for (const path of ['/count', '/count.json', '/count/proof.json', '/count/growth.json', '/bounce'])
    assert.equal((await new Visitor(product).request(scene.path.replace(/[^/]*$/, `not-yet${path}`))).status, 404, path);
});

test('the receipt thanks in the organiser’s words, and passes the page on without a trace in the link', async () => {
  const thanks = 'Thank you <b>for</b> writing to the council.';
  await scene.owner.api.campaigns.change({ workspaceId: scene.workspaceId, campaignId: scene.campaignId, thanks });
  const supporter = new Visitor(product);
  await sendLetter(scene, supporter, newPerson(scene, 'thanked@gmail.test'));
  const receipt = await (await supporter.request('/letter/receipt')).text();
  assert.match(receipt, /Thank you &lt;b&gt;for&lt;\/b&gt; writing to the council\./);
  const url = `${product.url}${scene.path}`;
  const links = [...receipt.matchAll(/href="((?:https:\/\/(?:wa\.me|t\.me)|mailto:)[^"]*)"/g)].map(([, href = '']) =>
    decodeURIComponent(href),
  );
  assert.equal(links.length, 3);
  for (const link of links) {
    assert.ok(link.includes(url), link);
    assert.doesNotMatch(link.slice(link.indexOf(url) + url.length), /[?&](utm|ref|s|id|from)=/, link);
  }
  const code = codeOf(receipt);
  assert.ok(links.every((link) => !link.includes(code)));
});

test('the receipt is there for 48 hours and then says that it is gone, and never that nothing was sent', async () => {
  const supporter = new Visitor(product);
  await sendLetter(scene, supporter, newPerson(scene, 'later@gmail.test'));
  product.clock.move({ hours: 47 });
  assert.equal((await supporter.request('/letter/receipt')).status, 200);
  product.clock.move({ hours: 2 });
  for (const path of ['/letter/receipt', '/letter/status'])
    for (const visitor of [supporter, new Visitor(product)]) {
      const answer = await visitor.request(path);
      const page = await answer.text();
      assert.equal(answer.status, 410);
      assert.match(page, /What was sent stays sent/);
      assert.doesNotMatch(page, /No letter was sent|did not confirm/);
    }
  assert.doesNotMatch(await (await supporter.request('/letter/confirm')).text(), /No letter was sent|did not confirm/);
  await product.app.jobs.find(({ name }) => name === 'keep-promises')?.run({});
  assert.equal((await flowOf(scene, supporter))?.receipt_sealed ?? null, null);
  assert.equal((await supporter.request('/letter/receipt')).status, 410);
});

test('letters that came back are counted by why, for the recipient that was named, and nobody is suppressed for it', async () => {
  const bounced = await addCampaign(scene, 'bounced', { recipients: [falk, adler] });
  const path = `${bounced.path}/bounce`;
  const visitor = new Visitor(product);
  const page = await (await visitor.request(path)).text();
  const [recipient] = [...page.matchAll(/value="([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
  const { csrf = '' } = formFields(page, path);
  const tell = (fields: Record<string, string>, from = visitor) => from.post(path, { csrf, recipient: recipient ?? '', ...fields });
  for (const why of ['hard', 'hard', 'full', 'blocked', 'later', 'unknown'])
    assert.equal((await tell({ class: why }, new Visitor(product))).status, 200, why);
  const insistent = new Visitor(product);
  for (const why of ['later', 'hard', 'hard']) assert.equal((await tell({ class: why }, insistent)).status, 200, why);
  for (const hostile of [
    { class: '__proto__' },
    { class: 'constructor' },
    { class: 'bouncedHard' },
    { class: "hard'; drop table campaigns; --" },
    { class: '' },
    { class: 'hard', recipient: '00000000-0000-7000-8000-000000000000' },
    { class: 'hard', recipient: 'x' },
    { class: 'hard', csrf: 'A'.repeat(43) },
    { class: 'hard', csrf: formFields(await (await visitor.request(`${scene.path}/bounce`)).text(), `${scene.path}/bounce`).csrf ?? '' },
  ])
    assert.equal((await tell(hostile)).status, 400, JSON.stringify(hostile));
  const one = { workspaceId: scene.workspaceId, campaignId: bounced.campaignId };
  const { recipients } = await scene.owner.api.campaigns.recipientCounts(one);
  const rows = recipients.map(({ bouncedHard, bouncedFull, bouncedBlocked, bouncedLater, accepted }) =>
    [bouncedHard, bouncedFull, bouncedBlocked, bouncedLater, accepted].join(' '),
  );
  assert.deepEqual(rows.sort().at(-1), '2 1 1 2 0', 'one supporter told of one recipient more than once a day');
  assert.ok(rows.slice(0, -1).every((row) => row === '0 0 0 0 0'));
  assert.deepEqual((await scene.owner.api.suppressions.list({ workspaceId: scene.workspaceId })).suppressions, []);
  assert.match(await (await new Visitor(product).request(bounced.path)).text(), /Ines Falk/);
});

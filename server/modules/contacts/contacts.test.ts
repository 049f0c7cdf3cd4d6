import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { invite, setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { rememberErasure } from '../suppressions/index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const elsewhere = await stranger(product);
const { api } = owner;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const emails = async (wanted: object) => (await api.contacts.list({ workspaceId, ...wanted })).contacts.map(({ email }) => email);

await api.contactFields.create({ workspaceId, key: 'committee', label: 'Committee' });
await api.contactFields.create({ workspaceId, key: 'seats', label: 'Seats', kind: 'number' });
await api.contactFields.create({ workspaceId, key: 'elected', label: 'Elected on', kind: 'date' });
const list = await api.lists.create({ workspaceId, name: 'Councillors' });
const company = await api.companies.create({ workspaceId, name: 'Ford Council', domain: 'Council.Example.org' });

test('a contact is kept as it was entered, cleaned, with its company, fields, tags and lists', async () => {
  const made = await api.contacts.create({
    workspaceId,
    email: ' Ines.Falk@council.example.org ',
    firstName: 'Ines\nBcc: x',
    lastName: 'Falk',
    companyId: company.id,
    fields: { committee: 'Water', seats: '12', elected: '2024-05-01' },
    tags: ['water', 'water', 'Ward 4'],
    listIds: [list.id],
  });
  assert.deepEqual(
    [made.email, made.firstName, made.company?.name, made.fields, made.tags, made.verdict],
    [
      'Ines.Falk@council.example.org',
      'Ines Bcc: x',
      'Ford Council',
      { committee: 'Water', seats: '12', elected: '2024-05-01' },
      ['water', 'Ward 4'],
      'unknown',
    ],
  );
  const shown = await api.contacts.show({ workspaceId, contactId: made.id });
  assert.deepEqual([shown.lists.map(({ name }) => name), shown.timeline.map(({ what }) => what)], [['Councillors'], ['created']]);
});

test('an address is kept once, in any spelling, and what cannot be written to is refused with a sentence', async () => {
  const create = (input: object) => api.contacts.create({ workspaceId, email: 'new@example.org', ...input });
  await assert.rejects(create({ email: 'INES.FALK@Council.example.org' }), /among the contacts already/);
  await assert.rejects(create({ email: 'no address' }), /space/);
  await assert.rejects(create({ fields: { shoe_size: '40' } }), /no field “shoe_size”/);
  await assert.rejects(create({ fields: { seats: 'many' } }), /“Seats” is a number/);
  await assert.rejects(create({ fields: { elected: '2024-02-30' } }), /“Elected on” is a day/);
  await assert.rejects(create({ timeZone: 'Europe/Atlantis' }), /time zone/);
  await assert.rejects(create({ listIds: ['lst_0192f1c27e0b7c4a9d3e5f60718293a4'] }), /no list/);
  assert.deepEqual(await emails({ search: 'new@' }), []);
});

test('whoever was erased is not taken in, neither as a new contact nor by a changed address', async () => {
  const { tools } = product.app;
  await tools.database.inInstallation('recipient', (tx) =>
    rememberErasure(tools, tx, { address: 'gone@example.org', key: 'gone@example.org' }),
  );
  await assert.rejects(api.contacts.create({ workspaceId, email: 'Gone@example.org' }), /Nobody on this copy may write/);
  const { id } = await api.contacts.create({ workspaceId, email: 'stays@example.org' });
  await assert.rejects(api.contacts.change({ workspaceId, contactId: id, email: 'gone@example.org' }), /Nobody on this copy may write/);
  await api.contacts.remove({ workspaceId, contactId: id });
});

test('a suppressed address is shown as such and stays suppressed', async () => {
  await api.suppressions.suppress({ workspaceId, email: 'left@example.org' });
  const { id, suppressed } = await api.contacts.create({ workspaceId, email: 'left@example.org' });
  assert.equal(suppressed, true);
  const { contacts } = await api.contacts.list({ workspaceId });
  assert.deepEqual(
    contacts.filter((one) => one.suppressed).map((one) => one.id),
    [id],
  );
  await api.contacts.remove({ workspaceId, contactId: id });
  assert.equal((await api.suppressions.list({ workspaceId, search: 'left@example.org' })).suppressions.length, 1);
});

test('what is not named stays, a new address is unchecked, and no two contacts come to one address', async () => {
  const { id } = await api.contacts.create({
    workspaceId,
    email: 'piet@example.org',
    firstName: 'Piet',
    fields: { seats: '3', committee: 'Roads' },
  });
  await look("update contacts set verdict = 'good', verdict_because = 'x', verdict_at = now() where id = $1", [readId('contact', id)]);
  const changed = await api.contacts.change({ workspaceId, contactId: id, lastName: 'Adler', fields: { seats: '' } });
  assert.deepEqual(
    [changed.firstName, changed.lastName, changed.fields, changed.verdict],
    ['Piet', 'Adler', { committee: 'Roads' }, 'good'],
  );
  const moved = await api.contacts.change({ workspaceId, contactId: id, email: 'piet.adler@example.org' });
  assert.deepEqual([moved.email, moved.verdict, moved.verdictBecause], ['piet.adler@example.org', 'unknown', null]);
  await assert.rejects(api.contacts.change({ workspaceId, contactId: id, email: 'ines.falk@council.example.org' }), /already/);
});

test('a search finds by the beginning of an address, a name, a last name or a company, and Gmail with dots', async () => {
  await api.contacts.create({ workspaceId, email: 'ana.maria+x@gmail.com', firstName: 'Ána', lastName: 'Öz%_' });
  for (const search of ['ines', 'INES.falk@', 'falk', 'Ines bcc', 'ford'])
    assert.deepEqual(await emails({ search }), ['Ines.Falk@council.example.org'], search);
  for (const search of ['ana.mar', 'anamaria', 'ána ö', 'öz%_'])
    assert.deepEqual(await emails({ search }), ['ana.maria+x@gmail.com'], search);
  for (const search of ['alk', '%', '_nes', "'", 'council']) assert.deepEqual(await emails({ search }), [], search);
});

test('pages go on where the last one ended, newest first, and hold each contact once', async () => {
  const all = await emails({});
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await api.contacts.list({ workspaceId, limit: 2, ...(after ? { after } : {}) });
    seen.push(...page.contacts.map(({ email }) => email));
    after = page.after;
  } while (after);
  assert.equal(all.length, 3);
  assert.deepEqual(seen, all);
});

test('many are tagged, listed and removed at once, and filters find them', async () => {
  const { contacts } = await api.contacts.list({ workspaceId });
  const contactIds = contacts.map(({ id }) => id);
  const change = (one: Parameters<typeof api.contacts.changeMany>[0]['change']) =>
    api.contacts.changeMany({ workspaceId, contactIds, change: one }).then(({ changed }) => changed);
  assert.equal(await change({ what: 'tag', tag: 'water' }), 2, 'one had it');
  assert.equal((await emails({ tag: 'water' })).length, 3);
  assert.deepEqual((await api.contacts.tags({ workspaceId })).tags, ['Ward 4', 'water']);
  assert.equal(await change({ what: 'untag', tag: 'Ward 4' }), 1);
  assert.deepEqual(await emails({ tag: 'Ward 4' }), []);
  assert.deepEqual((await api.contacts.tags({ workspaceId })).tags, ['water']);
  assert.equal(await change({ what: 'list', listId: list.id }), 2);
  assert.equal((await api.lists.list({ workspaceId })).lists[0]?.contacts, 3);
  assert.equal(await change({ what: 'unlist', listId: list.id }), 3);
  assert.deepEqual(await emails({ listId: list.id }), []);
  assert.deepEqual(await api.contacts.count({ workspaceId, tag: 'water' }), { contacts: 3, more: false });
  const doomed = await api.contacts.create({ workspaceId, email: 'doomed@example.org', tags: ['last'] });
  assert.equal((await api.contacts.changeMany({ workspaceId, contactIds: [doomed.id], change: { what: 'remove' } })).changed, 1);
  assert.deepEqual((await api.contacts.tags({ workspaceId })).tags, ['water']);
});

test('a company is offered by the domain of an address, its domain belongs to one, and its contacts outlive it', async () => {
  const { id } = await api.contacts.create({ workspaceId, email: 'other@council.example.org' });
  assert.equal((await api.contacts.show({ workspaceId, contactId: id })).likelyCompany?.id, company.id);
  await assert.rejects(api.companies.create({ workspaceId, name: 'Twin', domain: 'council.example.org' }), /one company/);
  const twin = await api.companies.create({ workspaceId, name: 'Allotments', domain: '' });
  await assert.rejects(api.companies.change({ workspaceId, companyId: twin.id, domain: 'council.example.org' }), /one company/);
  await api.contacts.change({ workspaceId, contactId: id, companyId: twin.id });
  const { companies } = await api.companies.list({ workspaceId, limit: 1 });
  assert.deepEqual(
    companies.map(({ name, contacts }) => [name, contacts]),
    [['Allotments', 1]],
  );
  await api.companies.remove({ workspaceId, companyId: twin.id });
  assert.equal((await api.contacts.show({ workspaceId, contactId: id })).company, null);
  await api.contacts.remove({ workspaceId, contactId: id });
});

test('a field goes with all of its values; a key of ours and a key in use by a segment stay', async () => {
  await assert.rejects(api.contactFields.create({ workspaceId, key: 'first_name', label: 'x' }), /already/);
  const rule = { kind: 'text', of: 'own.committee', test: 'is', value: 'water' } as const;
  const segment = await api.segments.create({ workspaceId, name: 'Water people', rule });
  await assert.rejects(api.contactFields.remove({ workspaceId, key: 'committee' }), /Water people/);
  await api.segments.remove({ workspaceId, segmentId: segment.id });
  await api.contactFields.remove({ workspaceId, key: 'committee' });
  assert.deepEqual(
    (await api.contactFields.list({ workspaceId })).fields.map(({ key }) => key),
    ['seats', 'elected'],
  );
  assert.deepEqual(await look("select 1 from contacts where fields ? 'committee'"), []);
});

test('the file of what is shown is safe to open, is for admins alone, and is written down', async () => {
  await api.contacts.create({ workspaceId, email: 'formula@example.org', firstName: '=HYPERLINK("https://example.org")' });
  const { csv, rows } = await api.contacts.exportCsv({ workspaceId, search: 'formula' });
  assert.equal(rows, 1);
  assert.match(csv, /^\uFEFFemail,first_name,last_name,company/);
  assert.match(csv, /"'=HYPERLINK/);
  await assert.rejects(agent.api.contacts.exportCsv({ workspaceId }), /role does not allow/);
  const [entry] = await look("select details from audit_entries where action = 'contacts.exported'");
  assert.deepEqual(entry?.details, { rows: 1 });
});

test('another workspace sees nothing and changes nothing of it', async () => {
  const [first] = (await api.contacts.list({ workspaceId })).contacts;
  const contactId = first?.id ?? '';
  const theirs = elsewhere.visitor.api;
  const there = { workspaceId: elsewhere.workspaceId };
  await assert.rejects(theirs.contacts.list({ workspaceId }), /no workspace/);
  await assert.rejects(theirs.contacts.show({ ...there, contactId }), /no contact/);
  await assert.rejects(theirs.contacts.remove({ ...there, contactId }), /no contact/);
  await assert.rejects(theirs.contacts.create({ ...there, email: 'x@example.org', companyId: company.id }), /no company/);
  assert.equal((await theirs.contacts.changeMany({ ...there, contactIds: [contactId], change: { what: 'remove' } })).changed, 0);
  assert.deepEqual((await theirs.contacts.list(there)).contacts, []);
});

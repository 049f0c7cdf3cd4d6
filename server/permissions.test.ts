import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows, permissions, roles, type Permission, type Role } from '../shared/permissions.ts';
import { keepAnswer } from '../test/harness/answered.ts';
import { enrol } from '../test/harness/enrolled.ts';
import { addLibraryFile, pdf } from '../test/harness/library.ts';
import { connectServerMailbox } from '../test/harness/mailboxes.ts';
import { invite, linkToken, password, runJobs, setUp, stranger, Visitor } from '../test/harness/people.ts';
import { asOwner } from '../test/harness/database.ts';
import { startProduct } from '../test/harness/product.ts';
import { createApiToken } from './modules/identity/index.ts';
import { readId, showId } from './platform/ids.ts';
import { routeTable } from './routes.ts';

const product = await startProduct();
const { owner: operator, workspaceId } = await setUp(product);
const outside = await stranger(product);

interface Actor {
  name: string;
  visitor: Visitor;
  role: Role;
  operator: boolean;
  token?: string;
}

const sessions: Actor[] = [{ name: 'operator and owner', visitor: operator, role: 'owner', operator: true }];
for (const role of roles) {
  const visitor = await invite(product, operator, { workspaceId, email: `${role}.sample@example.org`, role });
  sessions.push({ name: role, visitor, role, operator: false });
}
const userIdOf = async (visitor: Visitor) => (await visitor.api.account.me()).id;
const tokenFor = async (visitor: Visitor, workspace = workspaceId) => {
  const ids = { workspaceId: readId('workspace', workspace), userId: readId('user', await userIdOf(visitor)) };
  return (await createApiToken(product.app.tools, { kind: 'command' }, { ...ids, name: 'matrix', days: 30 })).token;
};
const tokens: Actor[] = [];
for (const actor of sessions)
  tokens.push({
    ...actor,
    name: `API token of ${actor.name}`,
    visitor: new Visitor(product),
    token: await tokenFor(actor.visitor),
  });
const people = [...sessions, ...tokens];
const outsideToken = await tokenFor(outside.visitor, outside.workspaceId);

/** Real ids of a workspace, so that a missing wall would be seen. */
async function thingsOf(visitor: Visitor, workspace: string): Promise<Record<string, string>> {
  const campaign = await visitor.api.campaigns.create({ workspaceId: workspace, name: 'Keep the ford open' });
  const ids = { workspaceId: workspace, campaignId: campaign.id };
  const recipient = await visitor.api.campaigns.addRecipient({ ...ids, name: 'Ines Falk', email: 'ines.falk@council.example.org' });
  const suppression = await visitor.api.suppressions.suppress({ workspaceId: workspace, email: 'never@example.org' });
  const invitation = await visitor.api.workspaces.invite({ workspaceId: workspace, email: 'later@example.org', role: 'viewer' });
  const token = await visitor.api.workspaces.createToken({ workspaceId: workspace, name: 'mine' });
  const partner = await visitor.api.partners.add({ ...ids, name: 'Sample Walkers', origins: ['https://walkers.example.org'] });
  const webhook = await visitor.api.webhooks.add({ workspaceId: workspace, url: 'https://hooks.example.org/totals' });
  const mailbox = await connectServerMailbox(product, visitor, { workspaceId: workspace });
  const team = { workspaceId: workspace, outreachId: (await visitor.api.outreach.create({ workspaceId: workspace, name: 'Partners' })).id };
  await visitor.api.outreach.addRecipients({ ...team, rows: 'pasted@example.org' });
  const { recipients: enrolled } = await visitor.api.outreach.recipients(team);
  const row = readId('workspace', workspace);
  const written = await enrol(product, { workspaceId: row, email: 'answers@example.org' });
  const kept = await keepAnswer(product, written, { id: mailbox.rowId, address: mailbox.address, subject: 'The ford' });
  const { sessions: own } = await visitor.api.account.sessions();
  const place = { workspaceId: workspace };
  const { id: contactId } = await visitor.api.contacts.create({ ...place, email: 'known@example.org' });
  const { id: companyId } = await visitor.api.companies.create({ ...place, name: 'Sample Mills' });
  const { id: listId } = await visitor.api.lists.create({ ...place, name: 'Neighbours' });
  const { id: segmentId } = await visitor.api.segments.create({ ...place, name: 'Everybody', rule: { kind: 'all', rules: [] } });
  const { id: templateId } = await visitor.api.templates.create({ ...place, name: 'Hello', subject: 'Hello', html: '<p>Hello</p>' });
  const { file } = await addLibraryFile(visitor, { workspaceId: workspace, name: 'known.pdf', bytes: pdf });
  const { id: importId } = await visitor.api.imports.begin({ ...place, fileName: 'people.csv' });
  const { key } = await visitor.api.contactFields.create({ ...place, key: visitor === operator ? 'ward' : 'parish', label: 'Ward' });
  return {
    key,
    contactId,
    companyId,
    listId,
    segmentId,
    templateId,
    importId,
    fileId: file.id,
    ...ids,
    outreachId: team.outreachId,
    enrolmentId: enrolled[0]?.id ?? '',
    conversationId: showId('conversation', kept?.conversationId ?? ''),
    messageId: showId('message', kept?.messageId ?? ''),
    recipientId: recipient.id,
    suppressionId: suppression.id,
    invitationId: invitation.id,
    tokenId: token.id,
    partnerId: partner.id,
    webhookId: webhook.id,
    mailboxId: mailbox.id,
    requestId: `req_${'0123456789abcdef'.repeat(2)}`,
    userId: await userIdOf(visitor),
    sessionId: own[0]?.id ?? '',
  };
}
const things = await thingsOf(operator, workspaceId);
const foreign = await thingsOf(outside.visitor, outside.workspaceId);
const unknown = Object.fromEntries(Object.entries(things).map(([name, id]) => [name, `${id.slice(0, 4)}${'0123456789abcdef'.repeat(2)}`]));

interface Route {
  method: string;
  path: string;
  permission: Permission;
  confirmed: boolean | 'of_people';
}
const key = ({ method, path }: Route) => `${method} ${path}`;
const routes: Route[] = routeTable();
const newToken = 'POST /api/workspaces/{workspaceId}/tokens';
const inWorkspaces = routes.filter(({ path }) => path.includes('{workspaceId}'));

/** What stands in paths and is the id of nothing that a workspace has. */
const places = { step: '1', from: '0', name: 'new.pdf', mergeId: '0192f1c2-7e0b-7c4a-9d3e-5f60718293a4' };

async function call(who: { visitor: Visitor; token?: string }, route: Route, ids: Record<string, string>) {
  const words: Record<string, string> = { ...ids, what: 'recipients', ...places };
  const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => words[name] ?? assert.fail(`There is no ${name}.`));
  const headers = { 'content-type': 'application/json', ...(who.token ? { authorization: `Bearer ${who.token}` } : {}) };
  const body = route.method === 'GET' ? {} : { body: JSON.stringify(who.token && key(route) === newToken ? { name: 'mine' } : {}) };
  const answer = await who.visitor.request(path, { method: route.method, headers, ...body });
  // What leaves as a file says nothing about itself.
  const isFile = /^application\/(?:zip|pdf)$/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, body: (isFile ? {} : await answer.json()) as { message?: string; data?: { code: string } } };
}

/** What the tables of `shared/permissions.ts` say: 0 stands for “passes the guard”. */
function expected(actor: Actor, route: Route): 0 | 403 {
  if (route.permission === 'public') return 0;
  if (actor.token && route.confirmed === true) return 403;
  if (route.permission === 'operator') return actor.operator ? 0 : 403;
  // A leaked token must not take over the account: it may look at its user and nothing more, and make no further token.
  if (route.permission === 'own_account') return actor.token && route.path !== '/api/account' ? 403 : 0;
  if (actor.token && key(route) === newToken) return 403;
  return allows(actor.role, route.permission) ? 0 : 403;
}

/** Ends the very session that calls; tried apart. */
const walked = routes.filter((route) => key(route) !== 'DELETE /api/session');

for (const actor of people)
  test(`${actor.name} reaches exactly the routes that the table of permissions grants`, async () => {
    for (const route of walked) {
      const wanted = expected(actor, route);
      // What is refused is asked for things that exist; what is allowed, for things that do not, so that the walk changes nothing.
      const { status, body } = await call(actor, route, wanted === 0 ? { ...unknown, workspaceId } : things);
      if (wanted === 0) assert.ok(status !== 401 && status !== 403, `${key(route)}: ${status} ${body.data?.code ?? ''}`);
      else assert.deepEqual([status, body.data?.code], [403, 'not_allowed'], key(route));
      assert.notEqual(status, 500, key(route));
    }
  });

test('nobody reaches anything but public routes', async () => {
  const nobody = { visitor: new Visitor(product) };
  for (const route of walked) {
    const { status, body } = await call(nobody, route, things);
    if (route.permission === 'public') assert.ok(status !== 401 && status !== 403, `${key(route)}: ${status}`);
    else assert.deepEqual([status, body.data?.code], [401, 'signed_out'], key(route));
  }
});

test('a made-up, cut or wrongly signed token is nobody', async () => {
  const good = tokens[0]?.token ?? '';
  const changed = good.slice(0, -7) + (good.at(-7) === 'A' ? 'B' : 'A') + good.slice(-6);
  const own: Route = { method: 'GET', path: '/api/account', permission: 'own_account', confirmed: false };
  for (const token of ['x', good.slice(0, -1), changed, `${good}A`, good.toUpperCase(), `antiphon_${'A'.repeat(49)}`])
    assert.equal((await call({ visitor: new Visitor(product), token }, own, {})).status, 401);
});

test('to whoever is no member, a workspace and all in it is not there, exactly as if it had never been', async () => {
  const outsiders = [
    { who: { visitor: outside.visitor }, ids: things },
    { who: { visitor: new Visitor(product), token: outsideToken }, ids: things },
    ...[sessions[0]!, tokens[0]!].map((who) => ({ who, ids: foreign })),
  ];
  for (const { who, ids } of outsiders) {
    product.clock.move({ minutes: 1 });
    for (const route of inWorkspaces) {
      const there = await call(who, route, ids);
      const never = await call(who, route, unknown);
      assert.deepEqual([there.status, there.body.data?.code], [404, 'not_found'], key(route));
      assert.deepEqual(there, never, key(route));
    }
  }
});

test('a thing of another workspace asked for in one’s own is not there, exactly as if it had never been', async () => {
  const valid: Record<string, unknown> = {
    'PATCH /api/workspaces/{workspaceId}/members/{userId}': { role: 'viewer' },
    'PUT /api/workspaces/{workspaceId}/campaigns/{campaignId}/state': { state: 'closed' },
    'DELETE /api/workspaces/{workspaceId}/campaigns/{campaignId}': { name: 'Keep the ford open' },
    'PATCH /api/workspaces/{workspaceId}/campaigns/{campaignId}': { name: 'Taken over' },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/recipients': { name: 'Mallory', email: 'mallory@example.org' },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/duplicates': { name: 'Taken over', withRecipients: true },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/approvals': { textVersion: 1 },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/partners': { name: 'Mallory', origins: ['https://mallory.example.org'] },
    'PATCH /api/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}': { ended: true },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}/examinations': { url: 'https://walkers.example.org/' },
    'PATCH /api/workspaces/{workspaceId}/campaigns/{campaignId}/recipients/{recipientId}': { name: 'Mallory' },
    'POST /api/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-imports': { csv: 'name,email\nMallory,mallory@example.org\n' },
    'PUT /api/workspaces/{workspaceId}/mailboxes/{mailboxId}/server': {
      smtp: { host: 'mail.example.org', port: 465, security: 'tls' },
      imap: { host: 'mail.example.org', port: 993, security: 'tls' },
      username: 'm',
      password: 'm',
    },
    'PATCH /api/workspaces/{workspaceId}/webhooks/{webhookId}': { events: ['campaign.launched'] },
    'POST /api/workspaces/{workspaceId}/mailboxes/{mailboxId}/checks': { message: 'RnJvbTogYUBleGFtcGxlLm9yZw==' },
    'PUT /api/workspaces/{workspaceId}/mailboxes/{mailboxId}/parked': { parked: true },
    'DELETE /api/workspaces/{workspaceId}/mailboxes/{mailboxId}': { address: 'team@example.org' },
    'PUT /api/workspaces/{workspaceId}/outreach/{outreachId}/steps': {
      version: 0,
      steps: [{ delayHours: 0, sameThread: false, texts: [{ variant: 'a', weight: 1, subject: 'Hello', html: '<p>Hello</p>' }] }],
    },
    'POST /api/workspaces/{workspaceId}/outreach/{outreachId}/duplicates': { name: 'Taken over' },
    'DELETE /api/workspaces/{workspaceId}/outreach/{outreachId}': { name: 'Partners' },
    'POST /api/workspaces/{workspaceId}/outreach/{outreachId}/test-messages': { mailboxId: things['mailboxId'] },
    'POST /api/workspaces/{workspaceId}/outreach/{outreachId}/approvals': { fingerprint: 'x' },
    'PUT /api/workspaces/{workspaceId}/tracking-domain': { host: 'mallory.example.org' },
    'PUT /api/workspaces/{workspaceId}/address-probing': { wanted: false },
    'PUT /api/workspaces/{workspaceId}/outreach/{outreachId}/preferred-variant': { variant: 'a' },
    'PUT /api/workspaces/{workspaceId}/outreach/{outreachId}/values': { tag: 'first_name', value: 'Mallory' },
    'PUT /api/workspaces/{workspaceId}/outreach/{outreachId}/state': { state: 'paused' },
    'PUT /api/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}/deliveries/{step}/outcome': { became: 'accepted' },
    'PUT /api/workspaces/{workspaceId}/conversations/{conversationId}/seen': { messageId: things['messageId'] },
    'POST /api/workspaces/{workspaceId}/conversations/{conversationId}/answers': {
      messageId: things['messageId'],
      to: 'mallory@example.org',
      text: 'Mallory',
    },
    'PUT /api/workspaces/{workspaceId}/conversations/{conversationId}/answers/{messageId}/outcome': { became: 'accepted' },
    'PUT /api/workspaces/{workspaceId}/conversations/{conversationId}/state': { state: 'closed' },
    'PUT /api/workspaces/{workspaceId}/imports/{importId}/mapping': { mapping: [{ column: 0, to: 'email', policy: 'fill' }] },
    'POST /api/workspaces/{workspaceId}/imports/{importId}/run': { basis: 'consent' },
    'PATCH /api/workspaces/{workspaceId}/contact-fields/{key}': { label: 'Taken over' },
    'PATCH /api/workspaces/{workspaceId}/lists/{listId}': { name: 'Taken over' },
    'POST /api/workspaces/{workspaceId}/templates/{templateId}/duplicates': { name: 'Taken over' },
  };
  const tables =
    'campaigns mailboxes outreach_campaigns enrolments conversations messages contacts companies contact_fields lists segments templates imports files'.split(
      ' ',
    );
  const dump = () => Promise.all(tables.map((table) => asOwner(product.databaseUrl, `select * from ${table} order by 1, 2, 3`)));
  const before = await dump();
  const found: string[] = [];
  // The name of a file that is added is the caller’s own.
  const ofThings = inWorkspaces.filter(({ path }) => (path.match(/\{/g) ?? []).length > 1 && !path.endsWith('/named/{name}'));
  for (const route of ofThings) {
    const ask = async (ids: Record<string, string>) => {
      const words: Record<string, string> = { ...ids, what: route.path.includes('/outreach/') ? 'counts' : 'days', ...places };
      const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => words[name] ?? '');
      const body = route.method === 'GET' ? {} : { body: JSON.stringify(valid[key(route)] ?? {}) };
      const answer = await operator.request(path, { method: route.method, headers: { 'content-type': 'application/json' }, ...body });
      return { status: answer.status, text: await answer.text() };
    };
    const theirs = await ask({ ...foreign, workspaceId });
    assert.deepEqual(theirs, await ask({ ...unknown, workspaceId }), key(route));
    const holdsNothing = theirs.status === 200 && route.method === 'GET' && !theirs.text.includes('Ines');
    if (theirs.status !== 404 && !holdsNothing) found.push(`${key(route)}: ${theirs.status} ${theirs.text}`);
  }
  assert.deepEqual(found, []);
  assert.deepEqual(await dump(), before);
});

test('signing out is open to everybody and ends nothing but one’s own session', async () => {
  const visitor = new Visitor(product);
  await visitor.api.account.signIn({ email: 'viewer.sample@example.org', password });
  await visitor.api.account.signOut();
  await assert.rejects(visitor.api.account.me(), { status: 401 });
  await sessions.find(({ name }) => name === 'viewer')?.visitor.api.account.me();
  await new Visitor(product).api.account.signOut();
});

test('every served route is in the OpenAPI document, and the reverse', async () => {
  const answer = await new Visitor(product).request('/api/openapi.json');
  const document = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} /api${path}`),
  );
  assert.deepEqual(documented.sort(), routes.map(key).sort());
  const nobody = { visitor: new Visitor(product) };
  for (const route of routes)
    assert.ok(!(await call(nobody, route, things)).body.message?.startsWith('There is no such route'), key(route));
  const other = await nobody.visitor.request('/api/nowhere');
  assert.deepEqual([other.status, ((await other.json()) as { code: string }).code], [404, 'NOT_FOUND']);
});

test('every permission is held by an owner, none by nobody, and a lower role never holds what a higher one lacks', () => {
  for (const [permission, holders] of Object.entries(permissions) as [Permission, readonly Role[]][]) {
    if (holders.length === 0) continue;
    assert.ok(holders.includes('owner'), permission);
    assert.deepEqual(holders, roles.slice(0, holders.length), permission);
  }
});

test('an invitation mailed for one workspace opens that workspace alone', async () => {
  await outside.visitor.api.workspaces.invite({ workspaceId: outside.workspaceId, email: 'guest@example.org', role: 'admin' });
  await runJobs(product, 'mail-invitation');
  const guest = new Visitor(product);
  await guest.api.account.acceptInvitation({ token: linkToken(product, 'guest@example.org'), name: 'Gus', password });
  assert.deepEqual(
    (await guest.api.account.me()).workspaces.map(({ id }) => id),
    [outside.workspaceId],
  );
  await assert.rejects(guest.api.workspaces.show({ workspaceId }), { status: 404 });
});

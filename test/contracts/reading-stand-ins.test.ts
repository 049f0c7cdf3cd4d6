import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import * as google from './google-scene.ts';
import * as microsoft from './microsoft-scene.ts';
import { incoming } from './reading-scene.ts';

const gmail = await google.startStandIn();
after(() => gmail.stop());
const outlook = await microsoft.startStandIn();
after(() => outlook.stop());

type Json = Record<string, unknown>;
async function get(url: string, headers: Record<string, string>): Promise<{ status: number; body: Json }> {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
}

describe('the stand-in for Gmail is strict where it is read', () => {
  const emailAddress = 'strict@gmail.test';
  const consent = (mayRead: boolean) => gmail.consent({ emailAddress, displayName: 'Strict' }, { mayRead });
  const ask = (path: string, accessToken = consent(true)) =>
    get(`${gmail.url}/gmail/v1/users/me/${path}`, { authorization: `Bearer ${accessToken}` });
  const statuses = async (paths: readonly string[]) => Promise.all(paths.map(async (path) => (await ask(path)).status));

  test('without the permission to read, and for somebody else’s mailbox, nothing is shown', async () => {
    gmail.deliver('ada.sample@gmail.test', incoming('for ada'));
    const id = gmail.deliver('bruno.sample@gmail.test', incoming('for bruno'));
    for (const path of ['profile', 'history?startHistoryId=1', 'messages', `messages/${id}?format=raw`])
      assert.equal((await ask(path, consent(false))).status, 403, path);
    assert.equal((await ask(`messages/${id}?format=raw`)).status, 404);
    assert.equal((await ask('messages')).body.messages, undefined);
  });

  test('what is not known, not well-formed or not played is refused', async () => {
    const id = gmail.deliver(emailAddress, incoming('one'));
    const wrong = [
      ...['history', 'history?startHistoryId=x', 'history?startHistoryId=1&historyTypes=all', 'history?startHistoryId=1&more=1'],
      ...['messages?q=hello', 'messages?q=in:nowhere', 'messages?maxResults=0', 'messages?labels=INBOX', 'profile?x=1'],
      ...[`messages/${id}`, `messages/${id}?format=everything`, `messages/${id}?format=raw&fields=raw`],
    ];
    assert.deepEqual(
      await statuses(wrong),
      wrong.map(() => 400),
    );
  });

  test('a page token is good for its own list, and a list has its size', async () => {
    for (let index = 0; index < 5; index += 1) gmail.deliver(emailAddress, incoming(`page ${String(index)}`));
    const { body } = await ask('messages?maxResults=2');
    const token = String(body.nextPageToken);
    assert.equal((body.messages as Json[]).length, 2);
    const paths = [`messages?maxResults=2&pageToken=${token}`, `messages?q=in:inbox&pageToken=${token}`, 'messages?pageToken=x'];
    assert.deepEqual(await statuses([...paths, `history?startHistoryId=1&pageToken=${token}`]), [200, 400, 400, 400]);
  });

  test('history is known for a week, and not from the future', async () => {
    const { historyId } = (await ask('profile')).body;
    const later = String(Number(historyId) + 100);
    assert.deepEqual(await statuses([`history?startHistoryId=${String(historyId)}`, `history?startHistoryId=${later}`]), [200, 404]);
    gmail.deliver(emailAddress, incoming('then'));
    gmail.clock.advance(8 * 86_400);
    assert.equal((await ask(`history?startHistoryId=${String(historyId)}`)).status, 404);
  });

  test('spam shows only where it is asked for, and only what was sent stands in Sent', async () => {
    gmail.deliver(emailAddress, incoming('junk'), { labels: ['SPAM'] });
    const count = async (query: string) => ((await ask(`messages?${query}`)).body.messages as Json[] | undefined)?.length ?? 0;
    assert.deepEqual([await count('q=in:inbox'), await count('q=in:sent')], [7, 0]);
    assert.equal((await count('includeSpamTrash=true')) - (await count('')), 1);
    await gmail.google.send({ accessToken: consent(true), raw: google.letter(undefined, emailAddress) });
    assert.equal(await count('q=in:sent'), 1);
  });
});

describe('the stand-in for Graph is strict where it is read', () => {
  const emailAddress = 'strict@outlook.test';
  const consent = (mayRead: boolean) => outlook.consent({ emailAddress, displayName: 'Strict' }, { mayRead });
  const ask = (path: string, { accessToken = consent(true), prefer = 'IdType="ImmutableId"' } = {}) =>
    get(path.startsWith('http') ? path : `${outlook.url}/v1.0/me/${path}`, { authorization: `Bearer ${accessToken}`, prefer });
  const delta = 'mailFolders/inbox/messages/delta?$select=receivedDateTime';

  test('without the permission to read, without lasting ids, and for somebody else’s mailbox, nothing is shown', async () => {
    const id = outlook.deliver('carla.sample@outlook.test', incoming('for carla'));
    assert.equal((await ask(delta, { accessToken: consent(false) })).status, 403);
    assert.equal((await ask(delta, { prefer: '' })).status, 400);
    assert.equal((await ask(`messages/${id}/$value`)).status, 404);
  });

  test('headers are shown only where they are selected', async () => {
    outlook.deliver(emailAddress, incoming('one'));
    const [plain] = (await ask(delta)).body.value as Json[];
    assert.deepEqual(Object.keys(plain ?? {}).sort(), ['@odata.etag', 'id', 'receivedDateTime']);
    const [full] = (await ask(`${delta},internetMessageHeaders`)).body.value as Json[];
    assert.ok(Array.isArray(full?.internetMessageHeaders));
  });

  test('what is not known or not played is refused', async () => {
    const wrong = [
      ...[`${delta}&$top=5`, `${delta}&$filter=subject eq 'x'`, `${delta}&changeType=all`, 'mailFolders/inbox/messages/delta'],
      ...['mailFolders/inbox/messages/delta?$select=everything', "mailFolders/sentitems/messages?$filter=subject eq 'x'&$select=subject"],
    ];
    for (const path of wrong) assert.equal((await ask(path)).status, 400, path);
    assert.equal((await ask('mailFolders/nowhere/messages/delta?$select=subject')).status, 404);
  });

  test('a delta token ends after a week, and is good for its own folder alone', async () => {
    const link = String((await ask(delta)).body['@odata.deltaLink']);
    assert.equal((await ask(link)).status, 200);
    assert.equal((await ask(link.replace('inbox', 'junkemail'))).status, 410);
    outlook.clock.advance(8 * 86_400);
    const { status, body } = await ask(link);
    assert.deepEqual([status, (body.error as Json).code], [410, 'SyncStateNotFound']);
  });
});

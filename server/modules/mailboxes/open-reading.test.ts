import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '../../../test/contracts/scene.ts';
import { connectServerMailbox, consentInBrowser, readingServer } from '../../../test/harness/mailboxes.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { newId, readId } from '../../platform/ids.ts';
import { openReading } from './index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const elsewhere = await stranger(product);
const { tools } = product.app;
const own = readId('workspace', workspaceId);
const open = (mailboxId: string, inWorkspace = own) =>
  openReading(tools, { gmail: undefined as never, renewing: new Map() }, inWorkspace, mailboxId);
const closed = failure('reconnect', 'consent_missing_scope');

test('a mailbox of a mail server is opened at the server that was named for reading, and not where none was', async () => {
  const { rowId, address } = await connectServerMailbox(product, owner, { workspaceId, reads: true });
  assert.deepEqual(await open(rowId), { provider: 'imap', ...readingServer(product), username: address, password: 'sandbox' });
  const sends = await connectServerMailbox(product, owner, { workspaceId, address: 'sends@mail.test' });
  await assert.rejects(open(sends.rowId), closed);
});

test('a mailbox at Google is opened with the token that it sends by, where its member allowed reading and nowhere else', async () => {
  const connected = async (account: string, mode: 'send' | 'send_and_read') => {
    await consentInBrowser(owner, { workspaceId, provider: 'gmail', mode }, { account });
    const [row] = await asOwner(product.databaseUrl, 'select id from mailboxes where address = $1', [account]);
    return String(row?.id);
  };
  await assert.rejects(open(await connected('ada.sample@gmail.test', 'send')), closed);
  const opened = await open(await connected('bruno.sample@gmail.test', 'send_and_read'));
  assert.ok(opened.provider === 'gmail' && opened.accessToken.length > 20);
});

test('one of another workspace, or that is gone, is not opened', async () => {
  const [row] = await asOwner(product.databaseUrl, "select id from mailboxes where mode = 'send_and_read' order by connected_at limit 1");
  assert.ok(await open(String(row?.id)), 'in its own workspace it is');
  await assert.rejects(open(String(row?.id), readId('workspace', elsewhere.workspaceId)), closed);
  await assert.rejects(open(newId(tools.clock)), closed);
});

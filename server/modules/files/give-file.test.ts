import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { addLibraryFile, pdf } from '../../../test/harness/library.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct({ settings: { LIBRARY_MEGABYTES: '40' } });
const { owner, workspaceId } = await setUp(product);
const bytes = Buffer.concat([pdf, Buffer.alloc(19_000_000, 'some of what it holds')]);

/** Begins to take a file in, and then takes no more of it. */
async function slowly(fileId: string): Promise<IncomingMessage> {
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const url = `http://127.0.0.1:${String(product.port)}/api/workspaces/${workspaceId}/files/${fileId}/content`;
  const call = get(url, { headers: { cookie, host: new URL(product.url).host }, agent: false });
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  await once(answer, 'readable');
  return answer;
}

test('Many who take a file slowly cost a part of it each and not all of it, and whoever goes on gets it whole', async () => {
  const { status, file } = await addLibraryFile(owner, { workspaceId, name: 'long.pdf', bytes });
  assert.equal(status, 200);
  const before = process.memoryUsage().rss;
  const takers = await Promise.all(Array.from({ length: 30 }, () => slowly(file.id)));
  const more = process.memoryUsage().rss - before;
  const [first, ...others] = takers;
  assert.deepEqual([first?.statusCode, first?.headers['content-length']], [200, String(bytes.length)]);
  assert.ok(more < 0.25 * 30 * bytes.length, `${String(Math.round(more / 1e6))} MB more`);
  const taken: Buffer[] = [];
  for await (const part of first ?? []) taken.push(part as Buffer);
  assert.ok(Buffer.concat(taken).equals(bytes));
  for (const other of others) other.destroy();
  assert.equal((await owner.api.files.list({ workspaceId })).files.length, 1);
});

test('A file that is removed while somebody takes it breaks off, and is not taken for whole', async () => {
  const { file } = await addLibraryFile(owner, { workspaceId, name: 'short-lived.pdf', bytes });
  const answer = await slowly(file.id);
  await owner.api.files.remove({ workspaceId, fileId: file.id });
  await assert.rejects(async () => {
    for await (const _ of answer);
  });
  assert.equal(answer.complete, false);
});

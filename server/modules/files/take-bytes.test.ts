import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { after, test } from 'node:test';
import { sendPiece } from '../../../test/harness/importing.ts';
import { addLibraryFile, pdf } from '../../../test/harness/library.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { takeBytes } from './take-bytes.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);

/** Gives a byte every few milliseconds, and no end. */
const trickle = () =>
  new ReadableStream<Uint8Array>({
    async pull(taker) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      taker.enqueue(new Uint8Array(1));
    },
  });
const silent = () => new ReadableStream<Uint8Array>({});

test('A file is taken whole; one of which nothing comes any more, or that comes without end, is refused in words of its own', async () => {
  assert.deepEqual(await takeBytes(new Blob(['one and ', 'another']).stream()), Buffer.from('one and another'));
  await assert.rejects(takeBytes(silent(), { silentSeconds: 0.02, wholeSeconds: 5 }), /came too slowly/);
  await assert.rejects(takeBytes(trickle(), { silentSeconds: 5, wholeSeconds: 0.05 }), /did not arrive within 0.05 seconds/);
});

const begun: ClientRequest[] = [];
after(() => {
  for (const call of begun) call.destroy();
});
/** Begins to send a file for the library, and does not go on; resolves once it is turned away. */
async function beginFile(name: string): Promise<number | undefined> {
  const cookie = [...owner.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const call = request({
    ...{ host: '127.0.0.1', port: product.port, path: `/api/workspaces/${workspaceId}/files/named/${name}`, method: 'PUT', agent: false },
    headers: { cookie, host: new URL(product.url).host, 'content-type': 'application/octet-stream', 'content-length': '1000' },
  });
  begun.push(call);
  call.on('error', () => undefined);
  call.write('%PDF-');
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

test('Files for the library that come slowly keep nobody from an import', async () => {
  // More than may be sent and wait, whether or not imports wait with them.
  const turnedAway = await Promise.race(Array.from({ length: 26 }, (_, index) => beginFile(`slow-${String(index)}.pdf`)));
  assert.equal(turnedAway, 503);
  const { id } = await owner.api.imports.begin({ workspaceId, fileName: 'people.csv' });
  const answer = await sendPiece({ owner, workspaceId }, id, 'email\nines@example.org\n');
  assert.equal(answer.status, 200, await answer.text());
  for (const call of begun.splice(0)) call.destroy();
  assert.equal((await addLibraryFile(owner, { workspaceId, name: 'quick.pdf', bytes: pdf })).status, 200, 'their places are free again');
});

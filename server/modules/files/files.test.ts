import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addLibraryFile, png, pdf } from '../../../test/harness/library.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { invite, setUp, stranger, type Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { newId, readId } from '../../platform/ids.ts';
import { createShelf, inLines } from './shelf.ts';

const product = await startProduct({ settings: { LIBRARY_MEGABYTES: '2' } });
const { owner, workspaceId } = await setUp(product);
const one = { workspaceId };
const add = (name: string, bytes: Uint8Array, by: Visitor = owner) => addLibraryFile(by, { workspaceId, name, bytes });

describe('the library', () => {
  it('keeps a file as it came, says what it is by its bytes, and gives it back', async () => {
    const bytes = Buffer.concat([pdf, Buffer.alloc(600_000, 7)]);
    const { status, file } = await add('Bericht für Wien.pdf', bytes);
    assert.equal(status, 200);
    assert.deepEqual(
      { name: file.name, type: file.mediaType, bytes: file.bytes, isImage: file.isImage },
      {
        ...{ name: 'Bericht für Wien.pdf', type: 'application/pdf' },
        ...{ bytes: bytes.length, isImage: false },
      },
    );
    const given = await owner.api.files.content({ ...one, fileId: file.id });
    assert.deepEqual(Buffer.from(await given.arrayBuffer()), bytes);
    const answer = await owner.request(`/api/workspaces/${workspaceId}/files/${file.id}/content`);
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const { files, bytes: all, mostBytes } = await owner.api.files.list(one);
    assert.deepEqual([files.map(({ name }) => name), all, mostBytes], [['Bericht für Wien.pdf'], bytes.length, 2_000_000]);
  });

  it('takes no second file of a name, however it is written, and none that makes it too large', async () => {
    assert.deepEqual(await add('bericht FU\u0308R wien.pdf', pdf).then(({ status, code }) => [status, code]), [409, 'file_name_taken']);
    const large = Buffer.concat([pdf, Buffer.alloc(1_900_000)]);
    assert.deepEqual(await add('large.pdf', large).then(({ status, code }) => [status, code]), [422, 'library_full']);
    const tooLarge = Buffer.concat([pdf, Buffer.alloc(20_000_000)]);
    assert.deepEqual(await add('larger.pdf', tooLarge).then(({ status, code }) => [status, code]), [400, 'file_too_large']);
  });

  it('is for members who write, and says to nobody else that it is there', async () => {
    const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
    assert.equal((await add('viewer.pdf', pdf, viewer)).status, 403);
    const { files } = await viewer.api.files.list(one);
    await assert.rejects(viewer.api.files.content({ ...one, fileId: files[0]?.id ?? '' }), { code: 'NOT_ALLOWED' });
    const { visitor: other, workspaceId: elsewhere } = await stranger(product);
    await assert.rejects(other.api.files.content({ workspaceId: elsewhere, fileId: files[0]?.id ?? '' }), { code: 'NOT_FOUND' });
    await assert.rejects(other.api.files.remove({ workspaceId: elsewhere, fileId: files[0]?.id ?? '' }), { code: 'NOT_FOUND' });
    assert.deepEqual((await other.api.files.list({ workspaceId: elsewhere })).files, []);
  });

  it('lets a file go with all that it held', async () => {
    const { file } = await add('gone.png', png);
    assert.equal(file.isImage, true);
    await owner.api.files.remove({ ...one, fileId: file.id });
    const [left] = await asOwner(product.databaseUrl, 'select count(*)::int4 as parts from file_parts where file_id = $1', [
      readId('file', file.id),
    ]);
    assert.equal(left?.['parts'], 0);
    await assert.rejects(owner.api.files.content({ ...one, fileId: file.id }), { code: 'NOT_FOUND' });
  });
});

describe('a shelf', () => {
  it('gives files by name, encoded as a message wants them, reads each once, and knows no file of another workspace', async () => {
    const shelf = createShelf(product.app.tools);
    const workspace = readId('workspace', workspaceId);
    const [first, second] = await Promise.all([shelf(workspace, 'BERICHT für wien.pdf'), shelf(workspace, 'Bericht für Wien.pdf')]);
    assert.equal(first?.encoded, second?.encoded, 'one reading for both');
    assert.equal(await shelf(workspace, 'nothing.pdf'), undefined);
    assert.equal(await shelf(newId(product.clock), 'Bericht für Wien.pdf'), undefined);
  });

  it('encodes any bytes in lines that decode to the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => {
        const text = Buffer.from(inLines(bytes)).toString('latin1');
        assert.ok(text.endsWith('\r\n') && text.split('\r\n').every((line) => line.length <= 76));
        assert.deepEqual(new Uint8Array(Buffer.from(text, 'base64')), bytes);
      }),
    );
  });
});

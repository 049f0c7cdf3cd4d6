import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import type { FileToCompose, ImageToCompose } from './compose-file.ts';
import { CannotCompose, messageIdFor } from './compose-message.ts';
import { composeOutreach, type OutreachToCompose } from './compose-outreach.ts';

const plain: OutreachToCompose = {
  from: { name: 'Jo Smith', address: 'jo@example.org' },
  to: { name: 'Ana', address: 'ana@example.eu' },
  subject: 'A wish',
  html: '<p>Dear Ana, <img src="cid:one@example.org" alt="a map"></p>\n',
  text: 'Dear Ana, a map',
  messageId: messageIdFor('dlv_01', 1, 'example.org'),
  date: new Date('2026-11-22T01:02:03Z'),
};

const encoded = (content: Uint8Array) => Buffer.from(`${Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`);
const file = (name: string, content: Uint8Array, mediaType = 'application/pdf'): FileToCompose => ({
  name,
  mediaType,
  encoded: encoded(content),
});
const image = (contentId: string, content: Uint8Array): ImageToCompose => ({ ...file('map.png', content, 'image/png'), contentId });

/** What two parsers, neither of which knows of the other, read in the same bytes. */
async function readings(bytes: Uint8Array) {
  const postal = await PostalMime.parse(bytes);
  const mailparser = await simpleParser(Buffer.from(bytes), { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  return [
    {
      by: 'postal-mime',
      html: postal.html ?? '',
      text: postal.text ?? '',
      files: postal.attachments.map(({ filename, content, mimeType, contentId, disposition }) => ({
        ...{ name: filename, mimeType, disposition, contentId: contentId ?? null },
        content: Buffer.from(content as ArrayBuffer).toString('hex'),
      })),
    },
    {
      by: 'mailparser',
      html: mailparser.html || '',
      text: mailparser.text ?? '',
      files: mailparser.attachments.map(({ filename, content, contentType, contentDisposition, contentId }) => ({
        ...{ name: filename ?? null, mimeType: contentType, disposition: contentDisposition, contentId: contentId ?? null },
        content: content.toString('hex'),
      })),
    },
  ];
}

const hex = (content: Uint8Array) => Buffer.from(content).toString('hex');

const names = fc.oneof(
  // A question mark is in no name of the library: postal-mime reads encoded words even where RFC 2231 has none.
  fc.string({ minLength: 1, maxLength: 150, unit: 'grapheme' }).filter((name) => !name.includes('?')),
  fc.constantFrom('Bericht für Wien.pdf', '報告書.pdf', `${'long '.repeat(28)}name.pdf`, `a"b\\c'd.pdf`, 'x%2Fy.pdf', 'a;b=c.pdf'),
);

describe('files in a message of a team', () => {
  it('are read back byte for byte under their names, whatever their names are', async () => {
    const some = fc.array(fc.record({ name: names, content: fc.uint8Array({ minLength: 1, maxLength: 400 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { maxLength: 3 }), async (files, images) => {
        const bytes = composeOutreach({
          ...plain,
          files: files.map(({ name, content }) => file(name, content)),
          images: images.map((content, index) => image(`image-${String(index)}@example.org`, content)),
        });
        const source = Buffer.from(bytes).toString('latin1');
        assert.match(source, /^[\t\r\n\x20-\x7E]*$/);
        assert.doesNotMatch(source, /(?<!\r)\n|\r(?!\n)/);
        for (const line of source.split('\r\n')) assert.ok(line.length <= 120, line);
        for (const read of await readings(bytes)) {
          assert.equal(read.html.trim(), plain.html.trim(), read.by);
          assert.equal(read.text.trim(), plain.text, read.by);
          const [shown, attached] = [
            read.files.filter((one) => one.disposition === 'inline'),
            read.files.filter((one) => one.disposition === 'attachment'),
          ];
          assert.deepEqual(
            attached.map(({ name, content }) => ({ name: blanksAside(name), content })),
            files.map(({ name, content }) => ({ name: blanksAside(name), content: hex(content) })),
            read.by,
          );
          assert.deepEqual(
            shown.map(({ contentId, content }) => ({ contentId, content })),
            images.map((content, index) => ({ contentId: `<image-${String(index)}@example.org>`, content: hex(content) })),
            read.by,
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('lie around the text: images beside its HTML, files outermost, whose boundary is the one of the message', () => {
    const kinds = (message: OutreachToCompose) =>
      Array.from(
        Buffer.from(composeOutreach(message))
          .toString('latin1')
          .matchAll(/^Content-Type: ([a-z]+\/[a-z]+)/gm),
        ([, kind]) => kind,
      );
    const [files, images] = [[file('a.pdf', Buffer.from('a'))], [image('one@example.org', Buffer.from('b'))]];
    const text = ['multipart/alternative', 'text/plain', 'text/html'];
    assert.deepEqual(kinds(plain), text);
    assert.deepEqual(kinds({ ...plain, images }), ['multipart/related', ...text, 'image/png']);
    assert.deepEqual(kinds({ ...plain, files }), ['multipart/mixed', ...text, 'application/pdf']);
    assert.deepEqual(kinds({ ...plain, files, images }), ['multipart/mixed', 'multipart/related', ...text, 'image/png', 'application/pdf']);
    const outermost = (message: OutreachToCompose) =>
      /boundary="([^"]+)"/.exec(Buffer.from(composeOutreach(message)).toString('latin1'))?.[1];
    assert.equal(outermost({ ...plain, files, images }), outermost(plain));
  });

  it('add no field and no part by what they are called', () => {
    const bytes = composeOutreach({ ...plain, files: [file('a.pdf"\r\nBcc: eve@example.org\r\n\r\n<script>', Buffer.from('x'))] });
    const source = Buffer.from(bytes).toString('latin1');
    assert.doesNotMatch(source, /^Bcc:/m);
    assert.doesNotMatch(source, /<script>/);
  });

  it('are refused under a type or a number that is none', () => {
    for (const mediaType of ['', 'text/html\r\nX: y', 'a b/c', 'application'])
      assert.throws(() => composeOutreach({ ...plain, files: [file('a', Buffer.from('x'), mediaType)] }), CannotCompose);
    assert.throws(() => composeOutreach({ ...plain, images: [image('<x>\r\nY: z', Buffer.from('x'))] }), CannotCompose);
  });
});

/** Parsers take blanks off the ends of a name. */
const blanksAside = (name: string | null | undefined) => (name ?? '').trim();

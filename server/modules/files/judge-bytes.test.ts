import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlobReader, ZipWriter, Uint8ArrayWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { Refusal } from '../../platform/errors.ts';
import { judgeBytes } from './judge-bytes.ts';
import { checkedName, nameKey } from './library-file.ts';

async function archive(names: readonly string[]): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const name of names) await zip.add(name, new BlobReader(new Blob(['x'])));
  return zip.close();
}
/** As LibreOffice writes one: what it is stands first, as it is. */
async function openDocument(names: readonly string[]): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  const plainly = { level: 0, dataDescriptor: false, extendedTimestamp: false } as const;
  await zip.add('mimetype', new BlobReader(new Blob(['application/vnd.oasis.opendocument.text'])), plainly);
  for (const name of names) await zip.add(name, new BlobReader(new Blob(['x'])));
  return zip.close();
}
const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const odt = bytes('PK\x03\x04', Array<number>(26).fill(0), 'mimetypeapplication/vnd.oasis.opendocument.text');

describe('what a file is', () => {
  it('is known by its bytes', async () => {
    const kinds: [string, Uint8Array, string][] = [
      ['a.pdf', bytes('%PDF-1.7\n'), 'application/pdf'],
      ['a.PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a]), 'image/png'],
      ['a.jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
      ['a.gif', bytes('GIF89a'), 'image/gif'],
      ['a.webp', bytes('RIFF', [0, 0, 0, 0], 'WEBP'), 'image/webp'],
      [
        'a.docx',
        await archive(['[Content_Types].xml', 'word/document.xml']),
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      ['a.xlsx', await archive(['xl/workbook.xml']), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['a.odt', await openDocument(['content.xml']), 'application/vnd.oasis.opendocument.text'],
      ['a.txt', bytes('Hello'), 'text/plain'],
      ['a.csv', bytes('a,b\n1,2\n'), 'text/csv'],
      ['a.ics', bytes('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'), 'text/calendar'],
    ];
    for (const [name, content, mediaType] of kinds) assert.equal(judgeBytes(name, content), mediaType, name);
  });

  it('is not what its name says: a name that says otherwise is refused', () => {
    assert.throws(() => judgeBytes('a.png', bytes('%PDF-1.7\n')), /This is a PDF, so its name has to end in \.pdf/);
    assert.throws(() => judgeBytes('invoice.pdf.exe', bytes('%PDF-1.7\n')), Refusal);
    assert.throws(() => judgeBytes('a.pdf', bytes('GIF89a')), /GIF/);
  });

  it('is never a program, a script, a page, a macro or an archive, whatever it is called', async () => {
    const hostile: [string, Uint8Array][] = [
      ['a.pdf', bytes('MZ', Array<number>(80).fill(0))],
      ['a.txt', bytes([0x7f], 'ELF')],
      ['a.txt', bytes([0xca, 0xfe, 0xba, 0xbe])],
      ['a.txt', bytes('#!/bin/sh\nrm -rf /')],
      ['a.txt', bytes('  <!DOCTYPE html><p>')],
      ['a.csv', bytes('x,<script>alert(1)</script>')],
      ['a.txt', bytes('<svg onload=alert(1)>')],
      ['a.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['a.txt', bytes('<?php system($_GET[0]);')],
      ['a.js', bytes('alert(1)')],
      ['a.bat', bytes('del *.*')],
      ['a.ps1', bytes('Remove-Item *')],
      ['a.docx', await archive(['word/document.xml', 'word/vbaProject.bin'])],
      ['a.docm', await archive(['word/document.xml'])],
      ['a.zip', await archive(['setup.exe'])],
      ['a.docx', await archive(['setup.exe'])],
      ['a.docx', bytes('PK\x03\x04', Array<number>(40).fill(1))],
      ['a.odt', odt],
      ['a.odt', await openDocument(['content.xml', 'Basic/Standard/Module1.xml'])],
      ['a.odt', await openDocument(['content.xml', 'Scripts/python/pay.py'])],
      ['a.odt', await openDocument(['content.xml', 'scripts/beanshell/pay.bsh'])],
      ['a.odt', await openDocument(['content.xml', 'Object 1/Scripts/javascript/pay.js'])],
      ['a.doc', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
      ['a.txt', bytes([0xff, 0xfe, 0x41, 0])],
      ['a.txt', bytes('a\0b')],
      ['a.txt', bytes()],
    ];
    for (const [name, content] of hostile) assert.throws(() => judgeBytes(name, content), Refusal, `${name} ${content.toString()}`);
  });

  it('is decided for any bytes without a fault, and by nothing but an ending that fits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pdf', 'txt', 'docx', 'exe', ''),
        fc.uint8Array({ maxLength: 200 }),
        fc.boolean(),
        (ending, content, isZip) => {
          try {
            judgeBytes(`a.${ending}`, isZip ? bytes('PK\x03\x04', [...content]) : content);
            assert.notEqual(ending, 'exe');
          } catch (error) {
            assert.ok(error instanceof Refusal);
          }
        },
      ),
    );
  });
});

describe('the name of a file', () => {
  it('is plain: no path, no field, no mark that nobody sees or that turns the reading, nothing that systems refuse', () => {
    const hostile = [
      ...[
        '',
        '  ',
        '../../x.pdf',
        'a/b.pdf',
        'a\\b.pdf',
        'annex\u202Efdp.txt',
        'a\u200B.pdf',
        'a\0.pdf',
        'a\r\nBcc: x.pdf',
        'a\u0085.pdf',
        'a\u2028.pdf',
      ],
      ...[
        '.htaccess',
        'a.',
        'CON.pdf',
        'lpt1',
        'a"b.pdf',
        '{{ x }}.pdf',
        'a%2F.pdf',
        '=?utf-8?q?a?=.pdf',
        `${'a'.repeat(147)}.pdf`,
        'a\uD800.pdf',
      ],
    ];
    for (const name of hostile) assert.throws(() => checkedName(name), Refusal, JSON.stringify(name));
    for (const name of ['Bericht für Wien (2).pdf', '報告書.pdf', 'a & b, c.pdf']) assert.equal(checkedName(name), name);
  });

  it('is the same however its capitals and accents are written', () => {
    assert.equal(nameKey(' ÉTÉ.pdf'), nameKey('e\u0301te\u0301.PDF '));
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'vite';
import { launchBrowser } from '../../test/harness/browser.ts';
import type { Found, ReadDraft } from '../reading/draft.ts';

const folder = join(import.meta.dirname, 'pages');
const names = readdirSync(folder).map((name) => name.replace('.html', ''));
const [built] = (await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    write: false,
    target: 'chrome123',
    lib: { entry: join(import.meta.dirname, 'reader.ts'), formats: ['iife'], name: 'tests' },
  },
})) as unknown as { output: { code: string }[] }[];
const reader = built?.output[0]?.code ?? '';
const browser = await launchBrowser();
after(() => browser.close());
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

async function open(name: string, { search = '', slowly }: { search?: string; slowly?: () => Promise<void> } = {}) {
  const context = await browser.newContext();
  const asked: string[] = [];
  await context.route('**/*', async (route) => {
    const { pathname, host } = new URL(route.request().url());
    asked.push(`${host}${pathname}`);
    if (pathname === `/mail/u/0/`) return route.fulfill({ contentType: 'text/html', body: readFileSync(join(folder, `${name}.html`)) });
    if (pathname.endsWith('slow.png')) await slowly?.();
    if (/picture|slow/.test(pathname)) return route.fulfill({ contentType: 'image/png', body: picture });
    return route.fulfill({ status: 404, body: '' });
  });
  const page = await context.newPage();
  await page.goto(`https://mail.google.com/mail/u/0/${search}`);
  await page.addScriptTag({ content: reader });
  return { page, asked, ask: <Result>(what: string) => page.evaluate<Result>(`reader.${what}`) };
}

async function readAll(name: string, search = ''): Promise<ReadDraft[]> {
  const { page, ask } = await open(name, { search });
  const drafts = await ask<ReadDraft[]>('readAll()');
  await page.context().close();
  return drafts;
}

async function readOne(name: string, search = ''): Promise<ReadDraft> {
  const drafts = await readAll(name, search);
  assert.equal(drafts.length, 1, `${name}: ${String(drafts.length)} drafts were found`);
  return drafts[0]!;
}

const ines = { email: 'ines.falk@council.example.org', name: 'Ines Falk' };
const bo = { email: 'bo@council.example.org', name: 'Bo Sample' };

interface Expected {
  search?: string;
  subject: string;
  says: RegExp;
  recipients: { email: string; name: string }[];
  attachments?: string[];
  account?: string;
  notes?: RegExp[];
  never?: RegExp;
}

const expected: Record<string, Expected> = {
  window: {
    subject: 'The ford',
    says: /Hello \{\{ first_name \}\},.*the <b>ford<\/b> closes on <i>Monday<\/i>. <a href="https:\/\/example.org\/ford">/s,
    recipients: [ines, bo],
    attachments: ['Plan of the ford.pdf'],
    account: 'hana@example.org',
  },
  'inline-reply': {
    subject: 'Re: The ford closes',
    says: /Thank you, I will come/,
    recipients: [{ email: 'stranger@example.org', name: 'Stranger' }],
    notes: [/quoted/],
    never: /secret words|wrote/,
  },
  'pop-out': {
    search: '?view=btop',
    subject: 'In a page of its own',
    says: /<b>ford<\/b>/,
    recipients: [ines],
    account: 'hana@example.org',
  },
  'full-screen': { subject: 'Wide and high', says: /<b>ford<\/b>/, recipients: [ines, bo], account: 'hana@example.org' },
  'plain-text': {
    subject: 'Plain words',
    says: /Hello Ines,<br><br>5 &lt; 6 &amp; 7 &gt; 2<br>Hana/,
    recipients: [ines],
    account: 'hana@example.org',
  },
  'right-to-left': {
    subject: 'المعبر مغلق',
    says: /<div dir="rtl">مرحبا \{\{ first_name \}\}، <b>المعبر<\/b>/,
    recipients: [{ ...ines, name: 'إيناس فالك' }],
    attachments: ['خطة.pdf'],
    account: 'hana@example.org',
  },
  'another-language': {
    subject: 'Die Furt',
    says: /Guten Tag/,
    recipients: [ines],
    attachments: ['Lageplan der Furt.pdf'],
    account: 'hana@example.org',
  },
  'renamed-classes': {
    subject: 'Nothing is called as before',
    says: /still <em>here<\/em>/,
    recipients: [ines],
    attachments: ['Map of the ford.png'],
  },
  signature: {
    subject: 'Signed',
    says: /see you there/,
    recipients: [ines],
    account: 'hana@example.org',
    notes: [/signature/],
    never: /Sample Mills|--/,
  },
  images: {
    subject: 'With pictures',
    says: /alt="typed in"/,
    recipients: [ines],
    account: 'hana@example.org',
    notes: [/One picture was too large or could not be read/],
    never: /blob:|mail\.google|not there/,
  },
  'first-account': { subject: 'From the first', says: /as one/, recipients: [ines], account: 'one@example.org' },
  'second-account': { subject: 'From the second', says: /as another/, recipients: [bo], account: 'other@example.org' },
  older: {
    subject: 'As it was',
    says: /<div>Hello,<\/div><div><br><\/div><div>the ford closes.<\/div>/,
    recipients: [
      { ...ines, name: 'Falk, Ines' },
      { ...bo, name: '' },
    ],
  },
  'drive-and-confidential': {
    subject: '',
    says: /href="https:\/\/drive.google.com\/file\/d\/1\/view".*color: rgb\(168, 50, 42\)/s,
    recipients: [],
    account: 'hana@example.org',
    never: /expires/,
  },
  contradiction: {
    subject: 'What is seen',
    says: /Text/,
    recipients: [ines],
    account: 'hana@example.org',
    notes: [/two different things about the subject/],
  },
};

for (const [name, { search, subject, says, recipients, attachments = [], account = '', notes = [], never = /<script/ }] of Object.entries(
  expected,
))
  test(`${name}: what its user sees in the compose window is what is read, and no word around it`, async () => {
    const read = await readOne(name, search);
    assert.deepEqual(
      { subject: read.subject, recipients: read.recipients, attachments: read.attachments, account: read.account },
      { subject, recipients, attachments, account },
    );
    assert.match(read.html, says);
    assert.doesNotMatch(read.html, never);
    assert.doesNotMatch(read.html, /stranger@|What somebody/);
    assert.equal(read.notes.length, notes.length, read.notes.join('\n'));
    for (const [index, note] of notes.entries()) assert.match(read.notes[index] ?? '', note);
  });

test('five compose windows are five drafts, each with its own recipients', async () => {
  const drafts = await readAll('several');
  assert.deepEqual(
    drafts.map(({ subject, html, recipients }) => [subject, html, recipients[0]?.email]),
    [1, 2, 3, 4, 5].map((n) => [`Draft ${String(n)}`, `<div>Text ${String(n)}</div>`, `p${String(n)}@example.org`]),
  );
});

test('where no draft is open none is found, whatever else one can write into', async () => {
  assert.deepEqual(await readAll('no-draft'), []);
});

test('pictures that Gmail holds come along as they are, those of the web stay addresses and are not loaded by us', async () => {
  const { page, asked, ask } = await open('images');
  const before = asked.length;
  const [draft] = await ask<ReadDraft[]>('readAll()');
  const during = asked.slice(before);
  await page.context().close();
  assert.equal(draft?.html.match(/src="data:image\/png;base64,/g)?.length, 3);
  assert.match(draft.html, /src="https:\/\/pictures\.example\.org\/a\.png"/);
  assert.ok(!during.some((address) => address.startsWith('pictures.example.org')));
});

test('a window that closes while it is read gives a sentence and nothing half', async () => {
  let loads = 0;
  const { page, ask } = await open('closing', {
    slowly: async () => {
      if (++loads > 1) await page.evaluate('closeNow()');
    },
  });
  await assert.rejects(ask('readFirst()'), /closed while it was read/);
  assert.equal(loads, 2);
  await page.context().close();
});

test('the place of each draft is known: window, conversation, page of its own', async () => {
  const places = async (name: string, search = '') => {
    const { page, ask } = await open(name, { search });
    const found = await ask<string[]>('places()');
    await page.context().close();
    return found;
  };
  assert.deepEqual(await places('window'), ['window']);
  assert.deepEqual(await places('inline-reply'), ['inline']);
  assert.deepEqual(await places('pop-out', '?view=btop'), ['alone']);
});

test('on the ordinary window at least two ways agree on each field, so that one of them may break', async () => {
  const { page, ask } = await open('window');
  const [found] = await ask<Found[]>('test()');
  await page.context().close();
  for (const [field, { by, against }] of Object.entries(found ?? {})) {
    assert.ok(by.length >= (field === 'subject' ? 1 : 2), `${field}: ${by.join(', ')}`);
    assert.deepEqual(against, [], field);
  }
});

test('every recorded page is judged by a test', () => {
  const judged = new Set([...Object.keys(expected), 'several', 'no-draft', 'closing']);
  assert.ok(names.length >= 12);
  assert.deepEqual(
    names.filter((name) => !judged.has(name)),
    [],
  );
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../harness/axe.ts';
import { asOwner } from '../harness/database.ts';
import { fullChromium, launchExtended, noChromium, type Extended } from '../harness/extension.ts';
import { password, setUp, stranger } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

// The extension in a whole Chromium, on recorded pages of Gmail, against a running copy. Elsewhere this file says that it was skipped.
const skip = fullChromium === undefined ? noChromium : false;

const recorded = (name: string) => readFileSync(join(import.meta.dirname, `../../extension/test/pages/${name}.html`), 'utf8');
const pages = {
  '/mail/u/0/': recorded('window'),
  '/mail/u/1/': recorded('second-account'),
  '/mail/u/2/': recorded('several'),
  '/mail/u/3/': recorded('images'),
  '/mail/u/0/picture.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const product = await startProduct({ clock: testClock(new Date()) });
const { owner, workspaceId } = await setUp(product);

/** What stands between extension and product: passes on, or does what a test says. */
type Answering = (request: IncomingMessage, response: ServerResponse, passOn: () => Promise<void>) => void | Promise<void>;
let answering: Answering | undefined;
let asked: { path: string; origin: string | undefined; cookie: string | undefined }[] = [];
const between = createServer((request, response) => {
  asked.push({ path: request.url ?? '', origin: request.headers.origin, cookie: request.headers.cookie });
  const passOn = async () => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name !== 'host' && name !== 'connection'),
    ) as Record<string, string>;
    const answer = await fetch(`${product.url}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers,
      ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  void (answering ? answering(request, response, passOn) : passOn());
}).listen(0, '127.0.0.1');
await once(between, 'listening');
const server = `http://127.0.0.1:${String((between.address() as AddressInfo).port)}`;

let extended: Extended;
let panel: Page;
let gmail: Page;
before(async () => {
  if (skip) return;
  extended = await launchExtended(pages);
  extended.context.setDefaultTimeout(15_000);
});
after(async () => {
  if (!skip) await extended.close();
  between.closeAllConnections();
  between.close();
});

const newCode = async (who = owner, where = workspaceId) => {
  await who.api.account.confirm({ password });
  return (await who.api.extension.beginPairing({ workspaceId: where })).code;
};
const campaigns = () => asOwner(product.databaseUrl, 'select id, name from outreach_campaigns order by created_at');
const tokensOf = async () => (await owner.api.workspaces.tokens({ workspaceId })).tokens;

async function look(t: TestContext, page: Page, name: string): Promise<void> {
  await lookAt(page, `extension-${name}`);
  const dark = await axeFindings(page, {});
  assert.deepEqual(dark.violations, []);
  t.diagnostic(`${name} was looked at`);
}

/** Reads the draft of a page of Gmail, by the button in its window. */
async function readDraft(path: string): Promise<void> {
  gmail = await extended.context.newPage();
  await gmail.goto(`https://mail.google.com${path}`);
  await gmail.getByRole('button', { name: 'To Antiphon' }).click();
  await gmail.getByRole('button', { name: 'Shown in the side panel' }).waitFor();
}

async function connect(code = newCode(), to = 'River Watch'): Promise<void> {
  const options = await extended.open('options');
  await options.getByLabel('Address of the server').fill(server);
  await options.getByLabel('Code', { exact: true }).fill(await code);
  await options.getByRole('button', { name: 'Connect', exact: true }).click();
  await options.getByText(`Connected to ${to}.`).waitFor();
  await options.close();
}

test('a wrong address and a wrong code are said in a sentence', { skip }, async (t) => {
  const options = await extended.open('options');
  const say = async (address: string, code: string, sentence: RegExp) => {
    await options.getByLabel('Address of the server').fill(address);
    await options.getByLabel('Code', { exact: true }).fill(code);
    await options.getByRole('button', { name: 'Connect', exact: true }).click();
    await options.locator('#said').getByText(sentence).waitFor();
  };
  await say('http://antiphon.example.org', 'K7MP-4XQZ', /has to begin with https/);
  await say('https://user:word@antiphon.example.org', 'K7MP-4XQZ', /stands before the @/);
  await say(server, 'K7MP-4XQZ', /wrong, used, or over/);
  await say('http://127.0.0.1:1', 'K7MP-4XQZ', /not reached/);
  await look(t, options, 'options');
  await options.close();
});

test('it is connected by a code, and stands in the list of tokens with what it may do', { skip }, async () => {
  // A browser that is signed in there, too: its cookie stays where it is.
  await extended.context.addCookies([{ name: 'antiphon_session', value: 'sample', url: server }]);
  await connect();
  const [token] = await tokensOf();
  assert.equal(token?.name, 'Browser extension');
  assert.deepEqual(token.permissions, ['outreach.read', 'outreach.change']);
});

test('what the button in a window read is shown before anything is sent', { skip }, async (t) => {
  asked = [];
  await readDraft('/mail/u/0/');
  assert.ok(asked.every(({ path }) => !path.includes('taken-drafts')));
  panel = await extended.open('panel');
  await panel.getByText('Written in Gmail as hana@example.org.').waitFor();
  assert.equal(await panel.getByLabel('Subject').first().inputValue(), 'The ford');
  await panel.frameLocator('iframe').getByText('the ford closes on Monday').waitFor();
  await panel.getByText('Take its 2 recipients along').waitFor();
  await panel.getByText('Ines Falk, ines.falk@council.example.org').waitFor();
  await panel.getByText('not taken along: Plan of the ford.pdf').waitFor();
  await panel.getByText('Connected to River Watch').waitFor();
  await look(t, panel, 'panel-draft');
  assert.deepEqual(await campaigns(), []);
});

test('handed over, it is a draft of a new campaign with its recipients, and nothing of it stays in the browser', { skip }, async (t) => {
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.getByText('“The ford” is in the campaign. 2 recipients were added.').waitFor();
  const [made] = await campaigns();
  assert.equal(made?.['name'], 'The ford');
  const href = await panel.getByRole('link', { name: 'Open the campaign' }).getAttribute('href');
  assert.match(href ?? '', new RegExp(`^${server}/w/[a-z0-9-]+/outreach/otr_${String(made['id']).replaceAll('-', '')}$`));
  const kept = await panel.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
  );
  assert.doesNotMatch(kept, /ines\.falk|closes on/);
  await look(t, panel, 'panel-sent');
});

test('the page of Gmail comes near neither the token nor what is kept', { skip }, async () => {
  const seen = (await gmail.evaluate(() => typeof (globalThis as { chrome?: { storage?: unknown } }).chrome?.storage)) as string;
  assert.equal(seen, 'undefined');
  const session = await extended.context.newCDPSession(gmail);
  const worlds: { id: number; name: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push({ id: context.id, name: context.name }));
  await session.send('Runtime.enable');
  const own = worlds.find(({ name }) => name === 'Antiphon for Gmail') ?? assert.fail('The script in Gmail’s page was not found.');
  const ask = async (expression: string) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId: own.id,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return exceptionDetails ? 'refused' : (result.value as unknown);
  };
  assert.equal(await ask('chrome.storage.local.get(null)'), 'refused');
  assert.equal(
    await ask("chrome.runtime.sendMessage({ kind: 'state' }).then((state) => JSON.stringify(state) ?? 'nothing')"),
    '{"ok":true}',
  );
  assert.ok(asked.length > 0);
  assert.ok(asked.every(({ cookie }) => cookie === undefined));
});

test('into a campaign that is a draft it goes as a further message', { skip }, async () => {
  await readDraft('/mail/u/1/');
  await panel.reload();
  await panel.getByText('Written in Gmail as other@example.org.').waitFor();
  await panel.getByLabel('Into').selectOption({ label: 'The ford' });
  await panel.getByLabel('As').selectOption('further');
  await panel.getByLabel(/Take its recipient along/).uncheck();
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.getByText('“From the second” is in the campaign. 0 recipients were added.').waitFor();
  const steps = await asOwner(product.databaseUrl, 'select subject from outreach_texts where version = 3 order by position');
  assert.deepEqual(
    steps.map(({ subject }) => subject),
    ['The ford', 'From the second'],
  );
});

test('a worker that is ended in mid-export loses nothing and doubles nothing', { skip }, async () => {
  await readDraft('/mail/u/0/');
  await panel.reload();
  const subject = panel.getByLabel('Subject').first();
  await subject.fill('Ended midway');
  let reached = () => {};
  const arrived = new Promise<void>((resolve) => (reached = resolve));
  // The product takes it, and its answer never comes back: the worst moment.
  answering = async (request, _response, passOn) => {
    if (!request.url?.includes('taken-drafts')) return passOn();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answer = await fetch(`${product.url}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
      body: Buffer.concat(parts),
    });
    assert.equal(answer.status, 200);
    reached();
  };
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await arrived;
  await extended.endWorker();
  answering = undefined;
  await panel.reload();
  // Nobody presses anything: an open panel tries again by itself.
  await panel.getByText('“Ended midway” is in the campaign.').waitFor({ timeout: 40_000 });
  assert.equal((await campaigns()).filter(({ name }) => name === 'Ended midway').length, 1);
  await panel.getByText('Ended midway', { exact: true }).waitFor({ state: 'detached' });
});

test(
  'a server that is away, asks to wait, or finds it too large: each is said, and the draft is kept with where it was meant',
  { skip },
  async (t) => {
    await readDraft('/mail/u/0/');
    await panel.reload();
    await panel.getByLabel('Subject').first().fill('On a bad day');
    await panel.getByLabel('Into').selectOption({ label: 'The ford' });
    await panel.getByLabel('As').selectOption('further');
    answering = (request) => void request.socket.destroy();
    await panel.getByRole('button', { name: 'Hand it over' }).click();
    await panel.getByText('The server was not reached. The draft is kept here.').waitFor();
    await panel.getByText(/The server was not reached\. That was just now/).waitFor();
    await look(t, panel, 'panel-waiting');
    answering = (_request, response) => void response.writeHead(429, { 'retry-after': '90' }).end('{}');
    await panel.getByRole('button', { name: 'Try now' }).click();
    await panel.getByText('The server asks to wait 2 minutes. The draft is kept here.').waitFor();
    answering = (_request, response) => void response.writeHead(413).end('too large');
    await panel.getByRole('button', { name: 'Try now' }).click();
    await panel.getByText('This is too large for the server.').waitFor();
    await look(t, panel, 'panel-refused');
    answering = undefined;
    await panel.getByRole('button', { name: 'Look at it again' }).click();
    await panel.getByLabel('As').waitFor();
    assert.equal(await panel.getByLabel('As').inputValue(), 'further');
    await panel.getByRole('button', { name: 'Hand it over' }).click();
    await panel.getByText('“On a bad day” is in the campaign.').waitFor();
    const texts = await asOwner(product.databaseUrl, 'select subject from outreach_texts where version = 4 order by position');
    assert.deepEqual(
      texts.map(({ subject }) => subject),
      ['The ford', 'From the second', 'On a bad day'],
    );
  },
);

test('a token that was revoked is said, and what waits goes when it is connected again', { skip }, async () => {
  const [token] = await tokensOf();
  await owner.api.workspaces.removeToken({ workspaceId, tokenId: token?.id ?? '' });
  await readDraft('/mail/u/0/');
  await panel.reload();
  await panel.getByLabel('Subject').first().fill('After the token');
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.locator('#waiting').getByText('it was revoked or is over. Connect again. The draft is kept here.').waitFor();
  await connect();
  await panel.getByText('“After the token” is in the campaign.').waitFor();
});

test('a draft that waits for one workspace is given to no other that is connected meanwhile', { skip }, async () => {
  const elsewhere = await stranger(product);
  await readDraft('/mail/u/0/');
  await panel.reload();
  await panel.getByLabel('Subject').first().fill('For River Watch alone');
  answering = (request) => void request.socket.destroy();
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.getByText('The server was not reached. The draft is kept here.').waitFor();
  answering = undefined;
  await connect(newCode(elsewhere.visitor, elsewhere.workspaceId), 'Elsewhere');
  await panel.getByText('It was handed over to River Watch, and waits until that is connected again.').waitFor();
  await panel.getByRole('button', { name: 'Try now' }).click();
  assert.deepEqual((await elsewhere.visitor.api.outreach.list({ workspaceId: elsewhere.workspaceId })).campaigns, []);
  await connect();
  await panel.getByText('“For River Watch alone” is in the campaign.').waitFor();
});

test('of five open drafts the one that is chosen in the panel is read, and no other', { skip }, async () => {
  gmail = await extended.context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/2/');
  for (const other of extended.context.pages())
    if (other !== gmail && other.url().startsWith('https://mail.google.com')) await other.close();
  await panel.reload();
  await panel.getByRole('button', { name: 'Show open drafts' }).click();
  assert.equal(await panel.getByRole('button', { name: /^Draft \d in a window$/ }).count(), 5);
  await panel.getByRole('button', { name: 'Draft 4 in a window' }).click();
  await panel.frameLocator('iframe').getByText('Text 4').waitFor();
  const read = await panel.evaluate(async () => JSON.stringify(await chrome.storage.session.get('read')));
  assert.doesNotMatch(read, /Text [1235]|p[1235]@/);
  await panel.getByRole('button', { name: 'Not now' }).click();
});

test('pictures in the text go into the library once, and stand in the message where they stood', { skip }, async () => {
  const other = gmail;
  await readDraft('/mail/u/3/');
  await panel.reload();
  await panel.getByText('One picture was too large or could not be read, and was left out.').waitFor();
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.getByText('“With pictures” is in the campaign.').waitFor();
  const files = await asOwner(product.databaseUrl, 'select name, media_type from files');
  assert.equal(files.length, 1);
  const name = String(files[0]?.['name']);
  assert.match(name, /^gmail-[0-9a-f]{16}\.png$/);
  assert.equal(files[0]?.['media_type'], 'image/png');
  const [text] = await asOwner(product.databaseUrl, "select html from outreach_texts where subject = 'With pictures'");
  assert.equal(String(text?.['html']).split(`data-file="${name}"`).length - 1, 3);
  assert.match(String(text?.['html']), /src="https:\/\/pictures\.example\.org\/a\.png"/);
  await gmail.close();
  gmail = other;
});

test('a merge tag goes where one last wrote', { skip }, async () => {
  await panel.getByRole('button', { name: 'first_name' }).waitFor();
  await gmail.bringToFront();
  const body = gmail.getByRole('textbox', { name: 'Message Body' }).nth(1);
  await body.click();
  await gmail.keyboard.press('End');
  await panel.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('button.tag'))
      if (button.textContent === 'first_name') button.click();
  });
  await panel.getByText('{{ first_name }} was put into the draft.').waitFor();
  await gmail.getByText('{{ first_name }}').waitFor();
  assert.match((await body.textContent()) ?? '', /Text \d\{\{ first_name \}\}\s*$/);
});

test('the paste box needs nothing of Gmail’s page', { skip }, async () => {
  await gmail.close();
  await panel.bringToFront();
  await panel.getByText('Paste a text instead').click();
  await panel.locator('#pasted-subject').fill('Pasted');
  await panel.locator('#pasted').evaluate((box) => {
    const data = new DataTransfer();
    data.setData(
      'text/html',
      '<b>Bold</b> words<script>document.title = "run"</script><img src="https://pictures.example.org/a.png" onerror="document.title = \'run\'">',
    );
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await panel.getByRole('button', { name: 'Look at it' }).click();
  await panel.frameLocator('iframe').getByText('Bold words').waitFor();
  await panel.getByRole('button', { name: 'Hand it over' }).click();
  await panel.getByText('“Pasted” is in the campaign.').waitFor();
  assert.equal(await panel.title(), 'Antiphon');
  const [text] = await asOwner(product.databaseUrl, "select html from outreach_texts where subject = 'Pasted'");
  assert.match(String(text?.['html']), /^<b>Bold<\/b> words/);
  assert.doesNotMatch(String(text?.['html']), /script|onerror/);
});

test('the answers of a campaign are one press away', { skip }, async () => {
  await asOwner(
    product.databaseUrl,
    "update outreach_campaigns set state = 'finished', launched_at = now(), finished_at = now() where name = 'The ford'",
  );
  await panel.reload();
  const link = panel.locator('#answers').getByRole('link', { name: 'The ford' });
  assert.match((await link.getAttribute('href')) ?? '', /\/w\/[a-z0-9-]+\/conversations\?campaign=otr_[0-9a-f]{32}$/);
});

test('the self-test says which ways find what, and shows nothing of what is written', { skip }, async (t) => {
  gmail = await extended.context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/0/');
  const selfTest = await extended.open('self-test');
  await selfTest.getByText('draft 1 (window)').waitFor();
  const said = await selfTest.locator('main').innerText();
  assert.match(said, /subjectbox, line/);
  assert.doesNotMatch(said, /the ford|falk|hana@/i);
  await look(t, selfTest, 'self-test');
  await selfTest.close();
});

test('disconnected, the token is gone from the browser', { skip }, async () => {
  const options = await extended.open('options');
  await options.getByRole('button', { name: 'Disconnect' }).click();
  await options.getByText('The token is no longer here').waitFor();
  const kept = await options.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  assert.doesNotMatch(kept, /antiphon_|token/i);
});

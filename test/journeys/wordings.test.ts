import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { letterFooter } from '../../shared/letter-footer.ts';
import { chooseCombination, readWording } from '../../shared/wording.ts';
import { connect, outbox, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { addressOf, confirmNow, emptyForm, emptyWorkspace, goesOn, press, routedCampaign, somebody } from './routed-scene.ts';

const product = await startProduct({ clock: testClock(new Date('2026-11-24T10:00:00Z')) });
const base = await emptyWorkspace(product);

const greeting: Record<string, string> = { en: 'Dear', de: 'Guten Tag', fr: 'Bonjour' };
const languages = Object.keys(greeting);
const wording = (message: string, language: string) => ({
  message,
  language,
  subjects: [`First (${message} ${language})`, `Second (${message} ${language})`],
  body: `${greeting[language] ?? ''} {{ recipient.name }},\n\nred\n[or]\ngreen\n[or]\nblue\n\n${message}\n\n{{ supporter.name }}`,
});
const wordings = ['main', 'north'].flatMap((message) => languages.map((language) => wording(message, language)));
const scene = await routedCampaign(base, 'words', {
  ...{ editing: 'locked', wordings },
  rules: [{ when: [{ field: 'region', is: 'one_of', values: ['north'] }], then: { do: 'message', message: 'north' } }],
  recipients: [
    { name: 'Ada Ems', region: 'North' },
    { name: 'Bo Inn', region: 'South' },
  ],
});

test('the page speaks the language that was asked for, else the browser’s, else the campaign’s own, whatever a header holds', async () => {
  const page = async (query: string, accepted?: string) => {
    const headers = accepted === undefined ? {} : { headers: { 'accept-language': accepted } };
    const html = await (await new Visitor(product).request(scene.path + query, headers)).text();
    const [, language = ''] = /<html lang="([^"]+)"/.exec(html) ?? [];
    assert.ok(html.includes(greeting[language] ?? '?'), 'page and letter speak different languages');
    return language;
  };
  assert.equal(await page('?lang=fr', 'de'), 'fr');
  assert.equal(await page('', 'xx, fr;q=0.4, de-AT;q=0.9'), 'de');
  assert.equal(await page('?lang=tlh', 'de;q=0, fr'), 'fr');
  for (const hostile of ['', '*', ';;;,,,q=', 'de;q=NaN, '.repeat(300), '"><script>', 'constructor', '__proto__'])
    assert.ok(languages.includes(await page(`?lang=${encodeURIComponent(hostile)}`, hostile)));
});

test('sixty supporters one after the other take up each of six letters ten times', async () => {
  for (let supporter = 0; supporter < 60; supporter++) {
    const visitor = new Visitor(product);
    assert.ok(goesOn(await press(scene, visitor, await emptyForm(scene, visitor, '?lang=de'))));
  }
  const rows = await asOwner(product.databaseUrl, 'select combination, count(*)::int as taken from supporter_flows group by 1 order by 1');
  assert.deepEqual(
    rows.map(({ combination, taken }) => [combination, taken]),
    [0, 1, 2, 3, 4, 5].map((combination) => [combination, 10]),
  );
});

/** The texts of the letters on a confirm page, with their subjects. */
function lettersOn(page: string): { subject: string; text: string }[] {
  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const texts = [...page.matchAll(/<div class="written" dir="auto">([\s\S]*?)<\/div>/g)].map(([, text = '']) => plain(text).trimEnd());
  const subjects = [...page.matchAll(/<bdi>((?:First|Second) [^<]*)<\/bdi>/g)].map(([, subject = '']) => plain(subject));
  return texts.map((text, place) => ({ text, subject: subjects[place] ?? '' }));
}

test('each recipient gets the message that the rules choose, in the supporter’s language and combination, word for word as confirmed', async () => {
  const sent = new Map<string, number>();
  for (const [place, language] of [...languages, ...languages].entries()) {
    const [visitor, person] = [new Visitor(product), somebody(scene)];
    await visitor.request(`${scene.path}?lang=${language}`);
    await connect(scene, visitor, { ...person, changes: { language, combination: String(place) } });
    const shown = lettersOn(await (await visitor.request('/letter/confirm')).text());
    await confirmNow(visitor);
    const left = outbox(scene).slice(0, 2);
    const texts = left.map(({ email }) => (email.text ?? '').replace(/\r\n/g, '\n').trimEnd());
    assert.deepEqual(texts.toSorted(), shown.map(({ text }) => text).toSorted());
    for (const { email, recipients, sender } of left) {
      assert.equal(sender, person.account);
      const message = recipients[0] === addressOf('Ada Ems') ? 'north' : 'main';
      const { subjects, body } = wording(message, language);
      const chosen = chooseCombination(subjects, readWording(body), place);
      assert.equal(email.subject, chosen.subject);
      assert.ok(shown.some(({ subject }) => subject === email.subject));
      const name = message === 'north' ? 'Ada Ems' : 'Bo Inn';
      const said = chosen.body.replace('{{ recipient.name }}', name).replace('{{ supporter.name }}', 'Pat Sample');
      const [code = ''] = /[0-9A-Z]{8}$/.exec((email.text ?? '').trimEnd()) ?? [];
      const footer = letterFooter(language, { organiser: 'River Watch', url: `${product.url}/check/${code}` });
      assert.ok(texts.includes(`${said}\n\n${footer}`), `not what ${language} ${String(place)} says`);
    }
    sent.set(`${language}|${String(place % 6)}`, (sent.get(`${language}|${String(place % 6)}`) ?? 0) + 1);
  }
  const { wordings: counted, languages: byLanguage } = await scene.owner.api.campaigns.statistics({
    ...{ workspaceId: scene.workspaceId, campaignId: scene.campaignId },
  });
  assert.deepEqual(
    counted
      .filter(({ participations }) => participations > 0)
      .map((row) => [`${row.language}|${String(row.combination)}`, row.participations]),
    [...sent].toSorted(),
  );
  assert.ok(counted.every(({ participations, accepted }) => accepted === 2 * participations));
  assert.deepEqual(
    byLanguage.map(({ language, accepted }) => [language, accepted]),
    [...languages].toSorted().map((language) => [language, 4]),
  );
});

test('a number that no combination has, forged into the form, is one of them again', async () => {
  for (const forged of ['6', '-1', '1e9', '999999999999999999999', 'NaN', '0.5', "0' or 1=1"]) {
    const visitor = new Visitor(product);
    const form = (await emptyForm(scene, visitor)).filter(([name]) => name !== 'combination');
    assert.ok(goesOn(await press(scene, visitor, [...form, ['combination', forged]])));
  }
  const rows = await asOwner(product.databaseUrl, 'select 1 from supporter_flows where combination not between 0 and 5');
  assert.equal(rows.length, 0);
});

test('what was said once stays as it was: the database refuses to change a text version', async () => {
  const { database } = product.app.tools;
  const change = database.inInstallation('retention', (tx) => sql`update campaign_texts set body = 'something else'`.execute(tx));
  await assert.rejects(change, /permission denied/);
});

const part = {
  ...({ editing: 'part', ownTextRequired: true } as const),
  wordings: [
    {
      language: 'en',
      subjects: ['A word'],
      body: 'Dear {{ recipient.name }},\n\n[yours]\nPut it in your words.\n[/yours]\n\nKeep the ford.',
    },
  ],
  recipients: [{ name: 'Ada Ems' }],
};
const begin = async (where: Scene, fields: Record<string, string>) => {
  const visitor = new Visitor(product);
  await connect(where, visitor, { ...somebody(where), changes: fields });
  return visitor;
};
/** What the action page answers to a form that lacks something. */
const refusal = async (where: Scene, field: [string, string]) => {
  const form = (await emptyForm(where)).filter(([name]) => name !== field[0]);
  const answer = await press(where, new Visitor(product), [...form, field]);
  assert.equal(answer.status, 400);
  return answer.text();
};

test('where something of one’s own is needed, a blank part or line is refused before any sign-in', async () => {
  const where = await routedCampaign(base, 'own-part', part);
  assert.match(await refusal(where, ['own_text', ' \n ']), /Please write something of your own in the open part/);
  const line = await routedCampaign(base, 'own-line', { ...part, editing: 'own_line' });
  assert.match(await refusal(line, ['own_line', '']), /Please write a line of your own/);
});

const typed = 'My [or] words\n[or]\n{{ recipient.salutation }} {{{x}}} [yours]\n[/yours]\n$& \\1';

test('braces and marks that a supporter types stay the words that they are, on the page and in the letter', async () => {
  for (const [slug, editing, field] of [
    ['typed-part', 'part', 'own_text'],
    ['typed-line', 'own_line', 'own_line'],
  ] as const) {
    const where = await routedCampaign(base, slug, { ...part, editing });
    const visitor = await begin(where, { [field]: typed });
    await confirmNow(visitor);
    const text = (outbox(where)[0]?.email.text ?? '').replace(/\r\n/g, '\n');
    assert.ok(text.includes('My [or] words\n[or]\n{ { recipient.salutation } } { { {x} } } [yours]\n[/yours]\n$& \\1'), text);
    assert.ok(text.startsWith('Dear Ada Ems,') && text.includes('Keep the ford.'));
  }
});

test('a text that changes while a supporter has it open is refused at their confirmation, and their own words are kept', async () => {
  const where = await routedCampaign(base, 'changing', part);
  const visitor = await begin(where, { own_text: 'I walk there every day.' });
  const page = await (await visitor.request('/letter/confirm')).text();
  const form = Object.fromEntries(
    [...page.matchAll(/name="(csrf|content_hash)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const before = outbox(where).length;
  await where.owner.api.campaigns.change({ workspaceId: where.workspaceId, campaignId: where.campaignId, subject: 'Another word' });
  const answer = await visitor.post('/letter/confirm', form);
  assert.equal(answer.status, 409);
  assert.equal(outbox(where).length, before);
  assert.match(await (await visitor.request(where.path)).text(), /I walk there every day\./);
  await confirmNow(visitor);
  assert.equal(outbox(where)[0]?.email.subject, 'Another word');
  assert.match(outbox(where)[0]?.email.text ?? '', /I walk there every day\./);
});

test('no “Dear ,”: a gap in any message, language or alternative is named before publishing, and filling it in is enough', async () => {
  const { owner, workspaceId } = base;
  const rule = {
    when: [{ field: 'region' as const, is: 'one_of' as const, values: ['North'] }],
    then: { do: 'message' as const, message: 'north' },
  };
  for (const [message, language, place] of [
    ['main', 'en', 'subject'],
    ['main', 'de', 'body'],
    ['north', 'de', 'alternative'],
  ] as const) {
    const gap = 'Dear {{ recipient.district }},';
    const changed = ['main', 'north'].flatMap((one) =>
      ['en', 'de'].map((other) => {
        const here = one === message && other === language;
        const body = here && place === 'body' ? gap : here && place === 'alternative' ? `Hello.\n\nred\n[or]\n${gap}` : 'Hello.';
        return { message: one, language: other, subjects: ['A word', ...(here && place === 'subject' ? [gap] : [])], body };
      }),
    );
    const where = await routedCampaign(base, `gap-${place}`, {
      ...{ publish: false, editing: 'locked', wordings: changed, rules: [rule] },
      recipients: [{ name: 'Ada Ems', region: message === 'north' ? 'north' : 'South' }],
    });
    const publish = () => owner.api.campaigns.setState({ workspaceId, campaignId: where.campaignId, state: 'published' });
    await assert.rejects(publish(), /Ada Ems would get a letter with a gap: nothing is known for \{\{ recipient\.district \}\}/);
    const csv = `name,email,district,region\nAda Ems,${addressOf('Ada Ems')},Ward 4,${message === 'north' ? 'north' : 'South'}`;
    await owner.api.campaigns.importRecipients({ workspaceId, campaignId: where.campaignId, csv });
    assert.equal((await publish()).state, 'published');
  }
});

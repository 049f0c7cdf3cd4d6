import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownWords } from './own-words.ts';

const own = 'Thanks, Tuesday at 10 works.\nSee you then';

const ways: Readonly<Record<string, string>> = {
  'lines with >': `${own}\n\n> Shall we talk on Tuesday?\n> Anna`,
  'Gmail in English': `${own}\n\nOn Mon, Jan 4, 2027 at 10:00 AM Anna Example <anna@example.org> wrote:\n\n> Shall we talk?\n>\n> Anna`,
  'Gmail, broken over two lines': `${own}\n\nOn Mon, Jan 4, 2027 at 10:00 AM Anna Example With A Long Name\n<anna.example@example.org> wrote:\n\n> Shall we talk?`,
  'Gmail in German': `${own}\n\nAm Mo., 4. Jan. 2027 um 10:00 Uhr schrieb Anna Example <anna@example.org>:\n\n> Sollen wir reden?`,
  'Gmail in French': `${own}\n\nLe lun. 4 janv. 2027 à 10:00, Anna Example <anna@example.org> a écrit :\n\n> On parle ?`,
  'Gmail in Spanish': `${own}\n\nEl lun, 4 ene 2027 a las 10:00, Anna Example (<anna@example.org>) escribió:\n\n> ¿Hablamos?`,
  'Gmail in Japanese': `${own}\n\n2027年1月4日(月) 10:00 Anna Example <anna@example.org>:\n\n> いかがですか`,
  'Gmail in Russian': `${own}\n\nпн, 4 янв. 2027 г. в 10:00, Anna Example <anna@example.org>:\n\n> Поговорим?`,
  'Gmail in Polish': `${own}\n\npon., 4 sty 2027 o 10:00 Anna Example <anna@example.org> napisał(a):\n\n> Porozmawiamy?`,
  'Apple Mail without >': `${own}\n\nOn 4 Jan 2027, at 10:00, Anna Example <anna@example.org> wrote:\n\nShall we talk?\n\nAnna`,
  'Outlook in English': `${own}\n\nFrom: Anna Example <anna@example.org>\nSent: Monday, January 4, 2027 10:00 AM\nTo: Ben\nSubject: Talk\n\nShall we talk?`,
  'Outlook with a rule': `${own}\n\n________________________________\nFrom: Anna Example <anna@example.org>\nSent: Monday, January 4, 2027 10:00 AM\nTo: Ben\nSubject: Talk\n\nShall we talk?`,
  'Outlook in German': `${own}\n\nVon: Anna Example <anna@example.org>\nGesendet: Montag, 4. Januar 2027 10:00\nAn: Ben\nBetreff: Gespräch\n\nSollen wir reden?`,
  'Outlook in French': `${own}\n\nDe : Anna Example <anna@example.org>\nEnvoyé : lundi 4 janvier 2027 10:00\nÀ : Ben\nObjet : Rendez-vous\n\nOn parle ?`,
  'Outlook in Spanish': `${own}\n\nDe: Anna Example <anna@example.org>\nEnviado el: lunes, 4 de enero de 2027 10:00\nPara: Ben\nAsunto: Charla\n\n¿Hablamos?`,
  'Outlook in Chinese': `${own}\n\n发件人: Anna Example <anna@example.org>\n发送时间: 2027年1月4日 10:00\n收件人: Ben\n主题: 谈话\n\n可以谈谈吗`,
  'Outlook with stars': `${own}\n\n*From:* Anna Example <anna@example.org>\n*Sent:* Monday, January 4, 2027 10:00 AM\n*To:* Ben\n*Subject:* Talk\n\nShall we talk?`,
  'dashes in English': `${own}\n\n-----Original Message-----\nShall we talk?`,
  'dashes in German': `${own}\n\n-------- Ursprüngliche Nachricht --------\nSollen wir reden?`,
  'dashes in Danish': `${own}\n\n----- Oprindelig meddelelse -----\nSkal vi tale?`,
  'a message passed on': `${own}\n\n---------- Forwarded message ---------\nFrom: Anna <anna@example.org>\nShall we talk?`,
  'a signature': `${own}\n\n-- \nBen Sample\nHead of Talks`,
  'a telephone': `${own}\n\nSent from my iPhone`,
};

for (const [name, text] of Object.entries(ways)) {
  test(`What a person wrote is told apart from what is quoted: ${name}`, () => assert.equal(ownWords(text).own, own));
}

test('An answer below what is quoted, and between it, is the writer’s own', () => {
  assert.equal(
    ownWords('On 4 Jan 2027, Anna <anna@example.org> wrote:\n> Shall we talk?\n\nYes.\n\n> When?\n\nTuesday.').own,
    'Yes.\n\n\nTuesday.',
  );
});

test('A line above "wrote:" that has a number in it stays the writer’s', () => {
  const { own: mine } = ownWords('See you at 10\nOn Mon, Jan 4, 2027 at 10:00 AM Anna <anna@example.org> wrote:\n> Shall we talk?');
  assert.equal(mine, 'See you at 10');
});

test('A list of facts and a sentence with a colon are no quotes', () => {
  const text = 'From: our side all is well.\nWe said in 2027: yes.\nPrice: 10\nDate: Monday is fine';
  assert.equal(ownWords(text).own, text);
});

test('Every line is in one of the two, whatever is written', () => {
  const line = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '> quoted',
      '-- ',
      '-----Original Message-----',
      'From: A',
      'Sent: B',
      'To: C',
      'On 4 Jan 2027, a@b.example wrote:',
      '',
    ),
  );
  const written = (text: string) =>
    text
      .split(/\r?\n/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .toSorted();
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join('\n');
      const { own: mine, quoted } = ownWords(text);
      assert.deepEqual(written(`${mine}\n${quoted}`), written(text));
    }),
  );
});

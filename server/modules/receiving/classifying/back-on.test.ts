import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findBackOn } from './back-on.ts';

const winter = new Date('2026-12-21T09:30:00Z');
const summer = new Date('2027-08-02T09:30:00Z');

const said: readonly [string, string | undefined, Date?][] = [
  // Until a day is back the day after; back on a day is that day.
  ['I am out of the office until 3 January.', '2027-01-04'],
  ['I am out of office until January 3rd, 2027 with limited access to email.', '2027-01-04'],
  ['I will be back on 4 January.', '2027-01-04'],
  ['I will be back in the office on Monday, January 4th.', '2027-01-04'],
  ['I am away from 22 December to 3 January and will return on 4 January 2027.', '2027-01-04'],
  ['Out of office from 22 December through 3 January.', '2027-01-04'],
  ['I am on leave from December 24 - 28.', '2026-12-29'],
  ['I am on leave 24-28 December.', '2026-12-29'],
  ['I will not be back until 4 January.', '2027-01-04'],
  ["I won't return to the office until January 4.", '2027-01-04'],
  ['Returning 2027-01-04.', '2027-01-04'],
  ['I am on holiday until Friday 1st of January inclusive', '2027-01-02'],
  ['I am out today and will be back on Wednesday.', '2026-12-23'],
  ['I am away today, back tomorrow.', '2026-12-22'],
  ['I will be out of the office starting 12/20/2026 and will not return until 01/04/2027.', '2027-01-04'],
  ['Ich bin bis zum 3. Januar nicht im Büro.', '2027-01-04'],
  ['Ich bin vom 21.12. bis einschließlich 3.1. im Urlaub.', '2027-01-04'],
  ['Ich bin vom 21.12.2026 bis 03.01.2027 nicht erreichbar.', '2027-01-04'],
  ['Ab dem 4. Januar bin ich wieder für Sie da.', '2027-01-04'],
  ['Ich bin am Montag, den 4. Januar 2027 wieder im Büro.', '2027-01-04'],
  ['Ab dem 22. Dezember bin ich im Urlaub, am 4. Januar bin ich zurück.', '2027-01-04'],
  ['Ich bin erst ab dem 04.01. wieder zu erreichen.', '2027-01-04'],
  ['Ich bin am 12.08. zurück.', '2027-08-12', summer],
  ['back on 12.08.', '2027-08-12', summer],
  ['Ich bin vom 2.-13.8. im Urlaub.', '2027-08-14', summer],
  ["Je suis absent jusqu'au 3 janvier inclus.", '2027-01-04'],
  ['Je suis absente du 21 décembre 2026 au 3 janvier 2027.', '2027-01-04'],
  ['Je serai de retour le lundi 4 janvier.', '2027-01-04'],
  ["Je suis en congé jusqu'au 1er janvier.", '2027-01-02'],
  ['Estaré fuera de la oficina hasta el 3 de enero de 2027.', '2027-01-04'],
  ['Estoy de vacaciones del 21 de diciembre al 3 de enero.', '2027-01-04'],
  ['Regreso el 4 de enero.', '2027-01-04'],
  ['Sono in ferie fino al 3 gennaio.', '2027-01-04'],
  ['Sarò assente dal 21 dicembre al 3 gennaio 2027; rientrerò il 4 gennaio.', '2027-01-04'],
  ['Estou de férias até 3 de janeiro.', '2027-01-04'],
  ['Estarei ausente de 21 de dezembro a 3 de janeiro, regresso no dia 4 de janeiro.', '2027-01-04'],
  ['Ik ben afwezig tot en met 3 januari.', '2027-01-04'],
  ['Ik ben met vakantie t/m 3 januari en maandag 4 januari ben ik weer aanwezig.', '2027-01-04'],
  ['Jestem na urlopie do 3 stycznia.', '2027-01-04'],
  ['Wracam 4 stycznia 2027.', '2027-01-04'],
  ['Jag är på semester till och med 3 januari.', '2027-01-04'],
  ['Jag är tillbaka den 4 januari.', '2027-01-04'],
  ['Jeg er på ferie til og med 3. januar.', '2027-01-04'],
  ['Jeg er tilbake på kontoret 4. januar.', '2027-01-04'],
  ['Olen lomalla 3.1.2027 asti.', '2027-01-04'],
  ['Olen lomalla 21.12.2026 - 3.1.2027.', '2027-01-04'],
  ['Palaan töihin 4. tammikuuta.', '2027-01-04'],
  ['Jsem na dovolené do 3. ledna.', '2027-01-04'],
  ['Vrátím se 4. 1. 2027.', '2027-01-04'],
  ['Január 3-ig szabadságon vagyok.', '2027-01-04'],
  ['Sunt în concediu până pe 3 ianuarie.', '2027-01-04'],
  ["3 Ocak'a kadar izindeyim.", '2027-01-04'],
  ["4 Ocak'ta ofise döneceğim.", '2027-01-04'],
  ['21.12.2026 - 03.01.2027 tarihleri arasında yıllık izindeyim.', '2027-01-04'],
  ['Я в отпуске до 3 января.', '2027-01-04'],
  ['Я в отпуске с 22 декабря по 3 января.', '2027-01-04'],
  ['Вернусь 4 января 2027 года.', '2027-01-04'],
  ['Είμαι σε άδεια έως 3 Ιανουαρίου.', '2027-01-04'],
  ['1月3日まで休暇をいただいております。', '2027-01-04'],
  ['12月28日（月）から1月3日（日）まで休業いたします。', '2027-01-04'],
  ['1月4日より通常業務を再開いたします。', '2027-01-04'],
  ['我休假至1月3日。', '2027-01-04'],
  ['我将于2027年1月4日返回办公室。', '2027-01-04'],
  ['1월 3일까지 휴가입니다.', '2027-01-04'],
  ['1월 4일에 복귀합니다.', '2027-01-04'],
  ['אני בחופשה עד 3 בינואר', '2027-01-04'],
  // What is no day of return.
  ['I am out of the office. For urgent matters call 030 12 34 56 or +49 30 12-34-56.', undefined],
  ['I am out of the office and support is there 24/7.', undefined],
  ['I am out of office until 3 January 2020.', undefined],
  ['I am on parental leave. Please contact my colleague.', undefined],
  ['Our offices are open from 9.30 to 17.00.', undefined],
];

for (const [text, day, receivedAt = winter] of said) {
  test(`"${text}" is ${day ?? 'no day of return'}`, () => {
    assert.equal(findBackOn(text, { receivedAt, monthFirst: undefined }), day);
  });
}

test('A day with a stroke is read as its writer writes days, and as the nearer one where nobody knows', () => {
  const read = (monthFirst: boolean | undefined) =>
    findBackOn('I am back on 02/03.', { receivedAt: new Date('2027-01-20T00:00:00Z'), monthFirst });
  assert.equal(read(true), '2027-02-03');
  assert.equal(read(false), '2027-03-02');
  assert.equal(read(undefined), '2027-02-03');
});

test('Whatever is written, the day is a real one, not before the message came, and found quickly', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom('until 31.12. ', 'back on 29 February ', 'bis 3.1. '),
      (noise, date) => {
        const day = findBackOn(`${noise} ${date}${noise}`, { receivedAt: winter, monthFirst: undefined });
        if (day === undefined) return;
        assert.match(day, /^\d{4}-\d\d-\d\d$/);
        assert.ok(day >= '2026-12-21');
      },
    ),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyMessage, type Classified } from './classify-message.ts';
import { readMessage } from './read-message.ts';

const receivedAt = new Date('2026-12-21T09:30:00Z');

async function classify(head: readonly string[], text: string): Promise<Classified> {
  const from = head.some((line) => line.startsWith('From:')) ? [] : ['From: Ada Sample <ada@there.example>'];
  const all = [
    ...from,
    'To: ben@ours.example',
    ...head,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
  ];
  return classifyMessage(await readMessage(new TextEncoder().encode(all.join('\r\n'))), receivedAt);
}

/** Subject and words, in twenty languages; all of them are back on the fourth of January. */
const absences: Readonly<Record<string, readonly [string, string]>> = {
  en: [
    'Automatic reply: Hello',
    'Thank you for your email. I am out of the office until 3 January with limited access to email. For urgent matters please contact my colleague Cyn (cyn@there.example).',
  ],
  de: [
    'Automatische Antwort: Hello',
    'Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 3. Januar nicht im Büro. Ihre E-Mail wird nicht weitergeleitet. In dringenden Fällen wenden Sie sich bitte an cyn@there.example.',
  ],
  fr: [
    'Réponse automatique : Hello',
    "Bonjour, je suis absente jusqu'au 3 janvier inclus. En cas d'urgence, merci de contacter cyn@there.example.",
  ],
  es: [
    'Respuesta automática: Hello',
    'Estaré fuera de la oficina hasta el 3 de enero. En caso de urgencia, póngase en contacto con cyn@there.example.',
  ],
  it: ['Risposta automatica: Hello', 'Sono in ferie fino al 3 gennaio. Per urgenze potete contattare cyn@there.example.'],
  pt: ['Resposta automática: Hello', 'Estou de férias até 3 de janeiro. Em caso de urgência contacte cyn@there.example.'],
  nl: [
    'Automatisch antwoord: Hello',
    'Ik ben afwezig tot en met 3 januari. In dringende gevallen kunt u contact opnemen met cyn@there.example.',
  ],
  pl: ['Odpowiedź automatyczna: Hello', 'Jestem na urlopie do 3 stycznia. W pilnych sprawach proszę o kontakt z cyn@there.example.'],
  sv: ['Autosvar: Hello', 'Jag är på semester till och med 3 januari. Vid brådskande ärenden kontakta cyn@there.example.'],
  da: ['Automatisk svar: Hello', 'Jeg er på ferie til og med 3. januar. Hvis det haster, kontakt venligst cyn@there.example.'],
  no: ['Automatisk svar: Hello', 'Jeg er på ferie til og med 3. januar. Hvis det haster, kontakt min kollega cyn@there.example.'],
  fi: ['Automaattinen vastaus: Hello', 'Olen lomalla 3.1. asti. Kiireellisissä asioissa ota yhteyttä cyn@there.example.'],
  cs: ['Automatická odpověď: Hello', 'Jsem na dovolené do 3. ledna. V naléhavých případech kontaktujte cyn@there.example.'],
  hu: ['Automatikus válasz: Hello', 'Január 3-ig szabadságon vagyok. Sürgős esetben keresse cyn@there.example címen kollégámat.'],
  ro: ['Răspuns automat: Hello', 'Sunt în concediu până pe 3 ianuarie. Pentru urgențe contactați cyn@there.example.'],
  tr: ['Otomatik Yanıt: Hello', "3 Ocak'a kadar izindeyim. Acil durumlarda cyn@there.example ile iletişime geçebilirsiniz."],
  el: ['Αυτόματη απάντηση: Hello', 'Είμαι σε άδεια έως 3 Ιανουαρίου. Για επείγοντα θέματα επικοινωνήστε με cyn@there.example.'],
  ru: ['Автоответ: Hello', 'Я в отпуске до 3 января. По срочным вопросам обращайтесь к cyn@there.example.'],
  uk: ['Автоматична відповідь: Hello', 'Я у відпустці до 3 січня. З термінових питань звертайтеся до cyn@there.example.'],
  he: ['תשובה אוטומטית: Hello', 'אני בחופשה עד 3 בינואר. בנושאים דחופים ניתן לפנות אל cyn@there.example.'],
  ja: ['自動応答: Hello', '1月3日まで休暇をいただいております。お急ぎの場合は cyn@there.example までご連絡ください。'],
  zh: ['自动回复: Hello', '我目前休假至1月3日，如有急事请联系 cyn@there.example。'],
  ko: ['자동 회신: Hello', '1월 3일까지 휴가입니다. 긴급한 용무는 cyn@there.example 로 연락 바랍니다.'],
};

const away: Classified = { kind: 'auto_reply', backOn: '2027-01-04', leftForGood: false };

for (const [language, [subject, text]] of Object.entries(absences)) {
  test(`An absence in ${language} is known by its head, by its subject alone and by its words alone`, async () => {
    const marked = ['Auto-Submitted: auto-replied', 'In-Reply-To: <one@ours.example>', 'Subject: Re: Hello'];
    assert.deepEqual(await classify(marked, text), away);
    assert.deepEqual(await classify([`Subject: ${subject}`], text), away);
    assert.deepEqual(await classify(['Subject: Re: Hello', 'In-Reply-To: <one@ours.example>'], text), away);
  });

  test(`An absence in ${language} is never a bounce, even from nobody and with a server's words`, async () => {
    const fromNobody = ['Return-Path: <>', 'Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', `Subject: ${subject}`];
    const words = `${text}\n\nYour message could not be delivered to my telephone; my mailbox is full. 550 5.1.1 user unknown`;
    assert.equal((await classify(fromNobody, words)).kind, 'auto_reply');
    assert.equal(
      (await classify(['Return-Path: <>', 'Subject: Re: Hello', 'Precedence: bulk', 'X-Autoreply: yes'], words)).kind,
      'auto_reply',
    );
  });
}

test('Whoever left is said to have left, in a machine’s words and in those of a colleague’s robot', async () => {
  const left = { kind: 'auto_reply', leftForGood: true };
  assert.deepEqual(
    await classify(
      ['Auto-Submitted: auto-replied', 'Subject: Re: Hello'],
      'Ada Sample no longer works at Example Ltd. Please write to cyn@there.example instead.',
    ),
    left,
  );
  assert.deepEqual(
    await classify(
      ['Subject: Automatische Antwort: Hello'],
      'Frau Sample ist nicht mehr im Unternehmen. Bitte wenden Sie sich an cyn@there.example.',
    ),
    left,
  );
  assert.deepEqual(
    await classify(['X-Autoreply: yes', 'Subject: Hello'], "Bonjour, Ada Sample ne travaille plus dans l'entreprise depuis le 1er mars."),
    left,
  );
  assert.deepEqual(
    await classify(['Subject: Re: Hello'], 'I have left the company. Please contact cyn@there.example for all future enquiries.'),
    left,
  );
});

test('What desks of help, receipts and gatekeepers send is an automatic answer', async () => {
  const robot = { kind: 'auto_reply', leftForGood: false };
  assert.deepEqual(
    await classify(
      ['Auto-Submitted: auto-generated', 'Subject: [Request received] Hello (#12345)'],
      'Your request (12345) has been received and is being reviewed by our support staff. To add additional comments, reply to this email.',
    ),
    robot,
  );
  assert.deepEqual(
    await classify(
      ['Subject: Ihre Anfrage [Ticket#2026122110000017]', 'X-Auto-Response-Suppress: All'],
      'Vielen Dank für Ihre Anfrage. Ihre Ticketnummer lautet 2026122110000017. Wir melden uns schnellstmöglich. Dies ist eine automatisch erstellte Nachricht.',
    ),
    robot,
  );
  assert.deepEqual(
    await classify(
      ['From: no-reply@there.example', 'Subject: Re: Hello', 'In-Reply-To: <one@ours.example>'],
      'Thank you for contacting us. A member of our team will be in touch.',
    ),
    robot,
  );
  assert.deepEqual(
    await classify(
      ['Subject: Please confirm your message', 'Auto-Submitted: auto-replied'],
      'Your message is being held. To prove you are human please click the link below to deliver it. It has not been delivered yet.',
    ),
    robot,
  );
});

test('A receipt that a message was read is an automatic answer', async () => {
  const lines = [
    'From: ada@there.example',
    'Subject: Read: Hello',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message was read.',
    '--b',
    'Content-Type: message/disposition-notification',
    '',
    'Final-Recipient: rfc822; ada@there.example',
    'Disposition: manual-action/MDN-sent-manually; displayed',
    '--b--',
  ];
  assert.deepEqual(classifyMessage(await readMessage(new TextEncoder().encode(lines.join('\r\n'))), receivedAt), {
    kind: 'auto_reply',
    leftForGood: false,
  });
});

test('A server that says that somebody is away is believed about the absence alone', async () => {
  assert.deepEqual(
    await classify(
      ['From: postmaster@there.example', 'Return-Path: <>', 'Subject: Out of Office: Ada Sample'],
      'Ada Sample is out of the office until 3 January. Your message was not delivered to anybody else.',
    ),
    away,
  );
});

test('A month that stands first is read so where the clock of the writer is American', async () => {
  const text = 'I am out of the office and will return on 01/04/2027.';
  assert.deepEqual(await classify(['Subject: Automatic reply: Hello', 'Date: Mon, 21 Dec 2026 04:30:00 -0500'], text), away);
  assert.deepEqual(await classify(['Subject: Automatic reply: Hello', 'Date: Mon, 21 Dec 2026 04:30:00 +0100'], text), {
    ...away,
    backOn: '2027-04-01',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asksToLeave } from './asks-to-leave.ts';

const asks = [
  'Stop',
  'STOP!!!',
  'unsubscribe',
  'Unsubscribe please.',
  'Please unsubscribe me, thank you.',
  'Hi,\n\nplease remove me from your list.\n\nRegards\nJane Doe\nHead of Nothing\nExample Ltd\n12 Sample Street',
  'UNSUBSCRIBE\n\nJane Doe\nExample Ltd\n+44 20 0000 0000',
  'Hello Ben,\nnot interested. Take me off your mailing list.',
  'Please stop emailing me.',
  "Don't contact me again.",
  'We are not interested, no further emails please.',
  'I do not wish to receive any more of these.',
  'How did you get my address? Delete my data and do not write to me again.',
  'Can you please remove my email from your database?',
  'No thanks, please opt me out.',
  'Bitte keine weiteren E-Mails.',
  'Bitte keine weiteren E-Mails mehr an diese Adresse!',
  'Guten Tag,\nbitte nehmen Sie mich aus Ihrem Verteiler.\nMit freundlichen Grüßen\nErika Beispiel',
  'Abmelden',
  'Bitte löschen Sie meine Daten und schreiben Sie mir nicht mehr.',
  'Ich möchte keine Mails mehr von Ihnen bekommen.',
  'Merci de me retirer de votre liste.',
  'Désinscription svp',
  'Bonjour, je ne souhaite plus recevoir vos messages. Cordialement',
  'Por favor, denme de baja.',
  'No quiero recibir más correos.',
  'BAJA',
  'Vi prego di rimuovermi dalla lista.',
  'Non scrivetemi più, grazie.',
  'Cancellami',
  'Por favor remova meu email da sua lista.',
  'Não quero receber mais e-mails.',
  'Graag geen mails meer.',
  'Wilt u mij uitschrijven aub? Haal mij van de lijst.',
  'Proszę o usunięcie mojego adresu.',
  'Nie życzę sobie więcej takich wiadomości.',
  'Ta bort mig från listan tack.',
  'Fjern mig fra jeres liste.',
  'Vennligst fjern meg fra listen.',
  'Poistakaa minut listalta, kiitos.',
  'Prosím odhlaste mě.',
  'Kérem, töröljenek a listáról.',
  'Vă rog să mă dezabonați.',
  'Lütfen beni listeden çıkarın.',
  'Отпишите меня, пожалуйста.',
  'Больше не пишите мне.',
  'Удалите мой адрес из рассылки.',
  'נא להסיר אותי מהרשימה',
  'يرجى إلغاء اشتراكي',
  '配信停止をお願いします。',
  '今後メールを送らないでください。',
  '请退订',
  '请不要再发邮件给我。',
  '수신거부',
  '더 이상 메일을 보내지 마세요.',
];

const doesNot = [
  'Thanks, sounds interesting. Can we talk next week?',
  'Stop by our booth on Monday, we would be glad.',
  'The bus does not stop here any more.',
  'Not interested, thanks.',
  'Kein Interesse.',
  'How many people unsubscribe from your campaigns each month?',
  'Our customers complain when they cannot unsubscribe with one click. Does your product solve that, and what does it cost?',
  "Please don't remove me from your list, I love what you write!",
  'If you do not want to receive emails from us, please click here to unsubscribe.',
  'We had to remove the old server last week, that is why my answer is late. Stop worrying about it though, everything is fine and we would like to see a demo of the product as soon as you have time, ideally together with my colleague.',
  'Wir haben die Abmeldung vom Kurs erhalten und melden uns.',
  'Wenn Sie keine weiteren E-Mails erhalten möchten, klicken Sie hier.',
  'Gerne! Löschen wir den alten Termin und treffen uns am Montag?',
  'Si vous ne souhaitez plus recevoir nos messages, répondez STOP.',
  'Merci, on peut en parler demain. Arrêtez-vous au bureau 12.',
  'Gracias, no puedo hoy. ¿Hablamos el lunes?',
  'No me interesa por ahora, quizás el año que viene.',
  'Ok',
  'Yes please',
];

for (const text of asks) test(`"${text.slice(0, 60)}" asks to leave`, () => assert.equal(asksToLeave('Re: Hello', text), true));
for (const text of doesNot) test(`"${text.slice(0, 60)}" does not ask to leave`, () => assert.equal(asksToLeave('Re: Hello', text), false));

test('A message without words asks by its subject, and a person who answers ours does not', () => {
  assert.equal(asksToLeave('Unsubscribe', ''), true);
  assert.equal(asksToLeave('Unsubscribe', 'Unsubscribe'), true);
  assert.equal(asksToLeave('Re: Stop the motorway', ''), false);
});

test('A word of leaving far down in a long message is no request', () => {
  const chatter = 'we would like to hear more about what you do and how it would fit into our plans ';
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 60 }), (times) => {
      assert.equal(asksToLeave('Re: Hello', `${chatter.repeat(times)}and then we stop and unsubscribe from the other tool.`), false);
    }),
  );
});

import MailComposer from 'nodemailer/lib/mail-composer';
import { composeOutreach } from '../server/modules/deliveries/index.ts';
import { compileText, renderText } from '../server/modules/templates/index.ts';
import type { Finding } from './findings.ts';
import { measure } from './load.ts';
import type { Bench } from './product.ts';

const paragraph =
  '<p style="margin: 0 0 12px">We write to you, {{ first_name | default: "friend" }}, because {{ company }} has <b>much to win</b> by what we ' +
  '{offer|propose}: <a href="https://example.org/more?who={{ email }}">more on it here</a>. It costs little, it does not take long, and it ' +
  'can be undone at any time – so there is {{ first_name | default: "friend" }} nothing to lose.</p>';
const compiled = compileText({ subject: 'A word for {{ company }}, {{ first_name }}', html: paragraph.repeat(12) });
/** So many at a time, or the loop around them would be measured too. */
const batch = 25;

const valuesOf = (number: number) => ({
  first_name: `Zoë ${String(number)}`,
  company: `Ford & Mill ${String(number)}`,
  email: `person-${String(number)}@example.org`,
  unsubscribe_url: `https://example.org/leave/${String(number)}`,
});

function filled(number: number) {
  const made = renderText(compiled, valuesOf(number), { seed: String(number) });
  if (!made.ok) throw new Error('The text of the bench cannot be filled.');
  return made;
}

function message(number: number) {
  const { subject, html, text } = filled(number);
  const { first_name: name, email: address, unsubscribe_url: url } = valuesOf(number);
  return {
    ...{ subject, html, text, messageId: `<bench-${String(number)}.1@example.org>`, date: new Date() },
    ...{ from: { name: 'Jo Smith', address: 'jo@example.org' }, to: { name, address }, unsubscribe: { url } },
  };
}

/** Filling a text for one recipient and writing it as a message, beside a general library that writes the same, already filled. */
export async function measureCompose(_bench: Bench, seconds: number): Promise<Finding[]> {
  let number = 0;
  const ours = await inBatches(() => composeOutreach(message(++number)), seconds);
  const one = message(0);
  const list = { unsubscribe: one.unsubscribe.url };
  const theirs = await inBatches(() => new MailComposer({ ...one, list, textEncoding: 'quoted-printable' }).compile().build(), seconds);
  return [
    {
      name: 'compose',
      what: 'a message filled and written',
      value: ours,
      unit: '1/s',
      goal: 2_500,
      limit: theirs,
      limitIs: 'nodemailer, which writes it without filling it',
      because: 'It is twice as fast as the library beside it, which fills nothing: a slower machine is slower at both.',
    },
  ];
}

async function inBatches(work: () => unknown, seconds: number): Promise<number> {
  const all = async () => {
    await Promise.all(Array.from({ length: batch }, work));
  };
  const { perSecond } = await measure(all, { atOnce: 1, seconds });
  return perSecond * batch;
}

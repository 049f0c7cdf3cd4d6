import { emailKey, parseEmailAddress } from '../../shared/email-address.ts';
import { agree, type Agreed, type Way } from './agree.ts';

export interface Recipient {
  email: string;
  name: string;
}

const fields = ['to', 'cc', 'bcc'];
const inFields = (rest: string) => fields.map((name) => `[name="${name}"] ${rest}`).join(', ');

const ways: Way<Recipient[]>[] = [
  { name: 'chips', look: (frame) => chipsOf(frame, inFields('[role="option"]')) },
  { name: 'hidden', look: (frame) => valuesOf(frame, fields.map((name) => `input[type="hidden"][name="${name}"]`).join(', ')) },
  { name: 'cards', look: (frame) => chipsOf(frame, '[data-hovercard-id*="@"], [email*="@"]') },
  { name: 'typed', look: (frame) => valuesOf(frame, fields.map((name) => `textarea[name="${name}"]`).join(', ')) },
];

/** To whom the draft is addressed, each person once, whether in To, Cc or Bcc. */
export const readRecipients = (frame: Element): Agreed<Recipient[]> =>
  agree(frame, ways, (recipients) =>
    recipients
      .map(({ email }) => emailKey(email))
      .sort()
      .join(' '),
  );

/** Recipients that are shown as chips. Addresses in the text that is written are nobody's. */
function chipsOf(frame: Element, selector: string): Recipient[] | undefined {
  const chips = [...frame.querySelectorAll(selector)].filter((chip) => !chip.closest('[contenteditable="true"]'));
  const said = chips.flatMap((chip) => {
    const email = [chip, ...chip.querySelectorAll('[data-hovercard-id], [email]')]
      .flatMap((one) => [one.getAttribute('data-hovercard-id'), one.getAttribute('email')])
      .find((value) => value?.includes('@'));
    const name = chip.getAttribute('data-name') ?? chip.getAttribute('name') ?? chip.textContent;
    return email ? [{ email, name }] : [];
  });
  return said.length > 0 ? usable(said) : undefined;
}

/** Recipients that stand in a field as text: `Ines Falk <ines@example.org>, bo@example.org`. */
function valuesOf(frame: Element, selector: string): Recipient[] | undefined {
  const values = [...frame.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(selector)].map(({ value }) => value);
  return values.some((value) => value.trim() !== '') ? readAddresses(values.join(',')) : undefined;
}

/** Addresses out of a text that lists them, as a person types them. */
export function readAddresses(text: string): Recipient[] {
  const parts = text.match(/(?:"[^"]*"|[^,;\n"])+/g) ?? [];
  return usable(
    parts.map((part) => {
      const [, name = '', email = part] = /^(.*?)<([^<>]*)>\s*$/.exec(part.trim()) ?? [];
      return { email: email.trim(), name: name.trim().replace(/^"|"$/g, '') };
    }),
  );
}

function usable(said: readonly Recipient[]): Recipient[] {
  const known = new Map<string, Recipient>();
  for (const { email, name } of said) {
    const parsed = parseEmailAddress(email);
    if (!parsed.ok || known.has(parsed.key)) continue;
    const called = name.replace(/\s+/g, ' ').trim();
    known.set(parsed.key, { email: parsed.address, name: called.includes('@') ? '' : called.slice(0, 200) });
  }
  return [...known.values()];
}

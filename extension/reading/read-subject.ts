import { agree, type Agreed, type Way } from './agree.ts';

const valueOf = (frame: Element, selector: string) => frame.querySelector<HTMLInputElement>(selector)?.value;

const ways: Way<string>[] = [
  { name: 'subjectbox', look: (frame) => valueOf(frame, 'input[name="subjectbox"]') },
  { name: 'hidden', look: (frame) => valueOf(frame, 'input[type="hidden"][name="subject"]') },
  { name: 'named', look: (frame) => valueOf(frame, 'input[name="subject"]:not([type="hidden"])') },
  { name: 'line', look: onlyLine },
  { name: 'title', look: titleOf },
];

/** What the subject is. A window without one has the empty subject: that is a finding too. */
export const readSubject = (frame: Element): Agreed<string> => agree(frame, ways, (subject) => subject.replace(/\s+/g, ' ').trim());

/** The only line of text that one can type into and that is not for recipients. */
function onlyLine(frame: Element): string | undefined {
  const lines = [...frame.querySelectorAll<HTMLInputElement>('input[type="text"], input:not([type])')].filter(
    (line) =>
      line.getAttribute('role') !== 'combobox' &&
      !line.closest('[name="to"], [name="cc"], [name="bcc"]') &&
      !/^(to|cc|bcc|from|composeid|draft|rm)$/.test(line.name),
  );
  return lines.length === 1 ? lines[0]?.value : undefined;
}

/** The window's title repeats the subject, and says something else, in the user's language, where there is none: so it only counts where it repeats. */
function titleOf(frame: Element): string | undefined {
  const title = frame.querySelector('h1, h2, [role="heading"]')?.textContent.trim();
  const typed = [...frame.querySelectorAll<HTMLInputElement>('input')].map(({ value }) => value.trim());
  return title !== undefined && title !== '' && typed.includes(title) ? title : undefined;
}

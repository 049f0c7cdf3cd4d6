import { ofLines, copyText } from '../reading/copy-text.ts';
import type { ReadDraft } from '../reading/draft.ts';
import { make, press } from './element.ts';

/** A box that takes a text as it is pasted, for the day on which Gmail’s page has changed and nothing is found in it. */
export function pasteBox(whenRead: (draft: ReadDraft) => Promise<void>): HTMLElement {
  const subject = make('input', { id: 'pasted-subject', maxLength: 2000 });
  const box = make('div', {
    id: 'pasted',
    className: 'paste',
    contentEditable: 'true',
    role: 'textbox',
    ariaLabel: 'Text',
    ariaMultiLine: 'true',
  });
  let pasted = '';
  box.addEventListener('paste', (event) => {
    event.preventDefault();
    const html = event.clipboardData?.getData('text/html') ?? '';
    pasted = html === '' ? ofLines(event.clipboardData?.getData('text/plain') ?? '') : html;
    // Shown as words alone: what was pasted is looked at in a frame of its own.
    box.textContent = inert(pasted).textContent.trim();
  });
  box.addEventListener('input', () => (pasted = ofLines(box.innerText)));
  const read = async () => {
    const { html, notes } = await copyText(inert(pasted), () => Promise.resolve(undefined));
    await whenRead({ subject: subject.value, html, recipients: [], attachments: [], account: '', notes });
  };
  return make(
    'details',
    {},
    make('summary', {}, 'Paste a text instead'),
    make('p', {}, make('label', { htmlFor: 'pasted-subject' }, 'Subject'), subject),
    make('div', {}, make('span', { className: 'label' }, 'Text'), box),
    press('Look at it', read),
  );
}

/** HTML in a document in which nothing loads and nothing runs. */
const inert = (html: string): HTMLElement => new DOMParser().parseFromString(html, 'text/html').body;

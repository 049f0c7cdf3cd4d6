/** What a text may bring along: pictures above these sizes are left out, and a text above its own is refused. */
export const limits = { picture: 1_500_000, pictures: 3_000_000, text: 480_000 };

const history = '.gmail_quote, .gmail_quote_container, .gmail_extra, blockquote[type="cite"]';
const signature = '.gmail_signature, [data-smartmail="gmail_signature"], .gmail_signature_prefix';
const never = 'script, style, link, meta, base, iframe, object, embed, form, input, textarea, button, select, svg, audio, video, template';

interface Copied {
  html: string;
  notes: string[];
}

/**
 * The text that is written in a compose window, as HTML: with its formatting and the pictures in it, without what belongs to Gmail, without the message
 * that is quoted below and without Gmail's signature, because the mailbox that sends has its own.
 * @param readPicture the picture behind an address of this page as a `data:` address; nothing where it cannot be read
 */
export async function copyText(body: HTMLElement, readPicture: (address: string) => Promise<string | undefined>): Promise<Copied> {
  if (body instanceof HTMLTextAreaElement) return { html: ofLines(body.value), notes: [] };
  // In a document that nobody sees nothing is loaded and nothing runs: a copy in this one would ask for each picture again.
  const copy = document.implementation.createHTMLDocument('').importNode(body, true);
  const notes: string[] = [];
  const leaveOut = (selector: string) => {
    const found = [...copy.querySelectorAll(selector)];
    for (const one of found) one.remove();
    return found.length > 0;
  };
  leaveOut(never);
  if (leaveOut(history)) notes.push('The message that is quoted below the text was left out.');
  if (leaveOut(signature)) notes.push('Gmail’s signature was left out: the mailbox that sends adds its own.');
  for (const element of copy.querySelectorAll('*')) plain(element);
  await keepPictures(copy, readPicture, notes);
  return { html: copy.innerHTML.trim(), notes };
}

/** Lines as paragraphs of HTML. */
export function ofLines(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (one) => `&#${String(one.charCodeAt(0))};`);
  return escaped
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : line}</div>`)
    .join('');
}

function plain(element: Element): void {
  for (const { name } of [...element.attributes])
    if (
      name.startsWith('on') ||
      name === 'id' ||
      name === 'class' ||
      name === 'contenteditable' ||
      name.startsWith('data-') ||
      name.startsWith('aria-')
    )
      element.removeAttribute(name);
}

async function keepPictures(
  copy: HTMLElement,
  readPicture: (address: string) => Promise<string | undefined>,
  notes: string[],
): Promise<void> {
  let room = limits.pictures;
  let lost = 0;
  for (const picture of copy.querySelectorAll('img')) {
    const address = picture.getAttribute('src') ?? '';
    if (isElsewhere(address)) continue;
    const data = /^data:image\/(?:png|jpeg|gif|webp);base64,/.test(address) ? address : await readPicture(address);
    if (data !== undefined && data.length <= Math.min(limits.picture, room)) {
      picture.setAttribute('src', data);
      room -= data.length;
    } else {
      picture.remove();
      lost++;
    }
  }
  if (lost > 0)
    notes.push(
      lost === 1
        ? 'One picture was too large or could not be read, and was left out.'
        : `${String(lost)} pictures were too large or could not be read, and were left out.`,
    );
}

/** Whether a picture has an address of its own on the web, which everybody can load; Gmail’s addresses are for its user alone. */
const isElsewhere = (address: string) => /^https?:\/\//i.test(address) && !/^https:\/\/mail\.google\.com\//i.test(address);

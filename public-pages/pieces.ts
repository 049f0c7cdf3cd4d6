import { html, raw } from 'hono/html';
import type { HiddenField, Html } from './page.ts';

/** Somebody to whom a letter goes, as a supporter sees them. */
export interface Reader {
  readonly name: string;
  readonly address: string;
  readonly district?: string | undefined;
}

/** Somebody who gets no letter, with the reason as a sentence that goes on from their name. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export function leftOutList(people: readonly LeftOut[]): Html {
  if (people.length === 0) return raw('');
  return html`<section class="part">
    <h2>Left out</h2>
    <ul class="rows">
      ${people.map(
        ({ name, reason }) =>
          html`<li>
            <span class="state skipped"
              ><b><bdi>${name}</bdi></b></span
            >
            <p>${reason}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** A reader's name and place; names are fenced in so that their writing direction cannot turn the words around them. */
export function readerName(reader: Pick<Reader, 'name' | 'district'>): Html {
  return html`<b><bdi>${reader.name}</bdi></b
    >${reader.district ? html`, <bdi>${reader.district}</bdi>` : ''}`;
}

/** A reader with the address that the letter goes to. */
export function readerLine(reader: Reader): Html {
  return html`${readerName(reader)}<br /><span class="hush"><bdi>${reader.address}</bdi></span>`;
}

/** The proof, inside a form, that it came from our own page. */
export function hidden(field: HiddenField): Html {
  return html`<input type="hidden" name="${field.name}" value="${field.value}" />`;
}

/** What stood in the way, said first on the page. */
export function problemNote(sentence: string | undefined): Html {
  return sentence ? html`<div class="problem" role="alert"><p>${sentence}</p></div>` : raw('');
}

/** Words exactly as they will be read, line breaks and all. */
export function written(text: string): Html {
  return html`<div class="written" dir="auto">${text}</div>`;
}

/** A text field that keeps a leading line break, which browsers otherwise drop. */
export function textarea(attributes: Html, value: string): Html {
  return html`<textarea ${attributes}>${raw('\n')}${value}</textarea>`;
}

/** A count as it is read in English, which these pages are written in. */
export function figure(value: number): string {
  return new Intl.NumberFormat('en-GB').format(value);
}

/** One word or another, by how many there are. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

import { html } from 'hono/html';
import { readSize } from '../shared/merkle-check.ts';
import type { HiddenField, Html } from './page.ts';
import { figure, hidden } from './pieces.ts';

/** What became of a receipt's code: `n` is the number of its entry, from 1. */
export type Checked = { readonly state: 'in_log'; readonly number: number } | { readonly state: 'not_in_log' | 'malformed' };

/** What became of an earlier head, given in the fields `size` and `root` as they came. */
export interface Compared {
  readonly size: string;
  readonly root: string;
  /** `grew`: today's log begins with all the entries of then. */
  readonly state: 'grew' | 'different' | 'malformed';
}

interface Outcome {
  readonly look: 'accepted' | 'failed' | 'uncertain' | 'sending';
  /** `{n}` stands for a number. */
  readonly sentence: string;
}

const shared = {
  checking: { look: 'sending', sentence: 'Checking. One moment, please.' },
  unreachable: { look: 'uncertain', sentence: 'Nothing could be checked, because we did not answer. Please try again.' },
} satisfies Record<string, Outcome>;

const ofReceipt = {
  ...shared,
  in_log: { look: 'accepted', sentence: 'Yes. This receipt is entry number {n} in the log.' },
  not_in_log: {
    look: 'failed',
    sentence:
      'No. There is no entry for this code. Please look whether it is copied whole and belongs to this campaign. If so, keep your receipt and write to us.',
  },
  malformed: {
    look: 'failed',
    sentence: 'This is not the code of a receipt. It has 43 letters, digits, dashes and underscores. Please copy the whole of it.',
  },
  unproven: {
    look: 'failed',
    sentence: 'We answered, but without a proof that holds. Do not rely on this count. Keep your receipt, and ask others to check theirs.',
  },
} satisfies Record<string, Outcome>;

const ofEarlier = {
  ...shared,
  grew: { look: 'accepted', sentence: 'It fits. The log of now begins with the same {n} entries, unchanged.' },
  different: {
    look: 'failed',
    sentence:
      'It does not fit. The log of now does not begin with that one. Please look whether both are copied whole. If so, our log was rewritten: keep what you have, and tell others.',
  },
  malformed: {
    look: 'failed',
    sentence: 'Please enter the number of entries and the whole fingerprint, as this page showed them. A fingerprint has 43 characters.',
  },
} satisfies Record<string, Outcome>;

/** The two checks. Where a script can run it makes them in the browser and says the same sentences. */
export function checkForms(props: {
  urls: { readonly page: string };
  csrf: HiddenField;
  checked?: Checked | undefined;
  compared?: Compared | undefined;
}): Html {
  const { urls, csrf, checked, compared } = props;
  return html`<section class="part" id="receipt">
      <h2>Are you in it?</h2>
      <p class="small hush">
        The code is on your receipt. Keep it to yourself: whoever has it can see that you took part.
        <span data-by="server">We look the code up and do not keep it.</span>
        <span data-by="browser" hidden>Your browser makes the check, and the code stays in it. We see only which entry it asks about.</span>
      </p>
      <form class="ask one" method="post" action="${urls.page}#receipt" data-check="receipt" data-outcomes="${inWords(ofReceipt)}">
        ${hidden(csrf)}
        <label for="receipt-code">Code on your receipt</label>
        <input class="field code" id="receipt-code" name="receipt" required maxlength="200" ${asTyped} />
        <button class="btn">Check</button>
        ${said(checked && ofReceipt[checked.state], checked?.state === 'in_log' ? checked.number : 0)}
      </form>
    </section>
    <section class="part" id="earlier">
      <h2>Did it only grow?</h2>
      <p class="small hush">
        Enter what this page showed on an earlier day, to you or to somebody else.
        <span data-by="browser" hidden>Your browser makes the comparison itself.</span>
      </p>
      <form class="ask" method="get" action="${urls.page}#earlier" data-check="earlier" data-outcomes="${inWords(ofEarlier)}">
        <label for="then-size">Entries then</label>
        <input
          class="field"
          id="then-size"
          name="size"
          required
          maxlength="20"
          inputmode="numeric"
          ${asTyped}
          value="${compared?.size ?? ''}"
        />
        <label for="then-root">Fingerprint then</label>
        <input class="field code" id="then-root" name="root" required maxlength="200" ${asTyped} value="${compared?.root ?? ''}" />
        <button class="btn">Compare</button>
        ${said(compared && ofEarlier[compared.state], readSize(compared?.size) ?? 0)}
      </form>
    </section>`;
}

const asTyped = html`autocomplete="off" autocapitalize="none" spellcheck="false"`;

function said(outcome: Outcome | undefined, number: number): Html {
  if (!outcome) return html`<p role="status"></p>`;
  return html`<p role="status" class="state ${outcome.look}">${outcome.sentence.replace('{n}', figure(number))}</p>`;
}

function inWords(outcomes: Record<string, Outcome>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(outcomes).map(([name, { look, sentence }]) => [name, [look, sentence]])));
}

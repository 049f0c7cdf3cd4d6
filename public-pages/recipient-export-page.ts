import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface RecipientExportProps {
  /** Where the file is fetched. */
  readonly url: string;
  readonly passphrase: string;
  readonly until: string;
}

/** The passphrase of an export, shown this once, and the way to the file. */
export function recipientExportPage({ url, passphrase, until }: RecipientExportProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>Note this passphrase first</h1>
    <p class="lede">Your file is locked with it. It is shown here once, and nobody can tell it to you again.</p>
    <p><code class="passphrase">${passphrase}</code></p>
    <p>
      The file is a ZIP with AES-256 encryption. 7-Zip, Keka and the archive programs of most desktops open it; the one that comes with
      Windows does not.
    </p>
    <p class="small hush">
      The file can be fetched once, until ${until}. It is put together at that moment, and nothing of it is kept here.
    </p>
    <div class="choices"><a class="btn first" href="${url}">I have noted it: go on</a></div>
  </div>`;
  return layout({ ...frame, title: 'Note this passphrase first', main });
}

import { html, raw } from 'hono/html';
import type { HiddenField, Html } from './page.ts';
import { hidden, plural, problemNote } from './pieces.ts';

/** One thing that was found on a partner's page. */
export interface PageFinding {
  readonly level: 'good' | 'warning' | 'problem';
  readonly sentence: string;
  readonly fix?: string | undefined;
}

interface Check {
  readonly url: string;
  readonly csrf: HiddenField;
  readonly address?: string | undefined;
  readonly findings?: readonly PageFinding[] | undefined;
  readonly problem?: string | undefined;
}

/** A page of the partner's to look at, and what was found there. */
export function checkForm({ url, csrf, address = '', findings, problem }: Check): Html {
  return html`<section class="part" id="check">
    <h2>Does it stand well?</h2>
    <p class="hush">Give the address of the page with the letter. We read it as anybody would, and say what stands in the way.</p>
    ${problemNote(problem)}
    <form class="ask one" method="post" action="${url}">
      ${hidden(csrf)}
      <label for="address">Address of your page</label>
      <input class="field" id="address" name="address" type="url" required maxlength="2000" placeholder="https://" value="${address}" />
      <button class="btn">Check my page</button>
    </form>
    ${findings ? found(findings) : ''}
  </section>`;
}

const order = ['problem', 'warning', 'good'] as const;
const marks = { problem: 'failed', warning: 'uncertain', good: 'accepted' } as const;
const names = { problem: 'Problem', warning: 'Could be better', good: 'Good' } as const;

function found(findings: readonly PageFinding[]): Html {
  const problems = findings.filter(({ level }) => level === 'problem').length;
  const sentence =
    problems === 0
      ? 'We found nothing that keeps people from writing.'
      : `We found ${plural(problems, 'one thing', `${String(problems)} things`)} to put right.`;
  return html`<p role="status"><b>${sentence}</b></p>
    <ul class="rows">
      ${order
        .flatMap((level) => findings.filter((finding) => finding.level === level))
        .map(
          ({ level, sentence: what, fix }) =>
            html`<li>
              <span class="state ${marks[level]}"
                ><span><b>${names[level]}.</b> ${what}</span></span
              >
              ${fix ? html`<p>${fix}</p>` : raw('')}
            </li>`,
        )}
    </ul>`;
}

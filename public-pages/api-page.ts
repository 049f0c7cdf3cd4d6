import { html } from 'hono/html';
import { layout, type Frame, type Html } from './page.ts';

/** One call of the API in the list. */
export interface ApiCall {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
}

/** One field of what is sent or answered. */
export interface ApiField {
  readonly name: string;
  /** Its shape in a few words. */
  readonly shape: string;
  readonly required: boolean;
  readonly description: string;
}

/** One call with everything that is said of it. */
export interface ApiCallInFull extends ApiCall {
  readonly description: string;
  readonly parameters: readonly ApiField[];
  readonly body: readonly ApiField[];
  readonly answer: readonly ApiField[];
  readonly refusals: readonly { readonly status: string; readonly description: string }[];
  readonly samples: readonly { readonly label: string; readonly source: string }[];
  readonly exampleAnswer: string;
}

export interface ApiPageProps {
  readonly calls: readonly ApiCall[];
  readonly introduction: readonly string[];
  readonly query: string;
  readonly shown?: ApiCallInFull | undefined;
}

/** The reference of the API: every call by what it is about, one of them in full, and a search that works without a script. */
export function apiPage(props: ApiPageProps, frame: Frame): Html {
  const main = props.shown ? callInFull(props.shown) : callList(props);
  return layout({ ...frame, title: props.shown ? props.shown.summary : 'The API', main, aside: 'API' });
}

function callList({ calls, introduction, query }: ApiPageProps): Html {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = calls.filter((call) => {
    const text = `${call.id} ${call.method} ${call.path} ${call.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const tags = [...new Set(found.map(({ tag }) => tag))].sort();
  return html`<h1>The API</h1>
    ${introduction.map((sentence) => html`<p>${sentence}</p>`)}
    <p><a href="/api/openapi.json">The description for programs (OpenAPI 3.1)</a></p>
    <form method="get" action="/api" role="search">
      <label for="q">Search the calls</label>
      <input id="q" name="q" type="search" maxlength="80" value="${query}" autocomplete="off" />
      <button>Search</button>
    </form>
    <p role="status">${found.length === 1 ? 'One call.' : `${String(found.length)} calls.`}</p>
    ${tags.map(
      (tag) =>
        html`<section>
          <h2>${tag.replaceAll('-', ' ')}</h2>
          <ul class="calls">
            ${found
              .filter((call) => call.tag === tag)
              .map(
                (call) =>
                  html`<li>
                    <a href="/api?call=${call.id}">${call.summary}</a> <code><b>${call.method}</b> ${call.path}</code>
                  </li>`,
              )}
          </ul>
        </section>`,
    )}`;
}

function callInFull(call: ApiCallInFull): Html {
  return html`<p><a href="/api">All calls</a></p>
    <h1>${call.summary}</h1>
    <p>
      <code class="path"><b>${call.method}</b> /api${call.path}</code>
    </p>
    <p>${call.description}</p>
    ${fields('What stands in the address and the header', call.parameters)} ${fields('What is sent', call.body)}
    ${call.samples.map(
      ({ label, source }) =>
        html`<h2>In ${label}</h2>
          <pre tabindex="0"><code>${source}</code></pre>`,
    )}
    ${fields('What is answered', call.answer)}
    <h2>An answer</h2>
    <pre tabindex="0"><code>${call.exampleAnswer}</code></pre>
    <h2>Refusals</h2>
    <dl class="fields">
      ${call.refusals.map(
        ({ status, description }) =>
          html`<dt><code>${status}</code></dt>
            <dd>${description}</dd>`,
      )}
    </dl>`;
}

function fields(title: string, list: readonly ApiField[]): Html | string {
  if (list.length === 0) return '';
  return html`<h2>${title}</h2>
    <dl class="fields">
      ${list.map(
        ({ name, shape, required, description }) =>
          html`<dt><code>${name}</code> <span>${shape}${required ? '' : ', may be absent'}</span></dt>
            <dd>${description}</dd>`,
      )}
    </dl>`;
}

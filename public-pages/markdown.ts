import { html, raw } from 'hono/html';
import type { Html } from './page.ts';

const safeTarget = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i;
const inline = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** Our own documents, written in a small part of Markdown: headings, paragraphs, lists, tables, links, strong. */
export function renderMarkdown(text: string): Html {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n\s*\n|\n(?=#{1,3} )|(?<=^#{1,3} [^\n]*)\n/m);
  return html`${blocks.map((block) => blockOf(block.trim()))}`;
}

function blockOf(block: string): Html {
  const lines = block.split('\n');
  const heading = /^(#{1,3}) (.+)$/.exec(block);
  if (heading?.[1] && heading[2]) return headingOf(heading[1].length, heading[2]);
  if (block.startsWith('|')) return tableOf(lines);
  if (/^[-*] /.test(block))
    return html`<ul>
      ${items(lines, /^[-*] /)}
    </ul>`;
  if (/^\d+[.)] /.test(block))
    return html`<ol>
      ${items(lines, /^\d+[.)] /)}
    </ol>`;
  return block ? html`<p>${spans(lines.join(' '))}</p>` : raw('');
}

// The page's own title is its h1, so both upper levels of a document stand below it.
function headingOf(depth: number, text: string): Html {
  const id = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return depth < 3 ? html`<h2 id="${id}">${spans(text)}</h2>` : html`<h3 id="${id}">${spans(text)}</h3>`;
}

function items(lines: readonly string[], bullet: RegExp): Html[] {
  const joined: string[] = [];
  for (const line of lines) {
    if (bullet.test(line)) joined.push(line.replace(bullet, ''));
    else joined.push(`${joined.pop() ?? ''} ${line.trim()}`);
  }
  return joined.map((item) => html`<li>${spans(item)}</li>`);
}

function tableOf(lines: readonly string[]): Html {
  const rows = lines.map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  );
  const [head = [], , ...body] = rows;
  const names = head.map((cell) => html`<th scope="col">${spans(cell)}</th>`);
  const cells = (row: string[]): Html[] => row.map((cell, index) => html`<td data-head="${head[index] ?? ''}">${spans(cell)}</td>`);
  return html`<div class="scroll" role="region" aria-label="Table: ${head.join(', ')}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${names}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (row) =>
            html`<tr>
              ${cells(row)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function spans(text: string): Html {
  const parts: (Html | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    const [whole, strong, code, label, target] = match;
    parts.push(text.slice(from, match.index));
    if (strong) parts.push(html`<strong>${spans(strong)}</strong>`);
    else if (code) parts.push(html`<code>${code}</code>`);
    else parts.push(target && safeTarget.test(target) ? html`<a href="${target}">${label}</a>` : whole);
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return html`${parts}`;
}

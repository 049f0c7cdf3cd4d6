import { agree, type Agreed, type Way } from './agree.ts';

const written = '[contenteditable="true"]';
const outside = (frame: Element, selector: string) => [...frame.querySelectorAll(selector)].filter((one) => !one.closest(written));
const fileName = /[^\s/\\:*?"<>|][^/\\:*?"<>|]{0,150}\.[\p{L}\p{N}]{1,8}/u;

const ways: Way<string[]>[] = [
  // The address that one drags out of the page: `type:name:address`.
  {
    name: 'address',
    look: (frame) =>
      named(outside(frame, '[download_url]').map((one) => /^[^:]*:(.*?):https?:/.exec(one.getAttribute('download_url') ?? '')?.[1])),
  },
  { name: 'classes', look: (frame) => named(outside(frame, '.dL .vI').map((one) => one.textContent)) },
  {
    name: 'labels',
    look: (frame) =>
      named(
        outside(frame, '[role="listitem"][aria-label], .dL[aria-label]').map(
          (one) => fileName.exec((one.getAttribute('aria-label') ?? '').replace(/^[^:]*:\s*/, ''))?.[0],
        ),
      ),
  },
  { name: 'sizes', look: (frame) => named(outside(frame, 'div, span').flatMap((one) => sized(one))) },
];

/** The names of the files that are attached. The files themselves are not read. */
export const readAttachments = (frame: Element): Agreed<string[]> => agree(frame, ways, (names) => [...names].sort().join('\n'));

function named(names: readonly (string | undefined)[]): string[] | undefined {
  const said = names.map((name) => name?.trim() ?? '').filter((name) => name !== '');
  return said.length > 0 ? [...new Set(said)] : undefined;
}

/** A name with its size in brackets behind it, whatever language the unit is in. */
function sized(element: Element): string[] {
  if (element.children.length > 3 || element.textContent.length > 200) return [];
  const [, name] = /^\s*(.+?\.[\p{L}\p{N}]{1,8})\s*\(\s*[\d.,\u0660-\u0669]+\s*\p{L}+\s*\)\s*$/u.exec(element.textContent) ?? [];
  return name === undefined ? [] : [name];
}

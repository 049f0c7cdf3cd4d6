import { parse, type DefaultTreeAdapterTypes } from 'parse5';

export interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a browser makes of a page's source: its elements, and the text that stands in it outside and inside of scripts. */
export interface PageMarkup {
  readonly elements: readonly PageElement[];
  readonly text: string;
  readonly scripts: string;
  /** Resolves an address as the page would (`<base href>` counts), or gives nothing where it is none. */
  resolve(address: string): URL | undefined;
}

/**
 * Reads a page as a browser with scripts does (WHATWG HTML): what stands in a comment, a `<template>` or a `<noscript>` is not on the page.
 * Broken markup is read as browsers read it.
 */
export function readMarkup(source: string, pageUrl: URL): PageMarkup {
  const elements: PageElement[] = [];
  const texts = { page: [] as string[], scripts: [] as string[] };
  const silent = new Set(['noscript', 'style', 'textarea', 'title', 'iframe']);
  // A list of what is still to be read, because a page can be nested deeper than a call can be.
  const waiting: DefaultTreeAdapterTypes.Node[] = [parse(source)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('attrs' in node) elements.push({ name: node.tagName, attributes: new Map(node.attrs.map(({ name, value }) => [name, value])) });
    if ('value' in node) {
      const within = node.parentNode?.nodeName ?? '';
      if (within === 'script') texts.scripts.push(node.value);
      else if (!silent.has(within)) texts.page.push(node.value);
    }
    if ('childNodes' in node) for (const child of node.childNodes.toReversed()) waiting.push(child);
  }
  const base = elements.find(({ name, attributes }) => name === 'base' && attributes.has('href'))?.attributes.get('href');
  const ground = (base === undefined ? undefined : URL.parse(base.trim(), pageUrl)) ?? pageUrl;
  return {
    elements,
    text: texts.page.join(' '),
    scripts: texts.scripts.join('\n'),
    resolve: (address) => URL.parse(address.trim(), ground) ?? undefined,
  };
}

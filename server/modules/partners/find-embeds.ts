import type { PageElement, PageMarkup } from './page-markup.ts';

/** Everything on a partner's page that has to do with one embed of ours. */
export interface Embeds {
  readonly frames: readonly PageElement[];
  /** `<antiphon-letter>` elements. */
  readonly components: readonly PageElement[];
  /** Frames and elements whose address stands in another attribute than `src`, and the name of that attribute. */
  readonly heldBack: readonly { readonly attribute: string }[];
  /** Frames and elements that show something else of ours. */
  readonly elsewhere: readonly PageElement[];
  readonly links: readonly PageElement[];
  readonly scripts: readonly { readonly element: PageElement; readonly url: URL; readonly runs: boolean }[];
  /** Our code can be read on the page, instead of doing its work. */
  readonly pasted: boolean;
  /** A script of the page names our address, and may put the frame in later. */
  readonly written: boolean;
}

const scriptTypes = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i;

/** Looks for one embed on a page. Schemes are not compared, so that what is loaded over http is found as well. */
export function findEmbeds({ elements, text, scripts, resolve }: PageMarkup, embedUrl: URL): Embeds {
  const addressIn = (element: PageElement, attribute: string) => {
    const value = element.attributes.get(attribute);
    return value === undefined ? undefined : resolve(value);
  };
  const isHere = (url: URL | undefined) => url?.host === embedUrl.host && url.pathname.replace(/\/$/, '') === embedUrl.pathname;
  const named = (name: string) => elements.filter((element) => element.name === name);
  const holders = [...named('iframe'), ...named('antiphon-letter')];
  const shows = (element: PageElement) => isHere(addressIn(element, 'src'));
  const held = (element: PageElement, is: (url: URL | undefined) => boolean) =>
    [...element.attributes].find(
      ([name, value]) => name.startsWith('data-') && value.includes(embedUrl.host) && is(addressIn(element, name)),
    )?.[0];
  const scriptAt = (url: URL | undefined) => url?.host === embedUrl.host && url.pathname === '/embed.js';
  return {
    frames: named('iframe').filter(shows),
    components: named('antiphon-letter').filter(shows),
    heldBack: elements.flatMap((element) => {
      const attribute = element.name === 'a' || shows(element) ? undefined : held(element, isHere);
      return attribute ? [{ attribute }] : [];
    }),
    elsewhere: holders.filter((element) => {
      const url = addressIn(element, 'src');
      return url?.host === embedUrl.host && url.pathname.startsWith('/e/') && !isHere(url);
    }),
    links: named('a').filter((element) => addressIn(element, 'href')?.host === embedUrl.host),
    scripts: named('script').flatMap((element) => {
      const attribute = scriptAt(addressIn(element, 'src')) ? 'src' : held(element, scriptAt);
      const url = attribute && addressIn(element, attribute);
      if (!url) return [];
      return [{ element, url, runs: attribute === 'src' && scriptTypes.test(element.attributes.get('type')?.trim() ?? '') }];
    }),
    pasted: text.includes(embedUrl.pathname) && /<(iframe|antiphon-letter)\b/i.test(text),
    written: scripts.includes(embedUrl.pathname),
  };
}

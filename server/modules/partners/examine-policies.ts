import { blockedBy, readPolicies, type Wanted } from './content-policy.ts';
import { examineSandbox } from './examine-frame.ts';
import { good, problem, type Finding } from './finding.ts';
import type { PageMarkup } from './page-markup.ts';

interface Ground {
  readonly url: URL;
  readonly headers: { get(name: string): string | null };
  readonly markup: PageMarkup;
  readonly embedUrl: URL;
  /** Our script, where the page loads it. */
  readonly script?: { readonly url: URL; readonly nonce: string | undefined } | undefined;
}

/** Whether the page's own rules, in its headers and its `<meta>`, let our frame and our script in. */
export function examinePolicies({ url, headers, markup, embedUrl, script }: Ground): Finding[] {
  const inHeader = readPolicies(headers.get('content-security-policy') ?? '');
  const inMeta = markup.elements
    .filter(({ name, attributes }) => name === 'meta' && /^content-security-policy$/i.test(attributes.get('http-equiv')?.trim() ?? ''))
    .flatMap(({ attributes }) => readPolicies(attributes.get('content') ?? ''));
  const policies = [...inHeader, ...inMeta];
  const blocks = (wanted: Omit<Wanted, 'page'>, what: string) => {
    const by = blockedBy(policies, { ...wanted, page: url });
    if (!by) return [];
    const own = wanted.kind === 'frame' ? 'frame-src' : 'script-src';
    const fix = by.name.startsWith('default') ? `Add a directive ${own} to the policy that names` : `Add to ${by.name} in the policy:`;
    return [problem(`The page's content security policy keeps ${what} out: "${shortened(by.text)}".`, `${fix} ${embedUrl.origin}`)];
  };
  return [
    ...blocks({ kind: 'frame', url: embedUrl }, 'our frame'),
    ...(script ? blocks({ kind: 'script', url: script.url, nonce: script.nonce }, 'our script') : []),
    ...inHeader.flatMap((policy) => examineSandbox(policy.get('sandbox')?.join(' '), sandboxFix)).slice(0, 5),
    ...isolation(headers),
  ];
}

/** What a page is locked in with, its frames are too. */
const sandboxFix = (token: string) => `The page's content security policy says "sandbox". Remove that, or add ${token} to it.`;

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200)} …` : text);

/** Cross-origin isolation of the page (WHATWG HTML, "embedder policies" and "cross-origin opener policies"). */
function isolation(headers: Ground['headers']): Finding[] {
  const value = (name: string) => headers.get(name)?.split(';')[0]?.trim().toLowerCase() ?? '';
  const embedder = value('cross-origin-embedder-policy');
  const opener = value('cross-origin-opener-policy');
  return [
    ...(embedder === 'require-corp' || embedder === 'credentialless'
      ? [good(`The page isolates itself (Cross-Origin-Embedder-Policy: ${embedder}). Our frame says that it may stand there, and works.`)]
      : []),
    ...(opener.startsWith('same-origin')
      ? [good('The page cuts itself off from windows that it opens (Cross-Origin-Opener-Policy). Our frame works all the same.')]
      : []),
  ];
}

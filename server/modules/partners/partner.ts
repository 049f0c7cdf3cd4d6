import { Refusal } from '../../platform/errors.ts';

/**
 * Where a partner's pages stand, exactly as a browser names it: `https`, host, and a port that is not the usual one. Nothing else may frame
 * an action page. Plain `http` is taken for this very machine alone, so that a copy can be tried without certificates.
 */
export function checkedOrigins(origins: readonly string[]): string[] {
  return [...new Set(origins.map(checkedOrigin))];
}

function checkedOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const here = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const exact = url?.href === `${url?.origin ?? ''}/` && !text.includes('*');
  if (!url || !exact || !(url.protocol === 'https:' || (url.protocol === 'http:' && here)))
    throw new Refusal(
      'invalid',
      'origin_unusable',
      `“${text.slice(0, 80)}” is no exact origin. Write https:// and the host, without a path, such as https://www.example.org.`,
    );
  return url.origin;
}

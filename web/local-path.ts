const here = 'http://copy.invalid';

/**
 * A path of this copy as a browser reads it, or nothing. What names another host is none, in whatever spelling: `//elsewhere`, `/\\elsewhere`,
 * a slash with a tab or line break behind it, which browsers leave out (WHATWG URL, "basic URL parser").
 */
export function localPath(path: string | undefined): string | undefined {
  const url = path?.startsWith('/') ? URL.parse(path, here) : null;
  return url?.origin === here && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : undefined;
}

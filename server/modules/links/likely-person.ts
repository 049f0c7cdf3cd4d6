/**
 * Words by which programs name themselves: search and mail scanners, programs that fetch a preview, and the libraries that others are made with.
 * A machine that calls itself a browser is not among them; it is known by its haste.
 */
const machines = new RegExp(
  [
    'bot|crawl|spider|slurp|scan|preview|fetch|monitor|archive|feed|validator|headless|phantom|lighthouse',
    'proofpoint|mimecast|barracuda|safelinks|forefront|messagelabs|trendmicro|symantec|fireeye|cloudmark|virustotal',
    'facebookexternalhit|facebookcatalog|whatsapp|telegram|slack|discord|skype|teams|viber|embedly|microsoft office|outlook-',
    'curl|wget|python|java\\/|okhttp|httpclient|http_|libwww|lwp|axios|undici|node|got|go-http|ruby|perl|php|postman|guzzle|apache',
  ].join('|'),
  'i',
);

/**
 * Whether a visit is likely that of a person who followed a link. Decided by what the browser says of itself at this moment, none of which is
 * kept: its name; whether it fetches ahead (`Sec-Purpose`, Fetch Standard section 2.4, and its forerunners); and whether it goes there to
 * show a page (`Sec-Fetch-Mode: navigate`, Fetch Metadata). Who only asks for the head reads nothing.
 */
export function isLikelyPerson({ method, header }: { method: string; header(name: string): string | undefined }): boolean {
  if (method !== 'GET') return false;
  const name = header('user-agent')?.trim() ?? '';
  if (name === '' || machines.test(name)) return false;
  if (['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((one) => /prefetch|prerender|preview/i.test(header(one) ?? ''))) return false;
  return (header('sec-fetch-mode') ?? 'navigate') === 'navigate';
}

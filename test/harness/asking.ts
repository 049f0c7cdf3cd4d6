import { until } from './ours.ts';

export interface Seen {
  status: number;
  retryAfter: string | null;
  seconds: number;
}

/** How one request is answered now, and how long it took. */
export async function answer(url: string, headers: Record<string, string> = {}): Promise<Seen> {
  const began = performance.now();
  const got = await fetch(url, { headers });
  await got.arrayBuffer();
  return { status: got.status, retryAfter: got.headers.get('retry-after'), seconds: (performance.now() - began) / 1000 };
}

export type Ask = () => Promise<Seen[]>;

/** Asks for a page, for something of the API, and whether the copy is ready, all at once. */
export const asking =
  (url: string, { page, call, headers }: { page: string; call: string; headers: Record<string, string> }): Ask =>
  () =>
    Promise.all([page, `/api${call}`, '/readyz'].map((path) => answer(`${url}${path}`, path === '/readyz' ? {} : headers)));

export const statuses = (seen: Seen[]) => seen.map(({ status }) => status);

/** How many seconds pass until everything is answered again. */
export async function secondsUntilFine(ask: Ask): Promise<number> {
  const began = performance.now();
  await until('everything answers again', async () => statuses(await ask()).every((status) => status === 200));
  return (performance.now() - began) / 1000;
}

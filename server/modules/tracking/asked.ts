import type { Visit } from '../../platform/page.ts';
import type { Hit } from './hit.ts';

/** What a request says of whoever made it. */
export type Asked = Pick<Hit, 'ipAddress' | 'userAgent' | 'head' | 'ahead'>;

/** `Sec-Purpose` and its forerunners say that a page is fetched ahead (Fetch Standard section 2.4). */
export function isAhead(header: (name: string) => string | undefined): boolean {
  return ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) => /prefetch|prerender|preview/i.test(header(name) ?? ''));
}

export function askedBy(visit: Visit): Asked {
  const [ipAddress, userAgent] = [visit.get('ipAddress') ?? null, visit.get('userAgent') ?? null];
  return { ipAddress, userAgent, head: visit.req.method === 'HEAD', ahead: isAhead((name) => visit.req.header(name)) };
}

import type { Visit } from '../../platform/page.ts';
import type { Hit } from './judge-hit.ts';

/** What a request says of whoever made it. `Sec-Purpose` and its forerunners say that a page is fetched ahead (Fetch Standard section 2.4). */
export function hitOf(visit: Visit, { kind, linkId, at }: { kind: Hit['kind']; linkId: string | null; at: Date }): Hit {
  const ahead = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|prerender|preview/i.test(visit.req.header(name) ?? ''),
  );
  const [ipAddress, userAgent] = [visit.get('ipAddress') ?? null, visit.get('userAgent') ?? null];
  return { at, kind, linkId, ipAddress, userAgent, head: visit.req.method === 'HEAD', ahead };
}

import { hostIn } from '../../../platform/host-header.ts';
import type { PageRoute } from '../../../platform/page.ts';
import type { Tools } from '../../../platform/tools.ts';
import { answerTo, challengePath } from './examine-domain.ts';
import type { OwnHosts } from './own-hosts.ts';

/** What shows that a host leads to this very copy, and what a proxy asks before it gets a certificate for one. */
export function trackingDomainPages(tools: Pick<Tools, 'hashing'>, hosts: OwnHosts): PageRoute[] {
  return [
    {
      method: 'GET',
      path: `${challengePath}/:challenge`,
      does: 'Shows that a host leads to this very copy: answers a challenge as only it can',
      remembered(visit) {
        const challenge = visit.req.param('challenge') ?? '';
        if (!/^[A-Za-z0-9_-]{32}$/.test(challenge)) return visit.text('This is no challenge.', 400);
        return visit.text(answerTo(tools, hostIn(visit.req.header('host')), challenge));
      },
      handle: (visit) => visit.text('This is no challenge.', 400),
    },
    {
      method: 'GET',
      path: '/tracking-domains/ask',
      does: 'Tells a proxy whether it may get a certificate for a host: yes for tracking domains whose owner was checked, and for no other',
      async handle(visit) {
        const host = hostIn(visit.req.query('domain'));
        const isTheirs = /^[a-z0-9.-]{1,253}$/.test(host) && (await hosts.isTheirs(host));
        return isTheirs ? visit.text('yes') : visit.text('no', 404);
      },
    },
  ];
}

import { actorOf, api, memberOf } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { checkDomain } from './check-domain.ts';
import type { DomainNeeds } from './examine-domain.ts';
import { nameDomain } from './name-domain.ts';
import { removeDomain } from './remove-domain.ts';
import { findDomain } from './store.ts';
import { isInUse, proofRecord } from './tracking-domain.ts';

/** The host of a workspace's own for its links. */
export function trackingDomainRoutes(tools: Tools, needs: DomainNeeds) {
  const { trackingDomain } = api;
  const shown = async (workspaceId: string) => {
    const domain = await tools.database.inWorkspace(workspaceId, (tx) => findDomain(tx, workspaceId));
    const here = new URL(needs.publicUrl).hostname;
    if (!domain) return { here, domain: null };
    const { host, checkedAt, ownedAt, failingSince, problem } = domain;
    const state = isInUse(domain) ? ('used' as const) : failingSince ? ('failing' as const) : ('waiting' as const);
    const times = { checkedAt: checkedAt?.toISOString() ?? null, failingSince: failingSince?.toISOString() ?? null };
    return { here, domain: { host, state, owned: ownedAt !== null, problem, record: proofRecord(domain), ...times } };
  };
  return {
    show: trackingDomain.show.handler(({ context }) => shown(memberOf(context).workspaceId)),
    name: trackingDomain.name.handler(async ({ input: { host }, context }) => {
      const member = memberOf(context);
      await nameDomain(tools, actorOf(context), member, { host, publicUrl: needs.publicUrl });
      needs.hosts.forget();
      return shown(member.workspaceId);
    }),
    check: trackingDomain.check.handler(async ({ context }) => {
      const member = memberOf(context);
      await checkDomain(tools, needs, actorOf(context), member);
      return shown(member.workspaceId);
    }),
    remove: trackingDomain.remove.handler(async ({ context }) => {
      await removeDomain(tools, actorOf(context), memberOf(context));
      needs.hosts.forget();
      return { done: true as const };
    }),
  };
}

import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { revocableToken, revokeConsent } from './end-consent.ts';
import type { Ticket } from './flow.ts';
import { openFlow } from './look-at-flow.ts';
import { deleteFlow } from './store.ts';

/** The supporter stops: everything of the flow is deleted now, and the consent given back. What was sent before stays sent. */
export async function stopLetter(
  tools: Tools,
  google: AskConsent,
  actor: Actor,
  ticket: Ticket | undefined,
): Promise<'disconnected' | 'disconnected_unconfirmed' | 'under_way'> {
  if (!ticket) return 'disconnected';
  const stopped = await tools.database.inWorkspace(ticket.workspaceId, async (tx) => {
    const flow = await openFlow(tools, tx, ticket, 'lock');
    if (!flow) return { token: undefined };
    if (flow.step === 'sending') return 'under_way';
    const token = revocableToken(tools, flow);
    await deleteFlow(tx, flow);
    await recordEntry(
      tools,
      tx,
      { workspaceId: flow.workspaceId, actor },
      { action: 'supporter.stopped', subject: { kind: 'campaign', id: flow.campaignId } },
    );
    return { token };
  });
  if (stopped === 'under_way') return 'under_way';
  return (await revokeConsent(tools, google, stopped.token)) ? 'disconnected' : 'disconnected_unconfirmed';
}

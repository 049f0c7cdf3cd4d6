import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { clearConsent, revocableToken, revokeConsent } from './end-consent.ts';
import type { Ticket } from './flow.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { openFlow } from './look-at-flow.ts';
import { giveBack } from './offers/offer-recipients.ts';
import { deleteFlow } from './store.ts';

/** The supporter stops: everything of the flow is deleted now, and the consent given back. What was sent before stays sent. */
export async function stopLetter(
  tools: Tools,
  ways: Ways,
  actor: Actor,
  ticket: Ticket | undefined,
): Promise<'disconnected' | 'disconnected_unconfirmed' | 'disconnected_here' | 'under_way'> {
  if (!ticket) return 'disconnected';
  const stopped = await tools.database.inWorkspace(ticket.workspaceId, async (tx) => {
    const flow = await openFlow(tools, tx, ticket, 'lock');
    if (!flow) return { token: undefined, company: ways.gmail.consent, mailbox: undefined };
    if (flow.step === 'sending') return 'under_way';
    const token = revocableToken(tools, flow);
    await giveBack(tools, tx, flow);
    // A frame still asks how it ended: then an empty row tells it, for the rest of the 48 hours.
    if (flow.handleHash) await clearConsent(tx, flow, { keepDraft: false, step: 'settled', settledAt: tools.clock.now() });
    else await deleteFlow(tx, flow);
    await recordEntry(
      tools,
      tx,
      { workspaceId: flow.workspaceId, actor },
      { action: 'supporter.stopped', subject: { kind: 'campaign', id: flow.campaignId } },
    );
    return { token, company: wayOf(ways, flow).consent, mailbox: flow.mailbox };
  });
  if (stopped === 'under_way') return 'under_way';
  if (await revokeConsent(tools, stopped.company, stopped.token)) return 'disconnected';
  return stopped.mailbox === 'outlook' ? 'disconnected_here' : 'disconnected_unconfirmed';
}

import { emailKey } from '../../../../shared/email-address.ts';
import { participationHash } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { revocableToken, revokeConsent } from '../end-consent.ts';
import { isOver, placeIn } from '../flow.ts';
import { wayOf, type Ways } from '../mailbox-ways.ts';
import { giveBack } from '../offers/offer-recipients.ts';
import { openedParticipationKeys } from '../participation.ts';
import { deleteFlow, deleteParticipation, lockFlow } from '../store.ts';
import { campaignPlaces, flowsWithAddress, participationsUnder } from './store.ts';

/** Letters under way and participations of one supporter, found by the address of their mailbox. */
export interface HeldOfSupporter {
  letters: Awaited<ReturnType<typeof lettersOf>>;
  participations: Awaited<ReturnType<typeof participationsUnder>>;
}

/**
 * What is kept about somebody as a supporter. A participation is found by making its code again: who signed in with an account of a
 * company’s own directory is known by that account alone, and cannot be found by an address.
 */
export async function heldOfSupporter(tools: Tools, tx: Tx, key: string): Promise<HeldOfSupporter> {
  return { letters: await lettersOf(tools, tx, key), participations: await participationsUnder(tx, await codesOf(tools, tx, key)) };
}

async function lettersOf(tools: Tools, tx: Tx, key: string) {
  const now = tools.clock.now();
  const flows = (await flowsWithAddress(tx)).filter((flow) => !isOver(flow, now));
  return flows.flatMap((flow) => {
    const open = (column: string, sealed: Buffer | null) => (sealed === null ? null : tools.sealer.open(placeIn(flow, column), sealed));
    const address = open('address_sealed', flow.addressSealed);
    if (address === null || emailKey(address) !== key) return [];
    const draft = open('draft_sealed', flow.draftSealed);
    return [
      {
        ...{ workspaceId: flow.workspaceId, id: flow.id, campaignId: flow.campaignId, step: flow.step, mailbox: flow.mailbox, address },
        name: open('name_sealed', flow.nameSealed),
        draft: draft === null ? null : (JSON.parse(draft) as Record<string, unknown>),
        createdAt: flow.createdAt,
        lastActiveAt: flow.lastActiveAt,
      },
    ];
  });
}

/** The codes under which an address would stand in every campaign, with each key that is kept. */
async function codesOf(tools: Tools, tx: Tx, key: string) {
  const keys = [...(await openedParticipationKeys(tools, tx)).values()];
  return (await campaignPlaces(tx)).flatMap((place) =>
    keys.map((month) => ({ ...place, addressHash: participationHash(month, place.campaignId, key) })),
  );
}

/**
 * Deletes what is kept about a supporter: letters that were not sent, with their consents, and the codes of participations; counts stay. A
 * letter that is leaving at this moment ends by itself.
 * @returns what was deleted, and what is to be done once that is committed: giving the consents back
 */
export async function eraseSupporter(tools: Tools, tx: Tx, ways: Ways, key: string) {
  const { letters, participations } = await heldOfSupporter(tools, tx, key);
  const held: { company: Ways['gmail']['consent']; token: string | undefined }[] = [];
  for (const { workspaceId, id } of letters) {
    const flow = await lockFlow(tx, workspaceId, id);
    if (!flow || flow.step === 'sending') continue;
    held.push({ company: wayOf(ways, flow).consent, token: revocableToken(tools, flow) });
    await giveBack(tools, tx, flow);
    await deleteFlow(tx, flow);
  }
  for (const { workspaceId, campaignId, addressHash } of participations)
    await deleteParticipation(tx, workspaceId, campaignId, [addressHash]);
  if (held.length + participations.length > 0) {
    const details = { letters: held.length, participations: participations.length };
    const about = { workspaceId: installationId, actor: { kind: 'supporter' as const } };
    await recordEntry(tools, tx, about, { action: 'supporter.erased', details });
  }
  return {
    letters: held.length,
    participations: participations.length,
    giveBackConsents: async () => {
      for (const { company, token } of held) await revokeConsent(tools, company, token);
    },
  };
}

import { emailKey } from '../../../../shared/email-address.ts';
import { participationHash } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { openOrNothing } from '../../../platform/open-or-nothing.ts';
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
  return (await flowsOf(tools, tx, key)).flatMap(({ flow, address }) => {
    if (isOver(flow, now)) return [];
    const open = (column: string, sealed: Buffer | null) => openOrNothing(tools, placeIn(flow, column), sealed) ?? null;
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

/** The letters under way of an address, also those that are over and not yet gone. One that cannot be opened is nobody's here, and keeps nobody from their rights. */
async function flowsOf(tools: Tools, tx: Tx, key: string) {
  return (await flowsWithAddress(tx)).flatMap((flow) => {
    const address = openOrNothing(tools, placeIn(flow, 'address_sealed'), flow.addressSealed);
    return address !== undefined && emailKey(address) === key ? [{ flow, address }] : [];
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
 * Ends what a supporter began and did not send: the rows of their letters go, and their consents are given back. A letter that is leaving at this
 * moment is left to end by itself.
 * @returns how many there were, and what is to be done once that is committed: giving the consents back
 */
export async function endLetters(tools: Tools, tx: Tx, ways: Ways, key: string) {
  const held: { company: Ways['gmail']['consent']; token: string | undefined }[] = [];
  for (const { workspaceId, id } of (await flowsOf(tools, tx, key)).map(({ flow }) => flow)) {
    const flow = await lockFlow(tx, workspaceId, id);
    if (!flow || flow.step === 'sending') continue;
    held.push({ company: wayOf(ways, flow).consent, token: revocableToken(tools, flow) });
    await giveBack(tools, tx, flow);
    await deleteFlow(tx, flow);
  }
  return {
    letters: held.length,
    giveBackConsents: async () => {
      for (const { company, token } of held) await revokeConsent(tools, company, token);
    },
  };
}

/** Deletes what is kept about a supporter: letters that were not sent, with their consents, and the codes of participations; counts stay. */
export async function eraseSupporter(tools: Tools, tx: Tx, ways: Ways, key: string) {
  const participations = await participationsUnder(tx, await codesOf(tools, tx, key));
  const ended = await endLetters(tools, tx, ways, key);
  for (const { workspaceId, campaignId, addressHash } of participations)
    await deleteParticipation(tx, workspaceId, campaignId, [addressHash]);
  if (ended.letters + participations.length > 0) {
    const details = { letters: ended.letters, participations: participations.length };
    const about = { workspaceId: installationId, actor: { kind: 'supporter' as const } };
    await recordEntry(tools, tx, about, { action: 'supporter.erased', details });
  }
  return { ...ended, codes: participations.map(({ addressHash }) => addressHash) };
}

import { normaliseBody } from '../../../shared/body-text.ts';
import { emailKey, parseEmailAddress } from '../../../shared/email-address.ts';
import type { Tx } from '../../platform/database.ts';
import { Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { installationId, newId } from '../../platform/ids.ts';
import { openOrNothing } from '../../platform/open-or-nothing.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { endOpen, endUnconfirmed, placeOf, type RequestKind } from './request.ts';
import { confirmedRequests, findUnconfirmed, insertRequest, markConfirmed, type RequestRow } from './store.ts';

export const longestMessage = 5_000;

/** The secret of the link that confirms a request. Derived, so that the job that mails it needs no secret in its data. */
export const confirmToken = (tools: Pick<Tools, 'hashing'>, id: string) => tools.hashing.lookup('request_link', id).toString('base64url');

/**
 * Takes what somebody asks. Until the address has been shown to be theirs, by a link that is mailed to it, nobody is shown the request,
 * and after 48 hours it is gone.
 * @throws Refusal with a sentence for the form
 */
export async function fileRequest(tools: Tools, input: { kind: RequestKind; email: string; message: string }): Promise<void> {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  const message = readMessage(input.message);
  await countUse(tools, limits.mailPerAccount, `request|${parsed.key}`);
  const id = newId(tools.clock);
  const receivedAt = tools.clock.now();
  await tools.database.inInstallation('recipient', async (tx) => {
    await insertRequest(tx, {
      id,
      kind: input.kind,
      state: 'unverified',
      addressSealed: tools.sealer.seal(placeOf(id, 'address_sealed'), parsed.address),
      messageSealed: tools.sealer.seal(placeOf(id, 'message_sealed'), message),
      tokenHash: hashToken(confirmToken(tools, id)),
      receivedAt,
      endsAt: endUnconfirmed(receivedAt),
    });
    await tools.enqueue(tx, 'mail-request-link', { requestId: id });
  });
}

/** @throws Refusal with a sentence for the form */
function readMessage(text: string): string {
  const message = normaliseBody(text).trim();
  if (message === '') throw new Refusal('invalid', 'message_missing', 'Please write what it is about.');
  if (message.length > longestMessage)
    throw new Refusal('invalid', 'message_too_long', `Please say it in at most ${String(longestMessage)} characters.`);
  return message;
}

/** Whether a link still waits to be pressed. Looking changes nothing. */
export function waitsForConfirmation(tools: Tools, token: string): Promise<boolean> {
  return tools.database.inInstallation(
    'recipient',
    async (tx) => (await findUnconfirmed(tx, [hashToken(token)], tools.clock.now())) !== undefined,
  );
}

/** Puts a request on the operator's list, once; its day is thirty days after it came. False when the link is over. */
export function confirmRequest(tools: Tools, actor: Actor, token: string): Promise<boolean> {
  return tools.database.inInstallation('recipient', async (tx) => {
    const id = await markConfirmed(tx, hashToken(token), { now: tools.clock.now(), endsAt: endOpen });
    if (!id) return false;
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'request.confirmed', subject: { kind: 'request', id } });
    return true;
  });
}

/**
 * Puts a request of somebody whose address is known to be theirs on the operator's list.
 * @throws Refusal with a sentence for the form
 */
export async function openRequest(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  input: { kind: RequestKind; address: string; message: string },
): Promise<void> {
  const message = readMessage(input.message);
  const id = newId(tools.clock);
  const receivedAt = tools.clock.now();
  await insertRequest(tx, {
    id,
    kind: input.kind,
    state: 'open',
    addressSealed: tools.sealer.seal(placeOf(id, 'address_sealed'), input.address),
    messageSealed: tools.sealer.seal(placeOf(id, 'message_sealed'), message),
    tokenHash: null,
    receivedAt,
    endsAt: endOpen(receivedAt),
  });
  await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'request.opened', subject: { kind: 'request', id } });
}

/** Every request that somebody made for their address, opened. What nobody has confirmed is nobody's word yet. */
export async function requestsOf(tools: Tools, tx: Tx, key: string) {
  const isTheirs = ({ id, addressSealed }: RequestRow) => {
    const address = openOrNothing(tools, placeOf(id, 'address_sealed'), addressSealed);
    return address !== undefined && emailKey(address) === key;
  };
  return (await confirmedRequests(tx, tools.clock.now())).filter(isTheirs).map((row) => openedRequest(tools, row));
}

/** A request with what is sealed in it. */
export function openedRequest(tools: Pick<Tools, 'sealer'>, { addressSealed, messageSealed, answerSealed, ...row }: RequestRow) {
  const open = (column: Parameters<typeof placeOf>[1], sealed: Buffer | null) =>
    sealed === null ? undefined : tools.sealer.open(placeOf(row.id, column), sealed);
  return {
    ...row,
    email: open('address_sealed', addressSealed) ?? '',
    message: open('message_sealed', messageSealed) ?? '',
    answer: open('answer_sealed', answerSealed) ?? null,
  };
}

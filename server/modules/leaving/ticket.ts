import { equal } from '../../platform/hashing.ts';
import type { Tools } from '../../platform/tools.ts';

/** What the link under a message says: by whom it was sent, in which campaign, to which enrolment, and the code of the address it went to. */
export interface Ticket {
  workspaceId: string;
  campaignId: string;
  enrolmentId: string;
  /** The code under which the address stands on a list of suppressions: with it one can leave when nothing else is left here. */
  addressCode: Buffer;
}

const purpose = 'leave';
const format = 1;
const codeBytes = 32;
const proofBytes = 16;
const bodyBytes = 1 + 3 * 16 + codeBytes;
const shape = /^[A-Za-z0-9_-]{130}$/;

/** A ticket as it stands in a link. Whoever has it can leave, and do nothing else; nobody can make one without the keys of this copy. */
export function writeTicket(tools: Pick<Tools, 'hashing'>, { workspaceId, campaignId, enrolmentId, addressCode }: Ticket): string {
  const ids = [workspaceId, campaignId, enrolmentId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  const body = Buffer.concat([Buffer.from([format]), ...ids, addressCode]);
  return Buffer.concat([body, proofOf(tools.hashing.lookup(purpose, body.toString('base64')))]).toString('base64url');
}

/** What a ticket says; nothing where it was cut, altered or made elsewhere. It never ends: a message can be read after years. */
export function readTicket(tools: Pick<Tools, 'hashing'>, text: string): Ticket | undefined {
  if (!shape.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // The last sign carries bits that say nothing: only one way to write a ticket is one.
  if (bytes.toString('base64url') !== text || bytes[0] !== format) return undefined;
  const body = bytes.subarray(0, bodyBytes);
  const proofs = tools.hashing.lookupAll(purpose, body.toString('base64')).map(proofOf);
  if (!proofs.some((proof) => equal(proof, bytes.subarray(bodyBytes)))) return undefined;
  const idAt = (index: number) => uuid(body.subarray(1 + 16 * index, 17 + 16 * index));
  return { workspaceId: idAt(0), campaignId: idAt(1), enrolmentId: idAt(2), addressCode: Buffer.from(body.subarray(49)) };
}

const proofOf = (code: Buffer) => code.subarray(0, proofBytes);

const uuid = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

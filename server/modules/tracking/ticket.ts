import { timingSafeEqual } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';

/** What a tracked address in a message says. In sum only it names nobody: the same link then has the same ticket for everybody. */
export interface TrackedTicket {
  kind: 'click' | 'open' | 'hidden';
  workspaceId: string;
  campaignId: string;
  step: number;
  variant: string;
  /** Which link, of a click. */
  linkId?: string;
  enrolmentId?: string;
}

const purpose = 'tracked';
const kinds = ['click', 'open', 'hidden'] as const;
const format = 1;
const proofBytes = 16;
const bodyBytes = 4 + 4 * 16;
const shape = /^[A-Za-z0-9_-]{112}$/;
const nobody = '00000000-0000-0000-0000-000000000000';

/** A ticket as it stands in an address: it tells a stranger nothing, and nobody can make one without the keys of this copy. */
export function writeTracked(tools: Pick<Tools, 'hashing'>, ticket: TrackedTicket): string {
  const { kind, step, variant, workspaceId, campaignId, linkId = nobody, enrolmentId = nobody } = ticket;
  const ids = [workspaceId, campaignId, linkId, enrolmentId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  const body = Buffer.concat([Buffer.from([format, kinds.indexOf(kind), step, variant.charCodeAt(0)]), ...ids]);
  return Buffer.concat([body, proofOf(tools.hashing.lookup(purpose, body.toString('base64')))]).toString('base64url');
}

/** What a ticket says; nothing where it was cut, altered or made elsewhere. It never ends: a message can be read after years. */
export function readTracked(tools: Pick<Tools, 'hashing'>, text: string): TrackedTicket | undefined {
  if (!shape.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const kind = kinds[bytes[1] ?? kinds.length];
  if (bytes[0] !== format || !kind) return undefined;
  const [body, proof] = [bytes.subarray(0, bodyBytes), bytes.subarray(bodyBytes)];
  const proofs = tools.hashing.lookupAll(purpose, body.toString('base64')).map(proofOf);
  // Both are of one length, so nothing has to be hashed before they are compared.
  if (!proofs.some((one) => timingSafeEqual(one, proof))) return undefined;
  const hex = body.toString('hex');
  const idAt = (place: number) => uuidIn(hex, 8 + 32 * place);
  const [workspaceId, campaignId, linkId, enrolmentId] = [idAt(0), idAt(1), idAt(2), idAt(3)];
  return {
    ...{ kind, workspaceId, campaignId, step: bytes[2] ?? 0, variant: String.fromCharCode(bytes[3] ?? 0) },
    ...(linkId === nobody ? {} : { linkId }),
    ...(enrolmentId === nobody ? {} : { enrolmentId }),
  };
}

/** The number of a link: the same address in the same message of a campaign has the same one, whoever writes it down. */
export function linkIdOf(
  tools: Pick<Tools, 'hashing'>,
  { campaignId, step, url, enrolmentId }: { campaignId: string; step: number; url: string; enrolmentId?: string | undefined },
): string {
  return uuidIn(tools.hashing.lookup('tracked link', JSON.stringify([campaignId, step, enrolmentId ?? null, url])).toString('hex'), 0);
}

const proofOf = (code: Buffer) => code.subarray(0, proofBytes);

const uuidIn = (hex: string, at: number) =>
  `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`;

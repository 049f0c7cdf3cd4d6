import { equal } from '../../platform/hashing.ts';
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
  const body = bytes.subarray(0, bodyBytes);
  const proofs = tools.hashing.lookupAll(purpose, body.toString('base64')).map(proofOf);
  if (!proofs.some((proof) => equal(proof, bytes.subarray(bodyBytes)))) return undefined;
  const [workspaceId = '', campaignId = '', linkId, enrolmentId] = [0, 1, 2, 3].map((index) =>
    asUuid(body.subarray(4 + 16 * index, 20 + 16 * index)),
  );
  return {
    ...{ kind, workspaceId, campaignId, step: bytes[2] ?? 0, variant: String.fromCharCode(bytes[3] ?? 0) },
    ...(linkId && linkId !== nobody ? { linkId } : {}),
    ...(enrolmentId && enrolmentId !== nobody ? { enrolmentId } : {}),
  };
}

/** The number of a link: the same address in the same message of a campaign has the same one, whoever writes it down. */
export function linkIdOf(
  tools: Pick<Tools, 'hashing'>,
  { campaignId, step, url, enrolmentId }: { campaignId: string; step: number; url: string; enrolmentId?: string | undefined },
): string {
  return asUuid(tools.hashing.lookup('tracked link', JSON.stringify([campaignId, step, enrolmentId ?? null, url])).subarray(0, 16));
}

const proofOf = (code: Buffer) => code.subarray(0, proofBytes);

const asUuid = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Permission } from '../permissions.ts';

/** What every route of the API says about itself besides its shape. */
export interface RouteMeta {
  permission: Permission;
  /** How strictly calls are counted; `guarded` is for guesses at passwords, codes and links. */
  rate: 'usual' | 'guarded';
  /**
   * Asks whoever sits there for their password again, unless they gave it a few minutes ago. An API token has none to give: it passes where only
   * people are asked, and nowhere else.
   */
  confirmed?: true | 'of_people';
  /** The answer shows a secret, or hands out what is kept of people: it is given once and kept for nobody, also not for whoever asks the same again. */
  shownOnce?: true;
  /** The call takes no Idempotency-Key: nobody is left to make it again, or its pieces have numbers of their own. */
  withoutKey?: true;
  /** The body is no JSON but the bytes of a file. */
  takesBytes?: true;
}

/** Whether a call may come with an Idempotency-Key, and is then done once. What asks for nobody takes none: nobody could be told what came of it. */
export const takesKey = (method: string, { permission, withoutKey }: RouteMeta): boolean =>
  method !== 'GET' && permission !== 'public' && !withoutKey;

/** The body of every refusal: a code for programs beside the sentence for people. */
const refusal = z.object({ code: z.string().describe('What was refused, for a program'), retryAfterSeconds: z.number().int().optional() });

const api = oc.$meta<RouteMeta>({ permission: 'operator', rate: 'usual' }).errors({
  NOT_FOUND: { status: 404, message: 'Not here, or not yours to see', data: refusal },
  NOT_ALLOWED: { status: 403, message: 'The role does not allow it', data: refusal },
  SIGNED_OUT: { status: 401, message: 'Signed out', data: refusal },
  INVALID: { status: 400, message: 'The input is not usable', data: refusal },
  REFUSED: { status: 422, message: 'Understood, and refused with a reason', data: refusal },
  CONFLICT: { status: 409, message: 'Something changed meanwhile', data: refusal },
  TOO_MANY: { status: 429, message: 'Too many calls', data: refusal },
  PROVIDER_FAILED: { status: 502, message: 'An outside service did not do its part', data: refusal },
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Begins a route; the permission stands on the same line as the path. */
export function route(method: Method, path: `/${string}`, permission: Permission, summary: string) {
  const tag = path.split('/')[path.startsWith('/workspaces/{') ? 3 : 1] ?? 'workspace';
  return api.meta({ permission, rate: 'usual' }).route({ method, path, summary, tags: [tag] });
}

/** A route at which somebody could guess a password, a code or a link: counted more strictly. */
export function guardedRoute(method: Method, path: `/${string}`, permission: Permission, summary: string) {
  return route(method, path, permission, summary).meta({ permission, rate: 'guarded' });
}

/** A route for which one shows again who one is: what leaves with it, ends by it or gives power cannot be taken back. */
export function confirmedRoute(method: Method, path: `/${string}`, permission: Permission, summary: string) {
  return route(method, path, permission, summary).meta({ permission, rate: 'usual', confirmed: true });
}

/** A route for which people show again who they are, and which a script may call all the same: it does what its token was made for. */
export function confirmedOfPeopleRoute(method: Method, path: `/${string}`, permission: Permission, summary: string) {
  return route(method, path, permission, summary).meta({ permission, rate: 'usual', confirmed: 'of_people' });
}

const saying = (begun: ReturnType<typeof route>, more: Partial<RouteMeta>) => begun.meta({ ...begun['~orpc'].meta, ...more });

/** A route of which the answer is given once, whatever key the call came with. */
export const shownOnce = (begun: ReturnType<typeof route>) => saying(begun, { shownOnce: true });

/** A route after which nobody is left to make the same call again. */
export const withoutKey = (begun: ReturnType<typeof route>) => saying(begun, { withoutKey: true });

/** A route to which the bytes of a file are sent, which end where they broke off and not twice. */
export const takesBytes = (begun: ReturnType<typeof route>) => saying(begun, { takesBytes: true, withoutKey: true });

const hexId = (prefix: string, thing: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), `must be the id of a ${thing}`)
    .describe(`Id of a ${thing}`)
    .meta({ examples: [`${prefix}_0192f1c27e0b7c4a9d3e5f60718293a4`] });

export const workspaceId = hexId('wks', 'workspace');
export const userId = hexId('usr', 'user');
export const campaignId = hexId('cmp', 'campaign');
export const recipientId = hexId('rcp', 'recipient');
export const suppressionId = hexId('sup', 'suppression');
export const invitationId = hexId('inv', 'invitation');
export const tokenId = hexId('tok', 'API token');
export const sessionId = hexId('ses', 'session');
export const partnerId = hexId('ptn', 'partner');
export const webhookId = hexId('whk', 'webhook');
export const eventId = hexId('evt', 'webhook event');
export const requestId = hexId('req', 'request');
export const mailboxId = hexId('mbx', 'mailbox');
export const contactId = hexId('ctc', 'contact');
export const companyId = hexId('cpy', 'company');
export const listId = hexId('lst', 'list');
export const segmentId = hexId('seg', 'segment');
export const templateId = hexId('tpl', 'template');
export const outreachId = hexId('otr', 'team campaign');
export const enrolmentId = hexId('enr', 'enrolment');
export const deliveryId = hexId('dlv', 'delivery');
export const fileId = hexId('fil', 'file');
export const importId = hexId('imp', 'import');
export const conversationId = hexId('cnv', 'conversation');
export const messageId = hexId('msg', 'message');

export const inWorkspace = z.object({ workspaceId });
export const instant = z.iso.datetime().describe('A moment in UTC');
export const emailAddress = z.string().trim().min(3).max(320).describe('An e-mail address');
export const personName = z.string().trim().min(1).max(120);
export const done = z.object({ done: z.literal(true) });
export const role = z.enum(['owner', 'admin', 'agent', 'viewer']);
/** A page of a list: pass `after` of the last answer to go on; absent when there is no more. */
export const page = z.object({ after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });

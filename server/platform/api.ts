import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/index.ts';
import { allows, type Permission, type Role } from '../../shared/permissions.ts';
import { signedOut } from './errors.ts';
import type { UsesLeft } from './rate-limit.ts';

/** A signed-in user, by session or by API token. */
export interface Caller {
  userId: string;
  kind: 'user' | 'token';
  operator: boolean;
  sessionId: string | undefined;
  /** Of the API token, where a program calls. */
  tokenId?: string | undefined;
  /** What an API token was made for; nothing for all that its user may do. */
  scopes?: readonly string[] | undefined;
}

/** A caller in the workspace that the path names, with the role that they have there at this moment. */
export interface Member extends Caller {
  workspaceId: string;
  role: Role;
}

/** Whether a member may do this too, besides what the route asks for: by their role, and where a program calls by its token as well. */
export function mayToo({ role, scopes }: Pick<Member, 'role' | 'scopes'>, permission: Permission): boolean {
  return allows(role, permission) && (scopes?.includes(permission) ?? true);
}

/** What a handler is given about the call, besides its input. */
export interface CallContext {
  ipAddress: string | undefined;
  userAgent: string | undefined;
  /** From the cookie; empty when there is none. */
  sessionToken: string | undefined;
  /** From `Authorization: Bearer`. */
  bearer: string | undefined;
  /** From the header `Idempotency-Key`, as it came. */
  idempotencyKey?: string | undefined;
  /** The body of an upload, of which nothing was read yet. */
  upload?: ReadableStream<Uint8Array> | undefined;
  caller?: Caller;
  member?: Member;
  /** Says with the answer how many calls are left. */
  sayRate?(left: UsesLeft): void;
  /** Says with the answer that the call was done before, and this is the answer of then. */
  sayRepeated?(): void;
  /** Sets or, with `undefined`, ends the session cookie. */
  setSession(token: string | undefined, expires?: Date): void;
}

/** The implementer of the contract: a route that is not in the contract cannot be written, and none can be forgotten. */
export const api = implement(contract).$context<CallContext>();

/** Who is calling and from where, as audit entries name them. */
export function actorOf(context: CallContext): {
  kind: 'user' | 'token' | 'visitor';
  id?: string;
  origin: { ipAddress: string | undefined; userAgent: string | undefined };
} {
  const origin = { ipAddress: context.ipAddress, userAgent: context.userAgent };
  const caller = context.member ?? context.caller;
  return caller ? { kind: caller.kind, id: caller.userId, origin } : { kind: 'visitor', origin };
}

/** The caller of a route that asks for one. The guard has already refused everybody else. */
export function callerOf(context: CallContext): Caller {
  if (!context.caller) throw signedOut();
  return context.caller;
}

/** The member of a route below a workspace. The guard has already refused everybody else. */
export function memberOf(context: CallContext): Member {
  if (!context.member) throw signedOut();
  return context.member;
}

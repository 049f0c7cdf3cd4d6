// Made from the contract by `npm run generate`. A client of the API in TypeScript that needs nothing but `fetch`.
/* eslint-disable */

export interface ClientOptions {
  /** Where the copy answers, such as https://antiphon.example.org. */
  url: string;
  /** An API token of a workspace. */
  token?: string;
  /** How often a call is made again that got no answer or was told to come back; 5 unless said. */
  retries?: number;
  fetch?: typeof fetch;
}

export interface CallOptions {
  /** By which a call is done once, however often it is made; a new one for each call unless given. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What was not done: a sentence for people, and a word for programs in `reason`. */
export class AntiphonRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, reason: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'AntiphonRefusal';
    this.status = status;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Route {
  method: string;
  path: string;
  query?: readonly string[];
}

type Call = <Answer>(route: Route, input?: object, options?: CallOptions, body?: Uint8Array) => Promise<Answer>;

/**
 * Opens the API. A call that changes something carries a key, so that it is done once although it may be made again. What takes bytes has no key: it is
 * made again only where the copy said that it was not done.
 */
export function createAntiphon({ url, token, retries = 5, fetch: ask = fetch }: ClientOptions) {
  const call: Call = async <Answer>({ method, path, query = [] }: Route, input: object = {}, options: CallOptions = {}, body?: Uint8Array) => {
    const rest: Record<string, unknown> = { ...input };
    const take = (name: string) => {
      const value = rest[name];
      delete rest[name];
      return value;
    };
    const target = new URL(`${url.replace(/\/$/, '')}/api${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(take(name))))}`);
    for (const name of query) {
      const value = take(name);
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    const changes = method !== 'GET';
    const headers: Record<string, string> = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(changes && !body ? { 'content-type': 'application/json', 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() } : {}),
      ...(body ? { 'content-type': 'application/octet-stream' } : {}),
    };
    const sent = body ? { body: body as NonNullable<RequestInit['body']> } : changes ? { body: JSON.stringify(rest) } : {};
    const request: RequestInit = { method, headers, ...sent, ...(options.signal ? { signal: options.signal } : {}) };
    for (let tried = 0; ; tried++) {
      const answer = await ask(target, request).catch((error: unknown) => {
        if (body || tried >= retries || options.signal?.aborted) throw error;
        return undefined;
      });
      if (answer?.ok) return (await contentOf(answer)) as Answer;
      const refusal = answer && (await refusalOf(answer));
      const comesBack = !refusal || (body ? [429, 503] : [429, 502, 503, 504]).includes(refusal.status) || refusal.reason === 'still_running';
      if (refusal && (!comesBack || tried >= retries)) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal?.retryAfterSeconds ?? Math.min(2 ** tried / 4, 10))));
    }
  };
  return callsOf(call);
}
export type Antiphon = ReturnType<typeof createAntiphon>;

async function contentOf(answer: Response): Promise<unknown> {
  if (answer.headers.get('content-type')?.includes('json')) return answer.json();
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > 0 ? bytes : undefined;
}

async function refusalOf(answer: Response): Promise<AntiphonRefusal> {
  const body = (await answer.json().catch(() => ({}))) as { message?: string; data?: { code?: string; retryAfterSeconds?: number } };
  const wait = Number(answer.headers.get('retry-after') ?? body.data?.retryAfterSeconds ?? NaN);
  return new AntiphonRefusal(answer.status, body.data?.code ?? '', body.message ?? answer.statusText, Number.isNaN(wait) ? undefined : wait);
}

export type SetupStateAnswer = { "needed": boolean; "sandbox": boolean; "outboxUrl"?: string | undefined; "publicUrl": string; };
export type SetupCompleteInput = { "setupCode": string; "name": string; "email": string; "password": string; "workspaceName": string; };
export type SetupCompleteAnswer = { "done": true; "workspaceId": string; };
export type AccountSignInInput = { "email": string; "password": string; };
export type AccountSignInAnswer = { "next": "signed_in" | "second_factor"; };
export type AccountSignOutAnswer = { "done": true; };
export type AccountPassSecondFactorInput = { "code": string; };
export type AccountPassSecondFactorAnswer = { "next": "signed_in"; };
export type AccountMeAnswer = { "id": string; "name": string; "email": string; "operator": boolean; "secondFactor": boolean; "secondFactorMissing": boolean; "workspaces": ({ "id": string; "name": string; "slug": string; "role": "owner" | "admin" | "agent" | "viewer"; "endsAt": string | null; })[]; };
export type AccountChangeInput = { "name": string; };
export type AccountChangeAnswer = { "done": true; };
export type AccountEraseInput = { "email": string; };
export type AccountEraseAnswer = { "done": true; };
export type AccountChangePasswordInput = { "current": string; "next": string; };
export type AccountChangePasswordAnswer = { "done": true; };
export type AccountConfirmInput = { "password": string; };
export type AccountConfirmAnswer = { "done": true; };
export type AccountSessionsAnswer = { "sessions": ({ "id": string; "current": boolean; "ipAddress": string | null; "userAgent": string | null; "createdAt": string; "lastUsedAt": string; })[]; };
export type AccountEndOtherSessionsAnswer = { "ended": number; };
export type AccountEndSessionInput = { "sessionId": string; };
export type AccountEndSessionAnswer = { "done": true; };
export type AccountBeginSecondFactorInput = { "password": string; };
export type AccountBeginSecondFactorAnswer = { "secret": string; "uri": string; };
export type AccountRemoveSecondFactorInput = { "password": string; };
export type AccountRemoveSecondFactorAnswer = { "done": true; };
export type AccountConfirmSecondFactorInput = { "code": string; };
export type AccountConfirmSecondFactorAnswer = { "backupCodes": string[]; };
export type AccountAskPasswordResetInput = { "email": string; };
export type AccountAskPasswordResetAnswer = { "done": true; };
export type AccountResetPasswordInput = { "token": string; "password": string; };
export type AccountResetPasswordAnswer = { "done": true; };
export type AccountAddressChangeAnswer = { "waiting": { "email": string; "linkEndsAt": string; } | null; };
export type AccountAskAddressChangeInput = { "email": string; };
export type AccountAskAddressChangeAnswer = { "done": true; };
export type AccountWithdrawAddressChangeAnswer = { "done": true; };
export type AccountLookAtAddressChangeInput = { "token": string; };
export type AccountLookAtAddressChangeAnswer = { "email": string; };
export type AccountConfirmAddressChangeInput = { "token": string; };
export type AccountConfirmAddressChangeAnswer = { "done": true; };
export type AccountUndoAddressChangeInput = { "token": string; "password": string; };
export type AccountUndoAddressChangeAnswer = { "done": true; };
export type AccountBeforeErasureAnswer = { "onlyOwnerOf": string[]; "onlyOperator": boolean; "endsWith": string[]; };
export type AccountInvitationInput = { "token": string; };
export type AccountInvitationAnswer = { "email": string; "workspaceName": string; "role": "owner" | "admin" | "agent" | "viewer"; "accountExists": boolean; };
export type AccountAcceptInvitationInput = { "token": string; "name"?: string | undefined; "password": string; };
export type AccountAcceptInvitationAnswer = { "workspaceId": string; "next": "signed_in" | "second_factor"; };
export type WorkspacesShowInput = { "workspaceId": string; };
export type WorkspacesShowAnswer = { "id": string; "name": string; "slug": string; "createdAt": string; "endsAt": string | null; "secondFactorRequired": boolean; "approvalRequired": boolean; "checklist": { "campaign": boolean; "recipients": boolean; "testMessage": boolean; "published": boolean; "firstLetter": boolean; }; };
export type WorkspacesChangeInput = { "workspaceId": string; } & { "name"?: string | undefined; "secondFactorRequired"?: boolean | undefined; "approvalRequired"?: boolean | undefined; };
export type WorkspacesChangeAnswer = { "done": true; };
export type WorkspacesEndInput = { "workspaceId": string; } & { "name": string; };
export type WorkspacesEndAnswer = { "endsAt": string; };
export type WorkspacesKeepInput = { "workspaceId": string; };
export type WorkspacesKeepAnswer = { "done": true; };
export type WorkspacesMembersInput = { "workspaceId": string; };
export type WorkspacesMembersAnswer = { "members": ({ "userId": string; "name": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "joinedAt": string; "secondFactor": boolean; })[]; "invitations": ({ "id": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "createdAt": string; "expiresAt": string; })[]; };
export type WorkspacesInviteInput = { "workspaceId": string; } & { "email": string; "role": "owner" | "admin" | "agent" | "viewer"; };
export type WorkspacesInviteAnswer = { "id": string; "email": string; "role": "owner" | "admin" | "agent" | "viewer"; "createdAt": string; "expiresAt": string; };
export type WorkspacesWithdrawInvitationInput = { "workspaceId": string; "invitationId": string; };
export type WorkspacesWithdrawInvitationAnswer = { "done": true; };
export type WorkspacesChangeRoleInput = { "workspaceId": string; "userId": string; } & { "role": "owner" | "admin" | "agent" | "viewer"; };
export type WorkspacesChangeRoleAnswer = { "done": true; };
export type WorkspacesRemoveMemberInput = { "workspaceId": string; "userId": string; };
export type WorkspacesRemoveMemberAnswer = { "done": true; };
export type WorkspacesTokensInput = { "workspaceId": string; };
export type WorkspacesTokensAnswer = { "tokens": ({ "id": string; "name": string; "permissions": string[] | null; "createdAt": string; "expiresAt": string; "lastUsedAt": string | null; })[]; };
export type WorkspacesCreateTokenInput = { "workspaceId": string; } & { "name": string; "days"?: number | undefined; "permissions"?: ("operator" | "workspace.read" | "workspace.change" | "workspace.end" | "workspace.export" | "members.read" | "members.change" | "tokens.manage" | "campaigns.read" | "campaigns.change" | "campaigns.publish" | "recipients.read" | "recipients.change" | "mailboxes.read" | "mailboxes.change" | "contacts.read" | "contacts.change" | "contacts.export" | "outreach.read" | "outreach.change" | "outreach.launch" | "conversations.read" | "conversations.answer" | "suppressions.read" | "suppressions.add" | "suppressions.change" | "audit.read" | "promises.read")[] | undefined; };
export type WorkspacesCreateTokenAnswer = { "id": string; "name": string; "permissions": string[] | null; "createdAt": string; "expiresAt": string; "lastUsedAt": string | null; "token": string; };
export type WorkspacesRemoveTokenInput = { "workspaceId": string; "tokenId": string; };
export type WorkspacesRemoveTokenAnswer = { "done": true; };
export type CampaignsListInput = { "workspaceId": string; "state"?: "draft" | "published" | "paused" | "closed" | undefined; };
export type CampaignsListAnswer = { "campaigns": ({ "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "trackLinks": boolean; "challenge": "none" | "work"; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; })[]; };
export type CampaignsCreateInput = { "workspaceId": string; } & { "name": string; "slug"?: string | undefined; "introduction"?: string | undefined; "subject"?: string | undefined; "body"?: string | undefined; "editing"?: "whole" | "part" | "own_line" | "locked" | undefined; "goal"?: number | null | undefined; "language"?: string | undefined; "choice"?: "all" | "pick" | "postcode" | "region" | "random" | "least_contacted" | undefined; "mostLetters"?: number | undefined; };
export type CampaignsCreateAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsShowInput = { "workspaceId": string; "campaignId": string; };
export type CampaignsShowAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsChangeInput = { "workspaceId": string; "campaignId": string; } & { "name"?: string | undefined; "slug"?: string | undefined; "introduction"?: string | undefined; "subject"?: string | undefined; "body"?: string | undefined; "editing"?: "whole" | "part" | "own_line" | "locked" | undefined; "ownTextRequired"?: boolean | undefined; "goal"?: number | null | undefined; "goalGrows"?: boolean | undefined; "thanks"?: string | undefined; "language"?: string | undefined; "choice"?: "all" | "pick" | "postcode" | "region" | "random" | "least_contacted" | undefined; "mostLetters"?: number | undefined; "timeZone"?: string | undefined; "hourlyBudget"?: number | null | undefined; "dailyBudget"?: number | null | undefined; "officeHours"?: boolean | undefined; "routingFields"?: string[] | undefined; "rules"?: ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[] | undefined; "trackLinks"?: boolean | undefined; "challenge"?: "none" | "work" | undefined; "wordings"?: ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[] | undefined; "expectedTextVersion"?: number | undefined; };
export type CampaignsChangeAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsRemoveInput = { "workspaceId": string; "campaignId": string; } & { "name": string; };
export type CampaignsRemoveAnswer = { "done": true; };
export type CampaignsSetStateInput = { "workspaceId": string; "campaignId": string; } & { "state": "published" | "paused" | "closed"; };
export type CampaignsSetStateAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsPreviewInput = { "workspaceId": string; "campaignId": string; "recipientId"?: string | undefined; "language"?: string | undefined; };
export type CampaignsPreviewAnswer = { "recipient": ({ "id": string; "name": string; "email": string; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; }) | null; "subject": string; "body": string; "footer": string; "missing": string[]; };
export type CampaignsSendTestInput = { "workspaceId": string; "campaignId": string; };
export type CampaignsSendTestAnswer = { "sentTo": string; };
export type CampaignsDuplicateInput = { "workspaceId": string; "campaignId": string; } & { "name": string; "withRecipients"?: boolean | undefined; };
export type CampaignsDuplicateAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsApproveInput = { "workspaceId": string; "campaignId": string; } & { "textVersion": number; };
export type CampaignsApproveAnswer = { "id": string; "kind": "advocacy"; "state": "draft" | "published" | "paused" | "closed"; "name": string; "slug": string; "introduction": string; "subject": string; "body": string; "editing": "whole" | "part" | "own_line" | "locked"; "ownTextRequired": boolean; "goal": number | null; "goalGrows": boolean; "thanks": string; "language": string; "choice": "all" | "pick" | "postcode" | "region" | "random" | "least_contacted"; "mostLetters": number; "timeZone": string; "hourlyBudget": number | null; "dailyBudget": number | null; "officeHours": boolean; "routingFields": string[]; "rules": ({ "when": ({ "field": ("language" | "country" | "region" | "district" | "affiliation") | string; "is": "one_of" | "none_of"; "values": string[]; })[]; "then": { "do": "message"; "message": string; } | ({ "do": "exclude"; "text"?: string | undefined; "link"?: string | null | undefined; }); })[]; "trackLinks": boolean; "challenge": "none" | "work"; "wordings": ({ "message"?: string | undefined; "language": string; "subjects": string[]; "body": string; })[]; "code": string; "textVersion": number; "publicUrl": string; "recipientCount": number; "counts": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "held": ("complaints" | "operator") | null; "restingUntil": string | null; "approval": "not_needed" | "needed" | "given"; "problems": ({ "field": "subject" | "body" | "wordings" | "recipients" | "rules" | "slug"; "sentence": string; "line"?: number | undefined; })[]; "createdAt": string; "publishedAt": string | null; "closedAt": string | null; };
export type CampaignsRehearseInput = { "workspaceId": string; "campaignId": string; };
export type CampaignsRehearseAnswer = { "url": string; "expiresAt": string; };
export type CampaignsStatisticsInput = { "workspaceId": string; "campaignId": string; };
export type CampaignsStatisticsAnswer = { "total": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; }; "days": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "day": string; }[]; "languages": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "language": string; }[]; "wordings": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "language": string; "combination": number; }[]; "partners": ({ "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "partnerId": string | null; "name": string; })[]; "channels": { "participations": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "channel": string; }[]; "links": { "url": string; "visits": number; "people": number; }[]; };
export type CampaignsRecipientCountsInput = { "workspaceId": string; "campaignId": string; };
export type CampaignsRecipientCountsAnswer = { "recipients": { "recipientId": string; "name": string; "district": string; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "opened": number; "bouncedHard": number; "bouncedFull": number; "bouncedBlocked": number; "bouncedLater": number; }[]; };
export type CampaignsExportCountsInput = { "workspaceId": string; "campaignId": string; "what": "days" | "recipients" | "wordings" | "partners" | "links"; };
export type CampaignsExportCountsAnswer = { "fileName": string; "csv": string; };
export type CampaignsRecipientsInput = { "workspaceId": string; "campaignId": string; "after"?: string | undefined; "limit"?: number | undefined; "search"?: string | undefined; };
export type CampaignsRecipientsAnswer = { "recipients": ({ "id": string; "name": string; "email": string; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; "contacted": number; "suppressed": boolean; })[]; "after"?: string | undefined; "total": number; };
export type CampaignsAddRecipientInput = { "workspaceId": string; "campaignId": string; } & { "name": string; "email": string; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; };
export type CampaignsAddRecipientAnswer = { "id": string; "name": string; "email": string; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; "contacted": number; "suppressed": boolean; };
export type CampaignsChangeRecipientInput = { "workspaceId": string; "campaignId": string; "recipientId": string; } & { "name"?: string | undefined; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; };
export type CampaignsChangeRecipientAnswer = { "id": string; "name": string; "email": string; "salutation"?: string | undefined; "district"?: string | undefined; "language"?: string | "" | undefined; "country"?: string | undefined; "region"?: string | undefined; "postcodes"?: string[] | undefined; "affiliation"?: string | undefined; "validFrom"?: string | null | undefined; "validTo"?: string | null | undefined; "fields"?: Record<string, string> | undefined; "contacted": number; "suppressed": boolean; };
export type CampaignsRemoveRecipientInput = { "workspaceId": string; "campaignId": string; "recipientId": string; };
export type CampaignsRemoveRecipientAnswer = { "done": true; };
export type CampaignsImportRecipientsInput = { "workspaceId": string; "campaignId": string; } & { "csv": string; "dryRun"?: boolean | undefined; };
export type CampaignsImportRecipientsAnswer = { "added": number; "changed": number; "unchanged": number; "refused": { "line": number; "sentence": string; }[]; };
export type CampaignsDeliveriesInput = { "workspaceId": string; "campaignId": string; "state"?: "accepted" | "failed" | "skipped" | "uncertain" | undefined; };
export type CampaignsDeliveriesAnswer = { "deliveries": ({ "recipientAddress": string | null; "state": "planned" | "sending" | "accepted" | "failed" | "skipped" | "uncertain"; "reason": string | null; "plannedAt": string; })[]; };
export type MailboxesListInput = { "workspaceId": string; };
export type MailboxesListAnswer = { "mailboxes": ({ "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; })[]; "offers": { "gmail": boolean; "outlook": boolean; "sandbox": { "host": string; "port": number; "imapPort": number; "addresses": string[]; "password": string; } | null; }; };
export type MailboxesConnectServerInput = { "workspaceId": string; } & { "address": string; "name": string; "smtp": { "host": string; "port": number; "security": "tls" | "starttls"; }; "imap"?: ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null | undefined; "username"?: string | undefined; "password": string; "timeZone"?: string | undefined; };
export type MailboxesConnectServerAnswer = { "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; };
export type MailboxesShowInput = { "workspaceId": string; "mailboxId": string; };
export type MailboxesShowAnswer = { "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; };
export type MailboxesChangeInput = { "workspaceId": string; "mailboxId": string; } & { "name"?: string | undefined; "signature"?: string | undefined; "dailyLimit"?: number | undefined; "ramp"?: { "from": number; "days": number; } | null | undefined; "gapSeconds"?: number | undefined; "gapJitterSeconds"?: number | undefined; "timeZone"?: string | undefined; "workingDays"?: number[] | undefined; "opensMinute"?: number | undefined; "closesMinute"?: number | undefined; "holidays"?: string[] | undefined; };
export type MailboxesChangeAnswer = { "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; };
export type MailboxesDisconnectInput = { "workspaceId": string; "mailboxId": string; } & { "address": string; };
export type MailboxesDisconnectAnswer = { "done": true; "revoked": "ended" | "only_by_the_person" | "kept_elsewhere" | "not_confirmed" | "nothing"; };
export type MailboxesReconnectServerInput = { "workspaceId": string; "mailboxId": string; } & { "smtp": { "host": string; "port": number; "security": "tls" | "starttls"; }; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string; "password": string; };
export type MailboxesReconnectServerAnswer = { "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; };
export type MailboxesBeginConsentInput = { "workspaceId": string; } & { "provider": "gmail" | "outlook"; "mode": "send" | "send_and_read"; "mailboxId"?: string | undefined; "timeZone"?: string | undefined; };
export type MailboxesBeginConsentAnswer = { "url": string; };
export type MailboxesSetParkedInput = { "workspaceId": string; "mailboxId": string; } & { "parked": boolean; };
export type MailboxesSetParkedAnswer = { "id": string; "provider": "gmail" | "outlook" | "smtp"; "mode": "send" | "send_and_read"; "address": string; "name": string; "signature": string; "connectedBy": string | null; "mayChange": boolean; "smtp": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "imap": ({ "host": string; "port": number; "security": "tls" | "starttls"; }) | null; "username": string | null; "dailyLimit": number; "ramp": { "from": number; "days": number; } | null; "gapSeconds": number; "gapJitterSeconds": number; "timeZone": string; "workingDays": number[]; "opensMinute": number; "closesMinute": number; "holidays": string[]; "dailyCeiling": number; "limitNow": number; "usedInDay": number; "parkedAt": string | null; "parkedBecause": ("reconnect" | "limit" | "refused" | "unreachable" | "member") | null; "parkedUntil": string | null; "lastError": string | null; "lastErrorAt": string | null; "lastAcceptedAt": string | null; "connectedAt": string; };
export type MailboxesSendTestInput = { "workspaceId": string; "mailboxId": string; };
export type MailboxesSendTestAnswer = { "sentTo": string; };
export type MailboxesShowCheckInput = { "workspaceId": string; "mailboxId": string; };
export type MailboxesShowCheckAnswer = { "checkedAt": string | null; "findings": ({ "what": "spf" | "dkim" | "dmarc" | "leaving"; "state": "good" | "look" | "bad" | "unknown"; "sentence": string; "todo": string | null; })[]; "sent": ({ "at": string; "to": string; "state": "waiting" | "missing"; }) | null; "readers": { "mailboxId": string; "address": string; }[]; };
export type MailboxesCheckInput = { "workspaceId": string; "mailboxId": string; } & { "message": string; };
export type MailboxesCheckAnswer = { "checkedAt": string | null; "findings": ({ "what": "spf" | "dkim" | "dmarc" | "leaving"; "state": "good" | "look" | "bad" | "unknown"; "sentence": string; "todo": string | null; })[]; "sent": ({ "at": string; "to": string; "state": "waiting" | "missing"; }) | null; "readers": { "mailboxId": string; "address": string; }[]; };
export type MailboxesSendCheckInput = { "workspaceId": string; "mailboxId": string; } & { "readerId"?: string | undefined; };
export type MailboxesSendCheckAnswer = { "checkedAt": string | null; "findings": ({ "what": "spf" | "dkim" | "dmarc" | "leaving"; "state": "good" | "look" | "bad" | "unknown"; "sentence": string; "todo": string | null; })[]; "sent": ({ "at": string; "to": string; "state": "waiting" | "missing"; }) | null; "readers": { "mailboxId": string; "address": string; }[]; };
export type OutreachListInput = { "workspaceId": string; "state"?: "draft" | "running" | "paused" | "finished" | undefined; };
export type OutreachListAnswer = { "campaigns": ({ "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; })[]; };
export type OutreachCreateInput = { "workspaceId": string; } & { "name": string; "timeZone"?: string | undefined; };
export type OutreachCreateAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachShowInput = { "workspaceId": string; "outreachId": string; };
export type OutreachShowAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachChangeInput = { "workspaceId": string; "outreachId": string; } & { "name"?: string | undefined; "audience"?: { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; } | undefined; "mailboxes"?: string[] | undefined; "timeZone"?: string | undefined; "byRecipientZone"?: boolean | undefined; "workingDays"?: number | undefined; "opensMinute"?: number | undefined; "closesMinute"?: number | undefined; "startsAt"?: string | null | undefined; "endsAt"?: string | null | undefined; "stopForCompany"?: boolean | undefined; "quietDays"?: number | undefined; "leaveOutBadAddresses"?: boolean | undefined; "holdMinutes"?: number | undefined; "language"?: "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he" | undefined; "tracking"?: "none" | "aggregate" | "recipient" | undefined; };
export type OutreachChangeAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachRemoveInput = { "workspaceId": string; "outreachId": string; } & { "name": string; };
export type OutreachRemoveAnswer = { "done": true; };
export type OutreachSaveStepsInput = { "workspaceId": string; "outreachId": string; } & { "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; }[]; "position"?: number | undefined; })[]; "expectedVersion"?: number | undefined; };
export type OutreachSaveStepsAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; "endedRecipients": number; };
export type OutreachDuplicateInput = { "workspaceId": string; "outreachId": string; } & { "name": string; };
export type OutreachDuplicateAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachCountAudienceInput = { "workspaceId": string; } & { "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; };
export type OutreachCountAudienceAnswer = { "contacts": number; };
export type OutreachCheckInput = { "workspaceId": string; "outreachId": string; };
export type OutreachCheckAnswer = { "audience": number; "added": number; "suppressed": number; "bad": number; "quiet": number; "recipients": number; "unjudged": number; "messages": number; "problems": ({ "code": "mailboxes" | "audience" | "steps" | "text" | "missing" | "file" | "window" | "ends" | "start" | "approval"; "sentence": string; "step"?: number | undefined; "variant"?: string | undefined; "tag"?: string | undefined; "recipients"?: number | undefined; })[]; "warnings": ({ "code": "mailboxes" | "audience" | "steps" | "text" | "missing" | "file" | "window" | "ends" | "start" | "approval"; "sentence": string; "step"?: number | undefined; "variant"?: string | undefined; "tag"?: string | undefined; "recipients"?: number | undefined; })[]; };
export type OutreachIncompleteInput = { "workspaceId": string; "outreachId": string; "after"?: string | undefined; "limit"?: number | undefined; "tag"?: string | undefined; };
export type OutreachIncompleteAnswer = { "recipients": ({ "contactId": string | null; "enrolmentId": string | null; "email": string; "values": Record<string, string>; "missing": string[]; "files": string[]; })[]; "after"?: string | undefined; };
export type OutreachSetValueInput = { "workspaceId": string; "outreachId": string; } & { "contactId"?: string | undefined; "enrolmentId"?: string | undefined; "tag": string; "value": string; };
export type OutreachSetValueAnswer = { "done": true; };
export type OutreachPreviewInput = { "workspaceId": string; "outreachId": string; "contactId"?: string | undefined; "enrolmentId"?: string | undefined; "step"?: number | undefined; "variant"?: string | undefined; };
export type OutreachPreviewAnswer = { "recipient": ({ "email": string; "contactId": string | null; "enrolmentId": string | null; }) | null; "subject": string; "html": string; "text": string; "files": { "name": string; "isThere": boolean; }[]; "problems": string[]; };
export type OutreachLaunchInput = { "workspaceId": string; "outreachId": string; };
export type OutreachLaunchAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachTakeBackInput = { "workspaceId": string; "outreachId": string; };
export type OutreachTakeBackAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachSetStateInput = { "workspaceId": string; "outreachId": string; } & { "state": "running" | "paused" | "finished"; };
export type OutreachSetStateAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachRecipientsInput = { "workspaceId": string; "outreachId": string; "after"?: string | undefined; "limit"?: number | undefined; "state"?: "waiting" | "sending" | "finished" | "stopped" | undefined; "search"?: string | undefined; };
export type OutreachRecipientsAnswer = { "recipients": ({ "id": string; "contactId": string | null; "email": string; "name": string; "state": "waiting" | "sending" | "finished" | "stopped"; "reason": string | null; "nextStep": number; "variant": string; "dueAt": string | null; "endedAt": string | null; })[]; "after"?: string | undefined; };
export type OutreachAddRecipientsInput = { "workspaceId": string; "outreachId": string; } & { "rows"?: string | undefined; "listId"?: string | undefined; };
export type OutreachAddRecipientsAnswer = { "added": number; "there": number; "suppressed": number; "incomplete": number; "bad": number; "refused": { "line": number; "sentence": string; }[]; };
export type OutreachRemoveRecipientInput = { "workspaceId": string; "outreachId": string; "enrolmentId": string; };
export type OutreachRemoveRecipientAnswer = { "done": true; };
export type OutreachShowRecipientInput = { "workspaceId": string; "outreachId": string; "enrolmentId": string; };
export type OutreachShowRecipientAnswer = { "id": string; "contactId": string | null; "email": string; "name": string; "state": "waiting" | "sending" | "finished" | "stopped"; "reason": string | null; "nextStep": number; "variant": string; "dueAt": string | null; "endedAt": string | null; "timeZone": string; "values": Record<string, string>; "deliveries": ({ "step": number; "state": "planned" | "sending" | "accepted" | "failed" | "skipped" | "uncertain"; "reason": string | null; "variant": string; "textVersion": number; "mailbox": string | null; "attempts": number; "at": string; })[]; "whyNotSent": ({ "sentence": string; "nextAt": string | null; }) | null; };
export type OutreachSettleInput = { "workspaceId": string; "outreachId": string; "enrolmentId": string; "step": number; } & { "became": "accepted" | "not_sent"; };
export type OutreachSettleAnswer = { "done": true; };
export type OutreachPlanInput = { "workspaceId": string; "outreachId": string; };
export type OutreachPlanAnswer = { "messages": number; "endsAt": string | null; "days": { "day": string; "mailboxes": { "id": string; "messages": number; "limit": number; }[]; }[]; "notes": string[]; "left": { "sentence": string; "messages": number; }[]; };
export type OutreachExportInput = { "workspaceId": string; "outreachId": string; "what": "recipients" | "counts"; };
export type OutreachExportAnswer = { "fileName": string; "csv": string; "truncated": boolean; };
export type OutreachSendTestInput = { "workspaceId": string; "outreachId": string; } & { "step"?: number | undefined; "variant"?: string | undefined; "mailboxId": string; "contactId"?: string | undefined; "enrolmentId"?: string | undefined; "members"?: string[] | undefined; };
export type OutreachSendTestAnswer = { "sentTo": string[]; "problem": string | null; };
export type OutreachApproveInput = { "workspaceId": string; "outreachId": string; } & { "fingerprint": string; };
export type OutreachApproveAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachSendNowInput = { "workspaceId": string; "outreachId": string; };
export type OutreachSendNowAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachGuardsInput = { "workspaceId": string; };
export type OutreachGuardsAnswer = { "person": { "most": number; "days": number; } | null; "company": { "most": number; "days": number; } | null; "bouncePercent": number; "complaintPermille": number; };
export type OutreachChangeGuardsInput = { "workspaceId": string; } & { "person": { "most": number; "days": number; } | null; "company": { "most": number; "days": number; } | null; "bouncePercent": number; "complaintPermille": number; };
export type OutreachChangeGuardsAnswer = { "person": { "most": number; "days": number; } | null; "company": { "most": number; "days": number; } | null; "bouncePercent": number; "complaintPermille": number; };
export type OutreachCompareVariantsInput = { "workspaceId": string; "outreachId": string; };
export type OutreachCompareVariantsAnswer = { "variants": { "variant": string; "weight": number; "accepted": number; "replied": number; }[]; "better": string | null; "sentence": string; };
export type OutreachPreferVariantInput = { "workspaceId": string; "outreachId": string; } & { "variant": string; };
export type OutreachPreferVariantAnswer = { "id": string; "name": string; "state": "draft" | "running" | "paused" | "finished"; "pausedBecause": ("member" | "mailboxes" | "bounces" | "complaints" | "errors" | "late" | "restored" | "approval") | null; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; "createdAt": string; "startsAt": string | null; "launchedAt": string | null; "pausedAt": string | null; "finishedAt": string | null; "audience": { "lists"?: string[] | undefined; "segments"?: string[] | undefined; "exceptLists"?: string[] | undefined; "exceptSegments"?: string[] | undefined; }; "mailboxes": ({ "id": string; "name": string; "address": string; "parked": string | null; })[]; "timeZone": string; "byRecipientZone": boolean; "workingDays": number; "opensMinute": number; "closesMinute": number; "endsAt": string | null; "stopForCompany": boolean; "quietDays": number; "leaveOutBadAddresses": boolean; "language": "en" | "de" | "fr" | "es" | "it" | "nl" | "pl" | "pt" | "ar" | "he"; "tracking": "none" | "aggregate" | "recipient"; "holdMinutes": number; "holdEndsAt": string | null; "mayTakeBack": boolean; "approval": "not_needed" | "needed" | "given"; "fingerprint": string; "version": number; "steps": ({ "delayHours": number; "sameThread": boolean; "files"?: string[] | undefined; "texts": { "variant": string; "weight": number; "subject": string; "html": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; };
export type OutreachReportInput = { "workspaceId": string; "outreachId": string; "unit"?: "hour" | "day" | undefined; };
export type OutreachReportAnswer = { "byTime": { "at": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; }[]; "byMailbox": ({ "mailboxId": string | null; "address": string; "counts": { "recipients": number; "accepted": number; "failed": number; "skipped": number; "uncertain": number; "replied": number; "autoReplied": number; "bouncedHard": number; "bouncedSoft": number; "refused": number; "complained": number; "unsubscribed": number; }; })[]; "byDomain": { "domain": string; "accepted": number; "failed": number; "bounced": number; "replied": number; "complained": number; }[]; };
export type PartnersListInput = { "workspaceId": string; "campaignId": string; };
export type PartnersListAnswer = { "partners": ({ "id": string; "name": string; "origins": string[]; "embedUrl": string; "snippetUrl": string; "participations": number; "createdAt": string; "endedAt": string | null; })[]; };
export type PartnersAddInput = { "workspaceId": string; "campaignId": string; } & { "name": string; "origins": string[]; };
export type PartnersAddAnswer = { "id": string; "name": string; "origins": string[]; "embedUrl": string; "snippetUrl": string; "participations": number; "createdAt": string; "endedAt": string | null; };
export type PartnersChangeInput = { "workspaceId": string; "campaignId": string; "partnerId": string; } & { "name"?: string | undefined; "origins"?: string[] | undefined; "ended"?: boolean | undefined; };
export type PartnersChangeAnswer = { "id": string; "name": string; "origins": string[]; "embedUrl": string; "snippetUrl": string; "participations": number; "createdAt": string; "endedAt": string | null; };
export type PartnersExamineInput = { "workspaceId": string; "campaignId": string; "partnerId": string; } & { "url": string; };
export type PartnersExamineAnswer = { "findings": ({ "level": "good" | "warning" | "problem"; "sentence": string; "fix"?: string | undefined; })[]; };
export type WebhooksListInput = { "workspaceId": string; };
export type WebhooksListAnswer = { "webhooks": ({ "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; })[]; };
export type WebhooksAddInput = { "workspaceId": string; } & { "url": string; "events"?: ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[] | undefined; "withAddresses"?: boolean | undefined; };
export type WebhooksAddAnswer = { "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; "secret": string; };
export type WebhooksChangeInput = { "workspaceId": string; "webhookId": string; } & { "events"?: ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[] | undefined; "withAddresses"?: boolean | undefined; };
export type WebhooksChangeAnswer = { "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; };
export type WebhooksRemoveInput = { "workspaceId": string; "webhookId": string; };
export type WebhooksRemoveAnswer = { "done": true; };
export type WebhooksProveInput = { "workspaceId": string; "webhookId": string; };
export type WebhooksProveAnswer = { "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; };
export type WebhooksRotateInput = { "workspaceId": string; "webhookId": string; };
export type WebhooksRotateAnswer = { "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; "secret": string; };
export type WebhooksEndOldSecretInput = { "workspaceId": string; "webhookId": string; };
export type WebhooksEndOldSecretAnswer = { "id": string; "url": string; "events": ("campaign.launched" | "campaign.taken_back" | "campaign.paused" | "campaign.resumed" | "campaign.finished" | "delivery.accepted" | "delivery.failed" | "delivery.skipped" | "delivery.uncertain" | "delivery.settled" | "reply.received" | "recipient.left" | "recipient.bounced" | "recipient.complained" | "participation.totals")[]; "withAddresses": boolean; "provenAt": string | null; "oldSecretUntil": string | null; "endedBecause": ("gone" | "failing") | null; "lastTriedAt": string | null; "lastStatus": number | null; "nextTryAt": string | null; "waiting": number; "givenUp": number; "createdAt": string; };
export type WebhooksTestInput = { "workspaceId": string; "webhookId": string; };
export type WebhooksTestAnswer = { "id": string; };
export type WebhooksEventsInput = { "workspaceId": string; "webhookId": string; "after"?: string | undefined; "limit"?: number | undefined; "state"?: "waiting" | "told" | "given_up" | undefined; };
export type WebhooksEventsAnswer = { "events": ({ "id": string; "type": string; "state": "waiting" | "told" | "given_up"; "campaign": string | null; "enrolment": string | null; "happenedAt": string; "tries": number; "triedAt": string | null; "nextTryAt": string | null; "status": number | null; "milliseconds": number | null; })[]; "after"?: string | undefined; };
export type WebhooksReplayInput = { "workspaceId": string; "webhookId": string; } & { "eventId"?: string | undefined; };
export type WebhooksReplayAnswer = { "replayed": number; };
export type ImportsListInput = { "workspaceId": string; "after"?: string | undefined; "limit"?: number | undefined; };
export type ImportsListAnswer = { "imports": ({ "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; })[]; "after"?: string | undefined; };
export type ImportsBeginInput = { "workspaceId": string; } & { "fileName": string; };
export type ImportsBeginAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsReceiveInput = { "workspaceId": string; "importId": string; "from": number; };
export type ImportsReceiveAnswer = { "fileBytes": number; };
export type ImportsReadInput = { "workspaceId": string; "importId": string; } & { "encoding"?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis" | undefined; "delimiter"?: "," | ";" | "\t" | "|" | undefined; };
export type ImportsReadAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsShowInput = { "workspaceId": string; "importId": string; };
export type ImportsShowAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsSampleInput = { "workspaceId": string; "importId": string; };
export type ImportsSampleAnswer = { "sample": string[][]; };
export type ImportsMapInput = { "workspaceId": string; "importId": string; } & { "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId"?: string | null | undefined; "tags"?: string[] | undefined; };
export type ImportsMapAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsRunInput = { "workspaceId": string; "importId": string; } & { "basis": string; };
export type ImportsRunAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsCancelInput = { "workspaceId": string; "importId": string; };
export type ImportsCancelAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsUndoInput = { "workspaceId": string; "importId": string; };
export type ImportsUndoAnswer = { "id": string; "state": "uploading" | "reading" | "read" | "checking" | "checked" | "running" | "finished" | "cancelled" | "failed" | "undoing" | "undone"; "fileName": string | null; "fileBytes": number; "kind": ("csv" | "xlsx") | null; "encoding": ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis") | null; "delimiter": ("," | ";" | "\t" | "|") | null; "headers": string[]; "mapping": ({ "column": number; "to": "email" | "first_name" | "last_name" | "full_name" | "company" | "job_title" | "phone" | "language" | "time_zone" | "tags" | "own"; "key"?: string | undefined; "policy": "keep" | "replace" | "fill"; })[]; "listId": string | null; "tags": string[]; "basis": string; "progress": number; "rows": number | null; "appliedRows": number; "counts": { "added": number; "changed": number; "unchanged": number; }; "preview": { "added": number; "changed": number; "unchanged": number; } | null; "refused": { "sentence": string; "rows": number; }[]; "failure": string | null; "undone": { "removed": number; "stayed": number; "putBack": number; "left": number; } | null; "createdAt": string; "beganAt": string | null; "endedAt": string | null; "undoUntil": string | null; };
export type ImportsProblemsInput = { "workspaceId": string; "importId": string; "after"?: number | undefined; };
export type ImportsProblemsAnswer = { "csv": string; "after"?: number | undefined; };
export type FilesListInput = { "workspaceId": string; };
export type FilesListAnswer = { "files": ({ "id": string; "name": string; "mediaType": string; "bytes": number; "isImage": boolean; "createdBy": string | null; "addedAt": string; })[]; "bytes": number; "mostBytes": number; };
export type FilesAddInput = { "workspaceId": string; "name": string; };
export type FilesAddAnswer = { "id": string; "name": string; "mediaType": string; "bytes": number; "isImage": boolean; "createdBy": string | null; "addedAt": string; };
export type FilesContentInput = { "workspaceId": string; "fileId": string; };
export type FilesContentAnswer = Uint8Array;
export type FilesRemoveInput = { "workspaceId": string; "fileId": string; };
export type FilesRemoveAnswer = { "done": true; };
export type SuppressionsListInput = { "workspaceId": string; "after"?: string | undefined; "limit"?: number | undefined; "search"?: string | undefined; };
export type SuppressionsListAnswer = { "suppressions": ({ "id": string; "email": string; "reason": "asked" | "complaint" | "bounce" | "member" | "restricted"; "addedAt": string; "keepUntil": string; "everywhere": boolean; })[]; "after"?: string | undefined; };
export type SuppressionsSuppressInput = { "workspaceId": string; } & { "email": string; "reason"?: "asked" | "complaint" | "bounce" | "member" | undefined; "everywhere"?: boolean | undefined; };
export type SuppressionsSuppressAnswer = { "id": string; "email": string; "reason": "asked" | "complaint" | "bounce" | "member" | "restricted"; "addedAt": string; "keepUntil": string; "everywhere": boolean; };
export type SuppressionsImportCsvInput = { "workspaceId": string; } & { "csv": string; "reason"?: "asked" | "complaint" | "bounce" | "member" | undefined; "everywhere"?: boolean | undefined; "dryRun"?: boolean | undefined; };
export type SuppressionsImportCsvAnswer = { "added": number; "unchanged": number; "refused": { "line": number; "sentence": string; }[]; };
export type SuppressionsExportCsvInput = { "workspaceId": string; "of"?: "workspace" | "copy" | undefined; "after"?: string | undefined; };
export type SuppressionsExportCsvAnswer = { "fileName": string; "csv": string; "rows": number; "unnamed": number; "after"?: string | undefined; };
export type SuppressionsExtendInput = { "workspaceId": string; "suppressionId": string; };
export type SuppressionsExtendAnswer = { "id": string; "email": string; "reason": "asked" | "complaint" | "bounce" | "member" | "restricted"; "addedAt": string; "keepUntil": string; "everywhere": boolean; };
export type SuppressionsReleaseInput = { "workspaceId": string; "suppressionId": string; };
export type SuppressionsReleaseAnswer = { "done": true; };
export type TemplatesListInput = { "workspaceId": string; };
export type TemplatesListAnswer = { "templates": ({ "id": string; "name": string; "subject": string; "createdBy": string | null; "createdAt": string; "changedAt": string; })[]; };
export type TemplatesCreateInput = { "workspaceId": string; } & { "name": string; "subject": string; "html": string; };
export type TemplatesCreateAnswer = { "id": string; "name": string; "subject": string; "createdBy": string | null; "createdAt": string; "changedAt": string; "html": string; };
export type TemplatesShowInput = { "workspaceId": string; "templateId": string; };
export type TemplatesShowAnswer = { "id": string; "name": string; "subject": string; "createdBy": string | null; "createdAt": string; "changedAt": string; "html": string; };
export type TemplatesChangeInput = { "workspaceId": string; "templateId": string; } & { "name"?: string | undefined; "subject"?: string | undefined; "html"?: string | undefined; "expectedChangedAt"?: string | undefined; };
export type TemplatesChangeAnswer = { "id": string; "name": string; "subject": string; "createdBy": string | null; "createdAt": string; "changedAt": string; "html": string; };
export type TemplatesRemoveInput = { "workspaceId": string; "templateId": string; };
export type TemplatesRemoveAnswer = { "done": true; };
export type TemplatesDuplicateInput = { "workspaceId": string; "templateId": string; } & { "name": string; };
export type TemplatesDuplicateAnswer = { "id": string; "name": string; "subject": string; "createdBy": string | null; "createdAt": string; "changedAt": string; "html": string; };
export type TemplatesTagsInput = { "workspaceId": string; };
export type TemplatesTagsAnswer = { "tags": string[]; };
export type TemplatesCheckInput = { "workspaceId": string; } & { "subject": string; "html": string; };
export type TemplatesCheckAnswer = { "problems": ({ "sentence": string; "where": "subject" | "text"; "line": number; "column": number; "excerpt": string; "stops": boolean; })[]; "tags": string[]; "links": string[]; "combinations": number; };
export type TemplatesPreviewInput = { "workspaceId": string; } & { "subject": string; "html": string; "contactId"?: string | undefined; };
export type TemplatesPreviewAnswer = { "subject": string; "html": string; "text": string; "problems": ({ "sentence": string; "where": "subject" | "text"; "line": number; "column": number; "excerpt": string; "stops": boolean; })[]; };
export type TrackingShowInput = { "workspaceId": string; "outreachId": string; };
export type TrackingShowAnswer = { "tracking": "none" | "aggregate" | "recipient"; "steps": { "step": number; "opened": { "people": number; "machines": number; "unknown": number; }; "clicked": { "people": number; "machines": number; "unknown": number; }; }[]; "links": { "step": number; "url": string; "clicked": { "people": number; "machines": number; "unknown": number; }; }[]; "ownLinks": { "step": number; "links": number; "clicked": { "people": number; "machines": number; "unknown": number; }; }[]; };
export type TrackingRemoveInput = { "workspaceId": string; "outreachId": string; };
export type TrackingRemoveAnswer = { "done": true; };
export type TrackingOfRecipientInput = { "workspaceId": string; "outreachId": string; "enrolmentId": string; "after"?: string | undefined; "limit"?: number | undefined; };
export type TrackingOfRecipientAnswer = { "hits": ({ "at": string; "step": number | null; "kind": "open" | "click" | "hidden" | "leave"; "url": string | null; "verdict": ("person" | "machine" | "unknown") | null; "because": string | null; "ipAddress": string | null; "userAgent": string | null; })[]; "after"?: string | undefined; };
export type TrackingExportInput = { "workspaceId": string; "outreachId": string; };
export type TrackingExportAnswer = { "fileName": string; "csv": string; "truncated": boolean; };
export type TrackingJudgeAgainInput = { "workspaceId": string; "outreachId": string; };
export type TrackingJudgeAgainAnswer = { "done": true; };
export type TrackingDomainShowInput = { "workspaceId": string; };
export type TrackingDomainShowAnswer = { "here": string; "domain": ({ "host": string; "state": "waiting" | "used" | "failing"; "owned": boolean; "problem": string | null; "record": { "name": string; "text": string; }; "checkedAt": string | null; "failingSince": string | null; }) | null; };
export type TrackingDomainNameInput = { "workspaceId": string; } & { "host": string; };
export type TrackingDomainNameAnswer = { "here": string; "domain": ({ "host": string; "state": "waiting" | "used" | "failing"; "owned": boolean; "problem": string | null; "record": { "name": string; "text": string; }; "checkedAt": string | null; "failingSince": string | null; }) | null; };
export type TrackingDomainRemoveInput = { "workspaceId": string; };
export type TrackingDomainRemoveAnswer = { "done": true; };
export type TrackingDomainCheckInput = { "workspaceId": string; };
export type TrackingDomainCheckAnswer = { "here": string; "domain": ({ "host": string; "state": "waiting" | "used" | "failing"; "owned": boolean; "problem": string | null; "record": { "name": string; "text": string; }; "checkedAt": string | null; "failingSince": string | null; }) | null; };
export type ContactsListInput = { "workspaceId": string; "after"?: string | undefined; "limit"?: number | undefined; "search"?: string | undefined; "tag"?: string | undefined; "listId"?: string | undefined; "segmentId"?: string | undefined; "companyId"?: string | undefined; "verdict"?: "unknown" | "good" | "risky" | "bad" | undefined; };
export type ContactsListAnswer = { "contacts": ({ "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; })[]; "after"?: string | undefined; "more": boolean; };
export type ContactsCreateInput = { "workspaceId": string; } & { "email": string; "firstName"?: string | undefined; "lastName"?: string | undefined; "jobTitle"?: string | undefined; "phone"?: string | undefined; "language"?: string | undefined; "timeZone"?: string | undefined; "companyId"?: string | null | undefined; "fields"?: Record<string, string> | undefined; "tags"?: string[] | undefined; "listIds"?: string[] | undefined; };
export type ContactsCreateAnswer = { "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; };
export type ContactsCountInput = { "workspaceId": string; "tag"?: string | undefined; "listId"?: string | undefined; "segmentId"?: string | undefined; "companyId"?: string | undefined; };
export type ContactsCountAnswer = { "contacts": number; "more": boolean; };
export type ContactsShowInput = { "workspaceId": string; "contactId": string; };
export type ContactsShowAnswer = { "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; "lists": { "id": string; "name": string; }[]; "likelyCompany": { "id": string; "name": string; } | null; "timeline": ({ "at": string; "what": "created" | "enrolled" | "stopped" | "finished" | "accepted" | "failed" | "skipped" | "uncertain" | "planned" | "sending"; "outreachId"?: string | undefined; "campaign"?: string | undefined; "enrolmentId"?: string | undefined; "deliveryId"?: string | undefined; "step"?: number | undefined; "reason"?: string | null | undefined; })[]; };
export type ContactsChangeInput = { "workspaceId": string; "contactId": string; } & { "email"?: string | undefined; "firstName"?: string | undefined; "lastName"?: string | undefined; "jobTitle"?: string | undefined; "phone"?: string | undefined; "language"?: string | undefined; "timeZone"?: string | undefined; "companyId"?: string | null | undefined; "fields"?: Record<string, string> | undefined; "tags"?: string[] | undefined; };
export type ContactsChangeAnswer = { "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; };
export type ContactsRemoveInput = { "workspaceId": string; "contactId": string; };
export type ContactsRemoveAnswer = { "done": true; };
export type ContactsChangeManyInput = { "workspaceId": string; } & { "contactIds": string[]; "change": ({ "what": "tag" | "untag"; "tag": string; }) | ({ "what": "list" | "unlist"; "listId": string; }) | { "what": "remove"; }; };
export type ContactsChangeManyAnswer = { "changed": number; };
export type ContactsTagsInput = { "workspaceId": string; };
export type ContactsTagsAnswer = { "tags": string[]; };
export type ContactsExportCsvInput = { "workspaceId": string; } & { "search"?: string | undefined; "tag"?: string | undefined; "listId"?: string | undefined; "segmentId"?: string | undefined; "companyId"?: string | undefined; "verdict"?: "unknown" | "good" | "risky" | "bad" | undefined; };
export type ContactsExportCsvAnswer = { "fileName": string; "csv": string; "rows": number; };
export type ContactsProbingInput = { "workspaceId": string; };
export type ContactsProbingAnswer = { "allowed": boolean; "wanted": boolean; };
export type ContactsSetProbingInput = { "workspaceId": string; } & { "wanted": boolean; };
export type ContactsSetProbingAnswer = { "allowed": boolean; "wanted": boolean; };
export type ContactsCheckInput = { "workspaceId": string; "contactId": string; };
export type ContactsCheckAnswer = { "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; };
export type DuplicatesListInput = { "workspaceId": string; };
export type DuplicatesListAnswer = { "groups": ({ "because": "name_and_company" | "phone" | "address_with_tag"; "contacts": ({ "id": string; "email": string; "firstName": string; "lastName": string; "jobTitle": string; "phone": string; "language": string; "timeZone": string; "company": { "id": string; "name": string; } | null; "fields": Record<string, string>; "tags": string[]; "verdict": "unknown" | "good" | "risky" | "bad"; "verdictBecause": string | null; "verdictAt": string | null; "suppressed": boolean; "createdAt": string; "changedAt": string; })[]; })[]; };
export type DuplicatesMergeInput = { "workspaceId": string; } & { "keepId": string; "removeId": string; "take"?: (("email" | "firstName" | "lastName" | "company" | "jobTitle" | "phone" | "language" | "timeZone") | string)[] | undefined; };
export type DuplicatesMergeAnswer = { "contactId": string; "mergeId": string; "alsoSuppressed": string[]; };
export type DuplicatesMergesInput = { "workspaceId": string; };
export type DuplicatesMergesAnswer = { "merges": { "id": string; "keptId": string; "kept": string; "removed": string; "mergedAt": string; }[]; };
export type DuplicatesUndoInput = { "workspaceId": string; "mergeId": string; };
export type DuplicatesUndoAnswer = { "keptId": string; "restoredId": string; };
export type ConversationsListInput = { "workspaceId": string; "after"?: string | undefined; "limit"?: number | undefined; "state"?: "open" | "closed" | undefined; "only"?: "new" | "replies" | "automatic" | undefined; "outreachId"?: string | undefined; "enrolmentId"?: string | undefined; "contactId"?: string | undefined; "mailboxId"?: string | undefined; "search"?: string | undefined; };
export type ConversationsListAnswer = { "conversations": ({ "id": string; "state": "open" | "closed"; "email": string; "name": string; "subject": string; "excerpt": string; "lastFrom": "in" | "out"; "isNew": boolean; "onlyAutomatic": boolean; "campaign": { "id": string; "name": string; } | null; "enrolmentId": string | null; "contactId": string | null; "mailbox": { "id": string; "address": string; } | null; "begunAt": string; "lastMessageAt": string; })[]; "after"?: string | undefined; };
export type ConversationsShowInput = { "workspaceId": string; "conversationId": string; };
export type ConversationsShowAnswer = { "id": string; "state": "open" | "closed"; "email": string; "name": string; "subject": string; "excerpt": string; "lastFrom": "in" | "out"; "isNew": boolean; "onlyAutomatic": boolean; "campaign": { "id": string; "name": string; } | null; "enrolmentId": string | null; "contactId": string | null; "mailbox": { "id": string; "address": string; } | null; "begunAt": string; "lastMessageAt": string; "sent": ({ "step": number; "state": "sending" | "accepted" | "uncertain"; "subject": string; "text": string; "mailbox": string | null; "at": string; })[]; "messages": ({ "id": string; "direction": "in" | "out"; "kind": "reply" | "auto_reply" | "answer"; "fromEmail": string; "fromName": string; "toEmail": string; "subject": string; "text": string; "attachments": { "name": string; "bytes": number; }[]; "writtenBy": string | null; "state": ("sending" | "accepted" | "failed" | "uncertain") | null; "because": string | null; "at": string; })[]; "answersTo": { "email": string; "name": string; }; "cannotAnswer": string | null; "toKnow": string | null; };
export type ConversationsRemoveInput = { "workspaceId": string; "conversationId": string; };
export type ConversationsRemoveAnswer = { "done": true; };
export type ConversationsSeeInput = { "workspaceId": string; "conversationId": string; } & { "messageId": string; };
export type ConversationsSeeAnswer = { "done": true; };
export type ConversationsAnswerInput = { "workspaceId": string; "conversationId": string; } & { "messageId": string; "to": string; "text": string; };
export type ConversationsAnswerAnswer = { "id": string; "direction": "in" | "out"; "kind": "reply" | "auto_reply" | "answer"; "fromEmail": string; "fromName": string; "toEmail": string; "subject": string; "text": string; "attachments": { "name": string; "bytes": number; }[]; "writtenBy": string | null; "state": ("sending" | "accepted" | "failed" | "uncertain") | null; "because": string | null; "at": string; };
export type ConversationsSettleInput = { "workspaceId": string; "conversationId": string; "messageId": string; } & { "became": "accepted" | "not_sent"; };
export type ConversationsSettleAnswer = { "done": true; };
export type ConversationsSetStateInput = { "workspaceId": string; "conversationId": string; } & { "state": "open" | "closed"; };
export type ConversationsSetStateAnswer = { "done": true; };
export type CompaniesListInput = { "workspaceId": string; "after"?: string | undefined; "limit"?: number | undefined; "search"?: string | undefined; };
export type CompaniesListAnswer = { "companies": ({ "id": string; "name": string; "domain": string | null; "contacts": number; "createdAt": string; })[]; "after"?: string | undefined; };
export type CompaniesCreateInput = { "workspaceId": string; } & { "name": string; "domain"?: string | undefined; };
export type CompaniesCreateAnswer = { "id": string; "name": string; "domain": string | null; "contacts": number; "createdAt": string; };
export type CompaniesChangeInput = { "workspaceId": string; "companyId": string; } & { "name"?: string | undefined; "domain"?: string | undefined; };
export type CompaniesChangeAnswer = { "id": string; "name": string; "domain": string | null; "contacts": number; "createdAt": string; };
export type CompaniesRemoveInput = { "workspaceId": string; "companyId": string; };
export type CompaniesRemoveAnswer = { "done": true; };
export type ContactFieldsListInput = { "workspaceId": string; };
export type ContactFieldsListAnswer = { "fields": ({ "key": string; "label": string; "kind": "text" | "number" | "date"; })[]; "mergeTags": string[]; };
export type ContactFieldsCreateInput = { "workspaceId": string; } & { "key": string; "label": string; "kind"?: "text" | "number" | "date" | undefined; };
export type ContactFieldsCreateAnswer = { "key": string; "label": string; "kind": "text" | "number" | "date"; };
export type ContactFieldsChangeInput = { "workspaceId": string; "key": string; } & { "label": string; };
export type ContactFieldsChangeAnswer = { "key": string; "label": string; "kind": "text" | "number" | "date"; };
export type ContactFieldsRemoveInput = { "workspaceId": string; "key": string; };
export type ContactFieldsRemoveAnswer = { "done": true; };
export type ListsListInput = { "workspaceId": string; };
export type ListsListAnswer = { "lists": { "id": string; "name": string; "contacts": number; "createdAt": string; }[]; };
export type ListsCreateInput = { "workspaceId": string; } & { "name": string; };
export type ListsCreateAnswer = { "id": string; "name": string; "contacts": number; "createdAt": string; };
export type ListsChangeInput = { "workspaceId": string; "listId": string; } & { "name": string; };
export type ListsChangeAnswer = { "done": true; };
export type ListsRemoveInput = { "workspaceId": string; "listId": string; };
export type ListsRemoveAnswer = { "done": true; };
export type SegmentsListInput = { "workspaceId": string; };
export type SegmentsListAnswer = { "segments": ({ "id": string; "name": string; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "any"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "not"; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }); }); "createdAt": string; })[]; };
export type SegmentsCreateInput = { "workspaceId": string; } & { "name": string; "rule"?: unknown | undefined; };
export type SegmentsCreateAnswer = { "id": string; "name": string; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "any"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "not"; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }); }); "createdAt": string; };
export type SegmentsChangeInput = { "workspaceId": string; "segmentId": string; } & { "name"?: string | undefined; "rule"?: unknown | undefined; };
export type SegmentsChangeAnswer = { "id": string; "name": string; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "any"; "rules": ((({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }))[]; }) | ({ "kind": "not"; "rule": (({ "kind": "text"; "of": ("email" | "first_name" | "last_name" | "company" | "job_title" | "phone" | "language" | "time_zone") | string; "test": "is" | "is_not" | "contains" | "contains_not" | "begins" | "empty" | "filled"; "value": string; }) | ({ "kind": "number"; "of": string; "test": "is" | "above" | "below"; "value": number; }) | ({ "kind": "day"; "of": "created" | string; "test": "on" | "before" | "after"; "day": string; }) | ({ "kind": "span"; "of": "created" | string; "test": "within_last" | "longer_ago" | "within_next"; "days": number; }) | { "kind": "tag"; "tag": string; } | { "kind": "list"; "listId": string; } | { "kind": "company"; "companyId": string; } | ({ "kind": "verdict"; "verdict": "unknown" | "good" | "risky" | "bad"; }) | { "kind": "segment"; "segmentId": string; }) | ({ "kind": "all"; "rules": (unknown | null)[]; }) | ({ "kind": "any"; "rules": (unknown | null)[]; }) | ({ "kind": "not"; "rule"?: unknown | undefined; }); }); "createdAt": string; };
export type SegmentsRemoveInput = { "workspaceId": string; "segmentId": string; };
export type SegmentsRemoveAnswer = { "done": true; };
export type SegmentsCountInput = { "workspaceId": string; } & { "rule"?: unknown | undefined; };
export type SegmentsCountAnswer = { "contacts": number | null; "more": boolean; };
export type DocumentsListAnswer = { "documents": ({ "document": "privacy" | "cookies" | "dpa" | "subprocessors" | "deletion" | "legal"; "title": string; "path": string; "version": number; "updated": string; })[]; };
export type DocumentsChangesAnswer = { "changes": ({ "document": "privacy" | "cookies" | "dpa" | "subprocessors" | "deletion" | "legal"; "title": string; "path": string; "version": number; "publishedAt": string; })[]; };
export type DocumentsAgreementInput = { "workspaceId": string; };
export type DocumentsAgreementAnswer = { "inForce": { "version": number; "updated": string; "wordsHash": string; }; "accepted": ({ "version": number; "wordsHash": string; "at": string; "by": string | null; }) | null; };
export type DocumentsAcceptAgreementInput = { "workspaceId": string; } & { "version": number; };
export type DocumentsAcceptAgreementAnswer = { "done": true; };
export type ExtensionBeginPairingInput = { "workspaceId": string; };
export type ExtensionBeginPairingAnswer = { "code": string; "endsAt": string; };
export type ExtensionPairInput = { "code": string; };
export type ExtensionPairAnswer = { "token": string; "endsAt": string; "workspace": { "id": string; "name": string; "slug": string; }; };
export type ExtensionTakeDraftInput = { "workspaceId": string; } & { "exportId": string; "outreachId"?: string | undefined; "name"?: string | undefined; "timeZone"?: string | undefined; "place"?: "first" | "further" | undefined; "expectedVersion"?: number | undefined; "subject": string; "html": string; "recipients"?: ({ "email": string; "name"?: string | undefined; })[] | undefined; };
export type ExtensionTakeDraftAnswer = { "outreachId": string; "again": boolean; "added": number; "leftOut": number; "notes": string[]; };
export type EvidencePromisesInput = { "workspaceId": string; };
export type EvidencePromisesAnswer = { "at": string; "promises": ({ "key": string; "ids": string[]; "group": "supporters" | "recipients" | "members" | "server"; "title": string; "sentence": string; "limit": string; "held": number; "oldestAt": string | null; "oldest": string | null; "share": number | null; "past": boolean; "pastBy": string | null; "holdings": ({ "rows": string; "limit": string; "held": number; "oldestAt": string | null; "oldest": string | null; "past": boolean; "pastBy": string | null; })[]; "lastRunAt": string | null; "lastRunProblem": string | null; "checkedAt": string | null; "unchecked": boolean; })[]; };
export type EvidenceRetentionRunsInput = { "workspaceId": string; "before"?: string | undefined; "limit"?: number | undefined; };
export type EvidenceRetentionRunsAnswer = { "runs": ({ "startedAt": string; "finishedAt": string | null; "promises": number; "rows": number; "outcomes": ({ "promise": string; "rows": number; "problem": string | null; })[]; })[]; "before"?: string | undefined; };
export type EvidenceAuditInput = { "workspaceId": string; "action"?: string | undefined; "memberId"?: string | undefined; "subjectId"?: string | undefined; "from"?: string | undefined; "to"?: string | undefined; "before"?: number | undefined; "limit"?: number | undefined; };
export type EvidenceAuditAnswer = { "entries": ({ "seq": number; "at": string; "actor": { "kind": string; "id": string | null; "name": string | null; }; "action": string; "subject": string | null; "subjectId": string | null; "details": Record<string, unknown>; "ipAddress": string | null; })[]; "before"?: number | undefined; };
export type EvidenceAuditChoicesInput = { "workspaceId": string; };
export type EvidenceAuditChoicesAnswer = { "actions": string[]; "members": { "id": string; "name": string; }[]; };
export type EvidenceVerifyAuditInput = { "workspaceId": string; };
export type EvidenceVerifyAuditAnswer = { "valid": boolean; "entries": number; "anchoredSeq": number; "firstBadSeq"?: number | undefined; "sentence": string; };
export type EvidenceExportEvidenceInput = { "workspaceId": string; } & { "fromSeq"?: number | undefined; };
export type EvidenceExportEvidenceAnswer = Uint8Array;
export type RightsExportAccountInput = Record<string, unknown>;
export type RightsExportAccountAnswer = { "url": string; "passphrase": string; "expiresAt": string; };
export type RightsAskInput = { "kind": "access" | "rectification" | "erasure" | "objection" | "restriction" | "portability" | "consent" | "question" | "know" | "delete" | "correct" | "no_sale" | "limit"; "message": string; };
export type RightsAskAnswer = { "dueAt": string; };
export type RightsExportWorkspaceInput = { "workspaceId": string; };
export type RightsExportWorkspaceAnswer = { "url": string; "passphrase": string; "expiresAt": string; };
export type RequestsListInput = { "state"?: "open" | "answered" | "refused" | undefined; };
export type RequestsListAnswer = { "requests": ({ "id": string; "kind": "access" | "rectification" | "erasure" | "objection" | "restriction" | "portability" | "consent" | "question" | "know" | "delete" | "correct" | "no_sale" | "limit"; "state": "open" | "answered" | "refused"; "email": string; "message": string; "answer": string | null; "receivedAt": string; "dueAt": string; "answeredAt": string | null; "canCarryOut": boolean; })[]; "overdue": number; };
export type RequestsAnswerInput = { "requestId": string; } & { "answer": string; "refused"?: boolean | undefined; };
export type RequestsAnswerAnswer = { "id": string; "kind": "access" | "rectification" | "erasure" | "objection" | "restriction" | "portability" | "consent" | "question" | "know" | "delete" | "correct" | "no_sale" | "limit"; "state": "open" | "answered" | "refused"; "email": string; "message": string; "answer": string | null; "receivedAt": string; "dueAt": string; "answeredAt": string | null; "canCarryOut": boolean; };
export type RequestsCarryOutInput = { "requestId": string; } & { "note"?: string | undefined; };
export type RequestsCarryOutAnswer = { "id": string; "kind": "access" | "rectification" | "erasure" | "objection" | "restriction" | "portability" | "consent" | "question" | "know" | "delete" | "correct" | "no_sale" | "limit"; "state": "open" | "answered" | "refused"; "email": string; "message": string; "answer": string | null; "receivedAt": string; "dueAt": string; "answeredAt": string | null; "canCarryOut": boolean; };
export type RequestsHeldCampaignsAnswer = { "campaigns": ({ "campaignId": string; "name": string; "workspace": string; "held": "complaints" | "operator"; "heldAt": string; "complaints": number; })[]; };
export type RequestsHoldInput = { "campaignId": string; } & { "held": boolean; };
export type RequestsHoldAnswer = { "done": true; };
export type OperatorHealthAnswer = { "version": string; "startedAt": string; "database": { "version": string; "embedded": boolean; }; "quarantine": ({ "since": string; "because": "restored" | "copied"; }) | null; "sandbox": { "on": boolean; "outboxUrl"?: string | undefined; "standIns": string[]; }; "jobs": ({ "name": string; "waiting": number; "failed": number; "schedule": string | null; })[]; "workspaces": { "id": string; "name": string; "members": number; "campaigns": number; }[]; "settings": { "name": string; "meaning": string; "value": string; "secret": boolean; }[]; };
export type OperatorLiftQuarantineAnswer = { "done": true; };
export type OperatorRunRetentionInput = { "dryRun"?: boolean | undefined; };
export type OperatorRunRetentionAnswer = { "runs": ({ "promise": string; "rows": number; "problem": string | null; })[]; };
export type OperatorRetentionRunsInput = { "before"?: string | undefined; "limit"?: number | undefined; };
export type OperatorRetentionRunsAnswer = { "runs": ({ "startedAt": string; "finishedAt": string | null; "promises": number; "rows": number; "outcomes": ({ "promise": string; "rows": number; "problem": string | null; })[]; })[]; "before"?: string | undefined; };
export type OperatorExportEvidenceAnswer = Uint8Array;

function callsOf(call: Call) {
  return {
    setup: {
      /** Whether this copy still needs its first owner, and whether the sandbox answers */
      state: (options?: CallOptions) => call<SetupStateAnswer>({"method":"GET","path":"/setup"}, undefined, options),
      /** Create the first owner, who is also the operator, and the first workspace */
      complete: (input: SetupCompleteInput, options?: CallOptions) => call<SetupCompleteAnswer>({"method":"POST","path":"/setup"}, input, options),
    },
    account: {
      /** Sign in with e-mail and password */
      signIn: (input: AccountSignInInput, options?: CallOptions) => call<AccountSignInAnswer>({"method":"POST","path":"/session"}, input, options),
      /** End this session */
      signOut: (options?: CallOptions) => call<AccountSignOutAnswer>({"method":"DELETE","path":"/session"}, undefined, options),
      /** Finish signing in with a code from the authenticator or a backup code */
      passSecondFactor: (input: AccountPassSecondFactorInput, options?: CallOptions) => call<AccountPassSecondFactorAnswer>({"method":"POST","path":"/session/second-factor"}, input, options),
      /** Who is signed in, and where they are a member */
      me: (options?: CallOptions) => call<AccountMeAnswer>({"method":"GET","path":"/account"}, undefined, options),
      /** Correct one’s own name */
      change: (input: AccountChangeInput, options?: CallOptions) => call<AccountChangeAnswer>({"method":"PATCH","path":"/account"}, input, options),
      /** Delete one’s account at once and for good, by typing its address */
      erase: (input: AccountEraseInput, options?: CallOptions) => call<AccountEraseAnswer>({"method":"DELETE","path":"/account"}, input, options),
      /** Change one’s password; all other sessions end */
      changePassword: (input: AccountChangePasswordInput, options?: CallOptions) => call<AccountChangePasswordAnswer>({"method":"POST","path":"/account/password"}, input, options),
      /** Show again who one is, for the next ten minutes of this session */
      confirm: (input: AccountConfirmInput, options?: CallOptions) => call<AccountConfirmAnswer>({"method":"POST","path":"/account/confirmation"}, input, options),
      /** Where one is signed in */
      sessions: (options?: CallOptions) => call<AccountSessionsAnswer>({"method":"GET","path":"/account/sessions"}, undefined, options),
      /** End every session but this one */
      endOtherSessions: (options?: CallOptions) => call<AccountEndOtherSessionsAnswer>({"method":"DELETE","path":"/account/sessions"}, undefined, options),
      /** End one session */
      endSession: (input: AccountEndSessionInput, options?: CallOptions) => call<AccountEndSessionAnswer>({"method":"DELETE","path":"/account/sessions/{sessionId}"}, input, options),
      /** Begin to set up a second factor: gives the secret to enter in an authenticator */
      beginSecondFactor: (input: AccountBeginSecondFactorInput, options?: CallOptions) => call<AccountBeginSecondFactorAnswer>({"method":"POST","path":"/account/second-factor"}, input, options),
      /** Switch the second factor off */
      removeSecondFactor: (input: AccountRemoveSecondFactorInput, options?: CallOptions) => call<AccountRemoveSecondFactorAnswer>({"method":"DELETE","path":"/account/second-factor"}, input, options),
      /** Switch the second factor on with its first code; gives the backup codes, once */
      confirmSecondFactor: (input: AccountConfirmSecondFactorInput, options?: CallOptions) => call<AccountConfirmSecondFactorAnswer>({"method":"POST","path":"/account/second-factor/confirmation"}, input, options),
      /** Ask for a link to set a new password. The answer is the same whether the address is known or not */
      askPasswordReset: (input: AccountAskPasswordResetInput, options?: CallOptions) => call<AccountAskPasswordResetAnswer>({"method":"POST","path":"/password-resets"}, input, options),
      /** Set a new password with the link’s token; all sessions end */
      resetPassword: (input: AccountResetPasswordInput, options?: CallOptions) => call<AccountResetPasswordAnswer>({"method":"PUT","path":"/password-resets"}, input, options),
      /** The address that waits to be confirmed */
      addressChange: (options?: CallOptions) => call<AccountAddressChangeAnswer>({"method":"GET","path":"/account/address-change"}, undefined, options),
      /** Ask for another e-mail address: a link goes there, a notice to the present one. The answer is the same whether the address is known or not */
      askAddressChange: (input: AccountAskAddressChangeInput, options?: CallOptions) => call<AccountAskAddressChangeAnswer>({"method":"POST","path":"/account/address-change"}, input, options),
      /** Leave the address as it is */
      withdrawAddressChange: (options?: CallOptions) => call<AccountWithdrawAddressChangeAnswer>({"method":"DELETE","path":"/account/address-change"}, undefined, options),
      /** Which address a link’s token puts in place */
      lookAtAddressChange: (input: AccountLookAtAddressChangeInput, options?: CallOptions) => call<AccountLookAtAddressChangeAnswer>({"method":"POST","path":"/address-changes/look"}, input, options),
      /** Put the new address in place with the token of the link to it */
      confirmAddressChange: (input: AccountConfirmAddressChangeInput, options?: CallOptions) => call<AccountConfirmAddressChangeAnswer>({"method":"PUT","path":"/address-changes"}, input, options),
      /** Take the old address back with the token of a notice, and set a new password; all sessions end */
      undoAddressChange: (input: AccountUndoAddressChangeInput, options?: CallOptions) => call<AccountUndoAddressChangeAnswer>({"method":"POST","path":"/address-changes/undo"}, input, options),
      /** What goes with one’s account, and what stands in the way */
      beforeErasure: (options?: CallOptions) => call<AccountBeforeErasureAnswer>({"method":"GET","path":"/account/erasure"}, undefined, options),
      /** What an invitation’s token invites to */
      invitation: (input: AccountInvitationInput, options?: CallOptions) => call<AccountInvitationAnswer>({"method":"POST","path":"/invitations/look"}, input, options),
      /** Join a workspace: with a new account, or with the password of the one that the address has */
      acceptInvitation: (input: AccountAcceptInvitationInput, options?: CallOptions) => call<AccountAcceptInvitationAnswer>({"method":"POST","path":"/invitations/accept"}, input, options),
    },
    workspaces: {
      /** The workspace and how far its first steps are */
      show: (input: WorkspacesShowInput, options?: CallOptions) => call<WorkspacesShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}"}, input, options),
      /** Rename the workspace, or require a second factor of its members */
      change: (input: WorkspacesChangeInput, options?: CallOptions) => call<WorkspacesChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}"}, input, options),
      /** Delete the workspace in seven days, by typing its name; its campaigns are paused at once */
      end: (input: WorkspacesEndInput, options?: CallOptions) => call<WorkspacesEndAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/end"}, input, options),
      /** Keep a workspace that was to be deleted */
      keep: (input: WorkspacesKeepInput, options?: CallOptions) => call<WorkspacesKeepAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/end"}, input, options),
      /** Members and open invitations */
      members: (input: WorkspacesMembersInput, options?: CallOptions) => call<WorkspacesMembersAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/members"}, input, options),
      /** Invite someone by mail */
      invite: (input: WorkspacesInviteInput, options?: CallOptions) => call<WorkspacesInviteAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/invitations"}, input, options),
      /** Withdraw an invitation */
      withdrawInvitation: (input: WorkspacesWithdrawInvitationInput, options?: CallOptions) => call<WorkspacesWithdrawInvitationAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/invitations/{invitationId}"}, input, options),
      /** Give a member another role */
      changeRole: (input: WorkspacesChangeRoleInput, options?: CallOptions) => call<WorkspacesChangeRoleAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/members/{userId}"}, input, options),
      /** Remove a member; their API tokens of this workspace end */
      removeMember: (input: WorkspacesRemoveMemberInput, options?: CallOptions) => call<WorkspacesRemoveMemberAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/members/{userId}"}, input, options),
      /** One’s own API tokens of this workspace */
      tokens: (input: WorkspacesTokensInput, options?: CallOptions) => call<WorkspacesTokensAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/tokens"}, input, options),
      /** Create an API token. It is shown once and acts with its user’s role, for what it was made for */
      createToken: (input: WorkspacesCreateTokenInput, options?: CallOptions) => call<WorkspacesCreateTokenAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/tokens"}, input, options),
      /** Revoke an API token at once */
      removeToken: (input: WorkspacesRemoveTokenInput, options?: CallOptions) => call<WorkspacesRemoveTokenAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/tokens/{tokenId}"}, input, options),
    },
    campaigns: {
      /** All campaigns, newest first */
      list: (input: CampaignsListInput, options?: CallOptions) => call<CampaignsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns","query":["state"]}, input, options),
      /** Begin a campaign of kind advocacy, as a draft */
      create: (input: CampaignsCreateInput, options?: CallOptions) => call<CampaignsCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns"}, input, options),
      /** One campaign with its counts and what stands in the way of publishing */
      show: (input: CampaignsShowInput, options?: CallOptions) => call<CampaignsShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}"}, input, options),
      /** Change what a campaign says. Flows that supporters opened before are refused at their confirmation */
      change: (input: CampaignsChangeInput, options?: CallOptions) => call<CampaignsChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/campaigns/{campaignId}"}, input, options),
      /** Delete a campaign with its recipients, deliveries and counts */
      remove: (input: CampaignsRemoveInput, options?: CallOptions) => call<CampaignsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/campaigns/{campaignId}"}, input, options),
      /** Publish, pause, publish again, or close for good */
      setState: (input: CampaignsSetStateInput, options?: CallOptions) => call<CampaignsSetStateAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/state"}, input, options),
      /** The letter as one recipient will read it */
      preview: (input: CampaignsPreviewInput, options?: CallOptions) => call<CampaignsPreviewAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/preview","query":["recipientId","language"]}, input, options),
      /** Mail the letter to oneself; it cannot reach a recipient */
      sendTest: (input: CampaignsSendTestInput, options?: CallOptions) => call<CampaignsSendTestAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/test-messages"}, input, options),
      /** Begin a new draft with the words and rules of this campaign, and its recipients if wanted */
      duplicate: (input: CampaignsDuplicateInput, options?: CallOptions) => call<CampaignsDuplicateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/duplicates"}, input, options),
      /** Approve the text as it is, as a second member. Who wrote it last cannot */
      approve: (input: CampaignsApproveInput, options?: CallOptions) => call<CampaignsApproveAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/approvals"}, input, options),
      /** A link, good for an hour, by which the whole way can be gone; every letter goes to the mailbox that sends it */
      rehearse: (input: CampaignsRehearseInput, options?: CallOptions) => call<CampaignsRehearseAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/rehearsals"}, input, options),
      /** Counts by day (UTC), language, wording, partner and way */
      statistics: (input: CampaignsStatisticsInput, options?: CallOptions) => call<CampaignsStatisticsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/statistics"}, input, options),
      /** How many letters each recipient was sent, and what supporters say came back */
      recipientCounts: (input: CampaignsRecipientCountsInput, options?: CallOptions) => call<CampaignsRecipientCountsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-counts"}, input, options),
      /** A table as CSV, safe to open in a spreadsheet */
      exportCounts: (input: CampaignsExportCountsInput, options?: CallOptions) => call<CampaignsExportCountsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/exports/{what}"}, input, options),
      /** Who the letters are for */
      recipients: (input: CampaignsRecipientsInput, options?: CallOptions) => call<CampaignsRecipientsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipients","query":["after","limit","search"]}, input, options),
      /** Add one recipient */
      addRecipient: (input: CampaignsAddRecipientInput, options?: CallOptions) => call<CampaignsAddRecipientAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipients"}, input, options),
      /** Put right what is known of a recipient. For another address, remove them and add a new one */
      changeRecipient: (input: CampaignsChangeRecipientInput, options?: CallOptions) => call<CampaignsChangeRecipientAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipients/{recipientId}"}, input, options),
      /** Remove one recipient */
      removeRecipient: (input: CampaignsRemoveRecipientInput, options?: CallOptions) => call<CampaignsRemoveRecipientAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipients/{recipientId}"}, input, options),
      /** Add recipients from a CSV file: name and email, and any of the other properties and own fields as columns */
      importRecipients: (input: CampaignsImportRecipientsInput, options?: CallOptions) => call<CampaignsImportRecipientsAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-imports"}, input, options),
      /** Deliveries that were not accepted or are uncertain, newest first, with the reason */
      deliveries: (input: CampaignsDeliveriesInput, options?: CallOptions) => call<CampaignsDeliveriesAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/deliveries","query":["state"]}, input, options),
    },
    mailboxes: {
      /** All mailboxes with their health, oldest first */
      list: (input: MailboxesListInput, options?: CallOptions) => call<MailboxesListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/mailboxes"}, input, options),
      /** Connect a mailbox by its mail server. It is signed in to first; nothing is kept when that fails */
      connectServer: (input: MailboxesConnectServerInput, options?: CallOptions) => call<MailboxesConnectServerAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/mailboxes"}, input, options),
      /** One mailbox */
      show: (input: MailboxesShowInput, options?: CallOptions) => call<MailboxesShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}"}, input, options),
      /** Change name, signature or pacing */
      change: (input: MailboxesChangeInput, options?: CallOptions) => call<MailboxesChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}"}, input, options),
      /** Disconnect a mailbox: its tokens or password are deleted at once, and revoked where the company lets us */
      disconnect: (input: MailboxesDisconnectInput, options?: CallOptions) => call<MailboxesDisconnectAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}"}, input, options),
      /** Give a mailbox of a mail server its new password, or other servers. It is signed in to first */
      reconnectServer: (input: MailboxesReconnectServerInput, options?: CallOptions) => call<MailboxesReconnectServerAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/server"}, input, options),
      /** Begin to connect a mailbox at Google or Microsoft: where to go. Good for ten minutes, for the browser that asked */
      beginConsent: (input: MailboxesBeginConsentInput, options?: CallOptions) => call<MailboxesBeginConsentAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/mailbox-consents"}, input, options),
      /** Hold the work of one mailbox, or let it go on. One whose permission is over goes on when it is connected again */
      setParked: (input: MailboxesSetParkedInput, options?: CallOptions) => call<MailboxesSetParkedAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/parked"}, input, options),
      /** Send a short message from the mailbox to oneself; it reaches nobody else */
      sendTest: (input: MailboxesSendTestInput, options?: CallOptions) => call<MailboxesSendTestAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/test-messages"}, input, options),
      /** What receiving servers see of the mailbox’s domain, as it was found last */
      showCheck: (input: MailboxesShowCheckInput, options?: CallOptions) => call<MailboxesShowCheckAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/check"}, input, options),
      /** Check SPF, DKIM, DMARC and the way to leave, by a message that the mailbox sent and that was received. Nothing of it is kept */
      check: (input: MailboxesCheckInput, options?: CallOptions) => call<MailboxesCheckAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/checks"}, input, options),
      /** Send a message of a campaign’s shape to a mailbox of this workspace that is read, and check it when it arrives. Nothing else of it is kept */
      sendCheck: (input: MailboxesSendCheckInput, options?: CallOptions) => call<MailboxesSendCheckAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/mailboxes/{mailboxId}/check-messages"}, input, options),
    },
    outreach: {
      /** All team campaigns, newest first */
      list: (input: OutreachListInput, options?: CallOptions) => call<OutreachListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach","query":["state"]}, input, options),
      /** Begin a team campaign, as a draft with one empty step */
      create: (input: OutreachCreateInput, options?: CallOptions) => call<OutreachCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach"}, input, options),
      /** One team campaign with its steps, its settings and what was sent by step and variant */
      show: (input: OutreachShowInput, options?: CallOptions) => call<OutreachShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}"}, input, options),
      /** Change the settings. After the launch audience and start stay as they are; the rest holds for what was not sent yet */
      change: (input: OutreachChangeInput, options?: CallOptions) => call<OutreachChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/outreach/{outreachId}"}, input, options),
      /** Delete a team campaign with its recipients, deliveries and counts. One that is running is paused first */
      remove: (input: OutreachRemoveInput, options?: CallOptions) => call<OutreachRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/outreach/{outreachId}"}, input, options),
      /** Write all steps anew, as a new version. What was sent keeps its own, what was not takes this one */
      saveSteps: (input: OutreachSaveStepsInput, options?: CallOptions) => call<OutreachSaveStepsAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach/{outreachId}/steps"}, input, options),
      /** Begin a new draft with the steps, the audience and the settings of this campaign */
      duplicate: (input: OutreachDuplicateInput, options?: CallOptions) => call<OutreachDuplicateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/duplicates"}, input, options),
      /** How many contacts an audience has, each counted once */
      countAudience: (input: OutreachCountAudienceInput, options?: CallOptions) => call<OutreachCountAudienceAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/audience-counts"}, input, options),
      /** All that stands in the way of a launch, in one answer, and who would be left out */
      check: (input: OutreachCheckInput, options?: CallOptions) => call<OutreachCheckAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/check"}, input, options),
      /** Recipients of whom a value is missing that the texts use */
      incomplete: (input: OutreachIncompleteInput, options?: CallOptions) => call<OutreachIncompleteAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/incomplete-recipients","query":["after","limit","tag"]}, input, options),
      /** Put in a value of a merge tag for one recipient of this campaign */
      setValue: (input: OutreachSetValueInput, options?: CallOptions) => call<OutreachSetValueAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach/{outreachId}/values"}, input, options),
      /** A step as one recipient will read it: the one that is named, or the first */
      preview: (input: OutreachPreviewInput, options?: CallOptions) => call<OutreachPreviewAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/preview","query":["contactId","enrolmentId","step","variant"]}, input, options),
      /** Freeze the recipients and begin, now or at its start. Launching again changes nothing */
      launch: (input: OutreachLaunchInput, options?: CallOptions) => call<OutreachLaunchAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/launches"}, input, options),
      /** Take a launch back while nothing has left: it is a draft again, with whoever was added by hand */
      takeBack: (input: OutreachTakeBackInput, options?: CallOptions) => call<OutreachTakeBackAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/outreach/{outreachId}/launches"}, input, options),
      /** Pause, let it run on, or finish it early: whoever is still waiting is not written to any more */
      setState: (input: OutreachSetStateInput, options?: CallOptions) => call<OutreachSetStateAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach/{outreachId}/state"}, input, options),
      /** Who it is sent to, in the order in which they were enrolled, with how far they came and why they stopped */
      recipients: (input: OutreachRecipientsInput, options?: CallOptions) => call<OutreachRecipientsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients","query":["after","limit","state","search"]}, input, options),
      /** Add recipients by hand, from pasted rows or a list, also while it is running. Whoever is there already stays as they are */
      addRecipients: (input: OutreachAddRecipientsInput, options?: CallOptions) => call<OutreachAddRecipientsAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients"}, input, options),
      /** Send one recipient nothing more. In a draft they are taken out, later they stop and stay counted */
      removeRecipient: (input: OutreachRemoveRecipientInput, options?: CallOptions) => call<OutreachRemoveRecipientAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}"}, input, options),
      /** One recipient: what was sent, when the next message leaves, and why not yet */
      showRecipient: (input: OutreachShowRecipientInput, options?: CallOptions) => call<OutreachShowRecipientAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}"}, input, options),
      /** Say what became of a message of which nobody knows whether it left: it is there, or it never left and is sent in its turn */
      settle: (input: OutreachSettleInput, options?: CallOptions) => call<OutreachSettleAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}/deliveries/{step}/outcome"}, input, options),
      /** Everything that is still to come, day by day and mailbox by mailbox, as the planner that sends would send it if nobody answered */
      plan: (input: OutreachPlanInput, options?: CallOptions) => call<OutreachPlanAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/plan"}, input, options),
      /** Recipients or counts as CSV, safe to open in a spreadsheet */
      export: (input: OutreachExportInput, options?: CallOptions) => call<OutreachExportAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/exports/{what}"}, input, options),
      /** Send a step to oneself or to members, as one recipient would get it. It counts for the mailbox and not for the campaign */
      sendTest: (input: OutreachSendTestInput, options?: CallOptions) => call<OutreachSendTestAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/test-messages"}, input, options),
      /** Approve steps, audience and settings as they are; every change asks for it again, and who changed them last cannot */
      approve: (input: OutreachApproveInput, options?: CallOptions) => call<OutreachApproveAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/approvals"}, input, options),
      /** Do not wait until the time for taking it back is over */
      sendNow: (input: OutreachSendNowInput, options?: CallOptions) => call<OutreachSendNowAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/outreach/{outreachId}/hold"}, input, options),
      /** How much of team campaigns one person and one company get, and when a campaign pauses by itself */
      guards: (input: OutreachGuardsInput, options?: CallOptions) => call<OutreachGuardsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach-guards"}, input, options),
      /** Set how much one person and one company get, and when a campaign pauses by itself; it holds from the next message on */
      changeGuards: (input: OutreachChangeGuardsInput, options?: CallOptions) => call<OutreachChangeGuardsAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach-guards"}, input, options),
      /** How many replied to each variant, and whether the difference can be chance */
      compareVariants: (input: OutreachCompareVariantsInput, options?: CallOptions) => call<OutreachCompareVariantsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/variants"}, input, options),
      /** Use one variant from now on. Who was begun with keeps theirs through all steps */
      preferVariant: (input: OutreachPreferVariantInput, options?: CallOptions) => call<OutreachPreferVariantAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/outreach/{outreachId}/preferred-variant"}, input, options),
      /** What became of its messages by time, by mailbox, and by the domain of the address; added up as it happens, and never counted anew */
      report: (input: OutreachReportInput, options?: CallOptions) => call<OutreachReportAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/report","query":["unit"]}, input, options),
    },
    partners: {
      /** Where the action page stands besides here */
      list: (input: PartnersListInput, options?: CallOptions) => call<PartnersListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/partners"}, input, options),
      /** Let a partner frame the action page */
      add: (input: PartnersAddInput, options?: CallOptions) => call<PartnersAddAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/partners"}, input, options),
      /** Change a partner’s name or origins, or end it */
      change: (input: PartnersChangeInput, options?: CallOptions) => call<PartnersChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}"}, input, options),
      /** The embed doctor: look at a page of the partner and say what keeps the frame from working */
      examine: (input: PartnersExamineInput, options?: CallOptions) => call<PartnersExamineAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}/examinations"}, input, options),
    },
    webhooks: {
      /** Where something is told, what, and how it goes */
      list: (input: WebhooksListInput, options?: CallOptions) => call<WebhooksListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/webhooks"}, input, options),
      /** Add an address that is told what happens. The secret is shown once; prove the address next */
      add: (input: WebhooksAddInput, options?: CallOptions) => call<WebhooksAddAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/webhooks"}, input, options),
      /** Choose anew what an address is told, from now on */
      change: (input: WebhooksChangeInput, options?: CallOptions) => call<WebhooksChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/webhooks/{webhookId}"}, input, options),
      /** Tell an address nothing more, and delete what waits for it */
      remove: (input: WebhooksRemoveInput, options?: CallOptions) => call<WebhooksRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/webhooks/{webhookId}"}, input, options),
      /** Ask the address for its echo: a signed `webhook.challenge` whose `data.challenge` it gives back as `{"challenge": "…"}`, within ten seconds */
      prove: (input: WebhooksProveInput, options?: CallOptions) => call<WebhooksProveAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/proof"}, input, options),
      /** Make a new secret. For 24 hours each message bears the signatures of both */
      rotate: (input: WebhooksRotateInput, options?: CallOptions) => call<WebhooksRotateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/secret"}, input, options),
      /** Sign with the new secret alone from now on */
      endOldSecret: (input: WebhooksEndOldSecretInput, options?: CallOptions) => call<WebhooksEndOldSecretAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/secret/old"}, input, options),
      /** Tell it a `webhook.test` event in its turn */
      test: (input: WebhooksTestInput, options?: CallOptions) => call<WebhooksTestAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/test"}, input, options),
      /** What it was told, is to be told or never took, newest first */
      events: (input: WebhooksEventsInput, options?: CallOptions) => call<WebhooksEventsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/events","query":["after","limit","state"]}, input, options),
      /** Tell again, under the same ids, what it never took: one event, or all of them. One that it took can be named, too */
      replay: (input: WebhooksReplayInput, options?: CallOptions) => call<WebhooksReplayAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/webhooks/{webhookId}/replay"}, input, options),
    },
    imports: {
      /** Imports, newest first */
      list: (input: ImportsListInput, options?: CallOptions) => call<ImportsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/imports","query":["after","limit"]}, input, options),
      /** Begin an import; its file follows */
      begin: (input: ImportsBeginInput, options?: CallOptions) => call<ImportsBeginAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/imports"}, input, options),
      /** The file, or a piece of it that begins at this byte: the body is its bytes, as application/octet-stream */
      receive: (input: ImportsReceiveInput, body: Uint8Array, options?: CallOptions) => call<ImportsReceiveAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/imports/{importId}/file/{from}"}, input, options, body),
      /** The file is complete: find out what it is. Once more with an encoding or delimiter that is known better */
      read: (input: ImportsReadInput, options?: CallOptions) => call<ImportsReadAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/imports/{importId}/reading"}, input, options),
      /** An import: what was found, how far it is, what it did */
      show: (input: ImportsShowInput, options?: CallOptions) => call<ImportsShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/imports/{importId}"}, input, options),
      /** The first rows, as they stand in the file */
      sample: (input: ImportsSampleInput, options?: CallOptions) => call<ImportsSampleAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/imports/{importId}/sample"}, input, options),
      /** Say what the columns mean, and have every row checked */
      map: (input: ImportsMapInput, options?: CallOptions) => call<ImportsMapAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/imports/{importId}/mapping"}, input, options),
      /** Make contacts of the rows */
      run: (input: ImportsRunInput, options?: CallOptions) => call<ImportsRunAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/imports/{importId}/run"}, input, options),
      /** Stop; what was done stays and can be undone */
      cancel: (input: ImportsCancelInput, options?: CallOptions) => call<ImportsCancelAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/imports/{importId}/cancel"}, input, options),
      /** Take back what an import did */
      undo: (input: ImportsUndoInput, options?: CallOptions) => call<ImportsUndoAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/imports/{importId}/undo"}, input, options),
      /** The rows that could not be used, as CSV with the reasons, in pages */
      problems: (input: ImportsProblemsInput, options?: CallOptions) => call<ImportsProblemsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/imports/{importId}/problems","query":["after"]}, input, options),
    },
    files: {
      /** The files of the library by name */
      list: (input: FilesListInput, options?: CallOptions) => call<FilesListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/files"}, input, options),
      /** Add a file of at most 20 MB under a name that no other has: the body is its bytes, as application/octet-stream */
      add: (input: FilesAddInput, body: Uint8Array, options?: CallOptions) => call<FilesAddAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/files/named/{name}"}, input, options, body),
      /** What a file holds */
      content: (input: FilesContentInput, options?: CallOptions) => call<FilesContentAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/files/{fileId}/content"}, input, options),
      /** Remove a file, unless a campaign that is not finished may still send it */
      remove: (input: FilesRemoveInput, options?: CallOptions) => call<FilesRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/files/{fileId}"}, input, options),
    },
    suppressions: {
      /** Suppressed addresses, newest first */
      list: (input: SuppressionsListInput, options?: CallOptions) => call<SuppressionsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/suppressions","query":["after","limit","search"]}, input, options),
      /** Suppress an address for three years. Doing it twice changes nothing; of two reasons the stronger stays */
      suppress: (input: SuppressionsSuppressInput, options?: CallOptions) => call<SuppressionsSuppressAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/suppressions"}, input, options),
      /** Suppress every address of a CSV file for three years: a column email, and if wanted a column reason. Who is suppressed already stays so, for the stronger reason */
      importCsv: (input: SuppressionsImportCsvInput, options?: CallOptions) => call<SuppressionsImportCsvAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/suppression-imports"}, input, options),
      /** The list as CSV in which no cell is a formula */
      exportCsv: (input: SuppressionsExportCsvInput, options?: CallOptions) => call<SuppressionsExportCsvAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/suppression-exports","query":["of","after"]}, input, options),
      /** Keep it three years from now */
      extend: (input: SuppressionsExtendInput, options?: CallOptions) => call<SuppressionsExtendAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/suppressions/{suppressionId}/extension"}, input, options),
      /** Let the address be written to again */
      release: (input: SuppressionsReleaseInput, options?: CallOptions) => call<SuppressionsReleaseAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/suppressions/{suppressionId}"}, input, options),
    },
    templates: {
      /** All templates by name */
      list: (input: TemplatesListInput, options?: CallOptions) => call<TemplatesListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/templates"}, input, options),
      /** Keep a text as a template, finished or not */
      create: (input: TemplatesCreateInput, options?: CallOptions) => call<TemplatesCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/templates"}, input, options),
      /** One template with its text */
      show: (input: TemplatesShowInput, options?: CallOptions) => call<TemplatesShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/templates/{templateId}"}, input, options),
      /** Change a template. What was made from it stays as it is */
      change: (input: TemplatesChangeInput, options?: CallOptions) => call<TemplatesChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/templates/{templateId}"}, input, options),
      /** Remove a template. What was made from it stays */
      remove: (input: TemplatesRemoveInput, options?: CallOptions) => call<TemplatesRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/templates/{templateId}"}, input, options),
      /** Begin a new template with the text of this one */
      duplicate: (input: TemplatesDuplicateInput, options?: CallOptions) => call<TemplatesDuplicateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/templates/{templateId}/duplicates"}, input, options),
      /** The merge tags that a text may use here */
      tags: (input: TemplatesTagsInput, options?: CallOptions) => call<TemplatesTagsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/merge-tags"}, input, options),
      /** What an author should look at in a text */
      check: (input: TemplatesCheckInput, options?: CallOptions) => call<TemplatesCheckAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/text-checks"}, input, options),
      /** A text as one contact would read it. Without a contact, merge tags show their names */
      preview: (input: TemplatesPreviewInput, options?: CallOptions) => call<TemplatesPreviewAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/text-previews"}, input, options),
    },
    tracking: {
      /** Opens and clicks by message and by link, with people, machines and unknown apart */
      show: (input: TrackingShowInput, options?: CallOptions) => call<TrackingShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/tracking"}, input, options),
      /** Delete what was noted of opens and clicks in this campaign, with its counts. What is opened from now on is noted as the campaign says */
      remove: (input: TrackingRemoveInput, options?: CallOptions) => call<TrackingRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/outreach/{outreachId}/tracking"}, input, options),
      /** Each time that one recipient’s messages and links were opened, newest first, as it came and as what it is taken for */
      ofRecipient: (input: TrackingOfRecipientInput, options?: CallOptions) => call<TrackingOfRecipientAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}/hits","query":["after","limit"]}, input, options),
      /** Every time that a message or link was opened, with its recipient, as CSV that is safe to open in a spreadsheet */
      export: (input: TrackingExportInput, options?: CallOptions) => call<TrackingExportAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/outreach/{outreachId}/exports/hits"}, input, options),
      /** Tell people and machines apart again, in everything that was noted of this campaign, with the rules of today */
      judgeAgain: (input: TrackingJudgeAgainInput, options?: CallOptions) => call<TrackingJudgeAgainAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/outreach/{outreachId}/judgements"}, input, options),
    },
    trackingDomain: {
      /** The host name under which links of messages stand, and what is missing for it */
      show: (input: TrackingDomainShowInput, options?: CallOptions) => call<TrackingDomainShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/tracking-domain"}, input, options),
      /** Name a host of your own for links in messages. It is used once it was checked */
      name: (input: TrackingDomainNameInput, options?: CallOptions) => call<TrackingDomainNameAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/tracking-domain"}, input, options),
      /** Let new messages use the address of this copy again */
      remove: (input: TrackingDomainRemoveInput, options?: CallOptions) => call<TrackingDomainRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/tracking-domain"}, input, options),
      /** Look now whether the host is yours, leads here and answers with a certificate of its own */
      check: (input: TrackingDomainCheckInput, options?: CallOptions) => call<TrackingDomainCheckAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/tracking-domain/check"}, input, options),
    },
    contacts: {
      /** Contacts, newest first; what begins like a search comes at once */
      list: (input: ContactsListInput, options?: CallOptions) => call<ContactsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contacts","query":["after","limit","search","tag","listId","segmentId","companyId","verdict"]}, input, options),
      /** Add a contact. An address is kept once */
      create: (input: ContactsCreateInput, options?: CallOptions) => call<ContactsCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contacts"}, input, options),
      /** How many contacts are meant, up to a bound */
      count: (input: ContactsCountInput, options?: CallOptions) => call<ContactsCountAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contact-count","query":["tag","listId","segmentId","companyId"]}, input, options),
      /** One contact, where it stands and what happened */
      show: (input: ContactsShowInput, options?: CallOptions) => call<ContactsShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contacts/{contactId}"}, input, options),
      /** Change what is known of a contact */
      change: (input: ContactsChangeInput, options?: CallOptions) => call<ContactsChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/contacts/{contactId}"}, input, options),
      /** Remove a contact; what was sent stays counted */
      remove: (input: ContactsRemoveInput, options?: CallOptions) => call<ContactsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/contacts/{contactId}"}, input, options),
      /** Tag, list or remove many contacts at once */
      changeMany: (input: ContactsChangeManyInput, options?: CallOptions) => call<ContactsChangeManyAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contact-changes"}, input, options),
      /** The tags in use */
      tags: (input: ContactsTagsInput, options?: CallOptions) => call<ContactsTagsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contact-tags"}, input, options),
      /** What the list shows, as CSV in which no cell is a formula */
      exportCsv: (input: ContactsExportCsvInput, options?: CallOptions) => call<ContactsExportCsvAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contact-exports"}, input, options),
      /** Whether mail servers are asked for addresses of contacts */
      probing: (input: ContactsProbingInput, options?: CallOptions) => call<ContactsProbingAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/address-probing"}, input, options),
      /** Let mail servers be asked whether addresses of contacts are there, or no longer. Nothing is sent by it */
      setProbing: (input: ContactsSetProbingInput, options?: CallOptions) => call<ContactsSetProbingAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/address-probing"}, input, options),
      /** Check the address again */
      check: (input: ContactsCheckInput, options?: CallOptions) => call<ContactsCheckAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contacts/{contactId}/checks"}, input, options),
    },
    duplicates: {
      /** Contacts that are likely one person, side by side */
      list: (input: DuplicatesListInput, options?: CallOptions) => call<DuplicatesListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contact-duplicates"}, input, options),
      /** Make one contact of two; it can be taken back for 90 days */
      merge: (input: DuplicatesMergeInput, options?: CallOptions) => call<DuplicatesMergeAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contact-merges"}, input, options),
      /** Merges that can still be taken back */
      merges: (input: DuplicatesMergesInput, options?: CallOptions) => call<DuplicatesMergesAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contact-merges"}, input, options),
      /** Make two contacts of one again */
      undo: (input: DuplicatesUndoInput, options?: CallOptions) => call<DuplicatesUndoAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/contact-merges/{mergeId}"}, input, options),
    },
    conversations: {
      /** Conversations, the one that moved last first */
      list: (input: ConversationsListInput, options?: CallOptions) => call<ConversationsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/conversations","query":["after","limit","state","only","outreachId","enrolmentId","contactId","mailboxId","search"]}, input, options),
      /** One conversation: what the campaign had sent, what came back, and what was answered */
      show: (input: ConversationsShowInput, options?: CallOptions) => call<ConversationsShowAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/conversations/{conversationId}"}, input, options),
      /** Remove it with its messages. What is in the mailbox stays there */
      remove: (input: ConversationsRemoveInput, options?: CallOptions) => call<ConversationsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/conversations/{conversationId}"}, input, options),
      /** Say that it was looked at, up to its newest message; what came meanwhile stays new */
      see: (input: ConversationsSeeInput, options?: CallOptions) => call<ConversationsSeeAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/conversations/{conversationId}/seen"}, input, options),
      /** Answer from the mailbox that was written to. The same message twice leaves once; one that surely never left is tried again */
      answer: (input: ConversationsAnswerInput, options?: CallOptions) => call<ConversationsAnswerAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/conversations/{conversationId}/answers"}, input, options),
      /** Say what became of an answer of which nobody knows whether it left: it is there, or it never left and can be tried again */
      settle: (input: ConversationsSettleInput, options?: CallOptions) => call<ConversationsSettleAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/conversations/{conversationId}/answers/{messageId}/outcome"}, input, options),
      /** Close or reopen it */
      setState: (input: ConversationsSetStateInput, options?: CallOptions) => call<ConversationsSetStateAnswer>({"method":"PUT","path":"/workspaces/{workspaceId}/conversations/{conversationId}/state"}, input, options),
    },
    companies: {
      /** Companies, by name */
      list: (input: CompaniesListInput, options?: CallOptions) => call<CompaniesListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/companies","query":["after","limit","search"]}, input, options),
      /** Add a company */
      create: (input: CompaniesCreateInput, options?: CallOptions) => call<CompaniesCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/companies"}, input, options),
      /** Change a company’s name or domain */
      change: (input: CompaniesChangeInput, options?: CallOptions) => call<CompaniesChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/companies/{companyId}"}, input, options),
      /** Remove a company; its contacts stay */
      remove: (input: CompaniesRemoveInput, options?: CallOptions) => call<CompaniesRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/companies/{companyId}"}, input, options),
    },
    contactFields: {
      /** The workspace’s own fields */
      list: (input: ContactFieldsListInput, options?: CallOptions) => call<ContactFieldsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/contact-fields"}, input, options),
      /** Add a field */
      create: (input: ContactFieldsCreateInput, options?: CallOptions) => call<ContactFieldsCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/contact-fields"}, input, options),
      /** Change what a field is called on screens */
      change: (input: ContactFieldsChangeInput, options?: CallOptions) => call<ContactFieldsChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/contact-fields/{key}"}, input, options),
      /** Remove a field with all of its values */
      remove: (input: ContactFieldsRemoveInput, options?: CallOptions) => call<ContactFieldsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/contact-fields/{key}"}, input, options),
    },
    lists: {
      /** Lists, by name */
      list: (input: ListsListInput, options?: CallOptions) => call<ListsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/lists"}, input, options),
      /** Make a list */
      create: (input: ListsCreateInput, options?: CallOptions) => call<ListsCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/lists"}, input, options),
      /** Call a list something else */
      change: (input: ListsChangeInput, options?: CallOptions) => call<ListsChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/lists/{listId}"}, input, options),
      /** Remove a list; its contacts stay */
      remove: (input: ListsRemoveInput, options?: CallOptions) => call<ListsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/lists/{listId}"}, input, options),
    },
    segments: {
      /** Segments, by name */
      list: (input: SegmentsListInput, options?: CallOptions) => call<SegmentsListAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/segments"}, input, options),
      /** Save a rule */
      create: (input: SegmentsCreateInput, options?: CallOptions) => call<SegmentsCreateAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/segments"}, input, options),
      /** Change a segment’s name or rule */
      change: (input: SegmentsChangeInput, options?: CallOptions) => call<SegmentsChangeAnswer>({"method":"PATCH","path":"/workspaces/{workspaceId}/segments/{segmentId}"}, input, options),
      /** Remove a segment that no other one names */
      remove: (input: SegmentsRemoveInput, options?: CallOptions) => call<SegmentsRemoveAnswer>({"method":"DELETE","path":"/workspaces/{workspaceId}/segments/{segmentId}"}, input, options),
      /** How many contacts a rule means, up to a bound */
      count: (input: SegmentsCountInput, options?: CallOptions) => call<SegmentsCountAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/segment-counts"}, input, options),
    },
    documents: {
      /** Every document that this copy publishes, with its version and day */
      list: (options?: CallOptions) => call<DocumentsListAnswer>({"method":"GET","path":"/documents"}, undefined, options),
      /** What changed lately, since one has one’s account */
      changes: (options?: CallOptions) => call<DocumentsChangesAnswer>({"method":"GET","path":"/documents/changes"}, undefined, options),
      /** The data processing agreement in force, and the version that the workspace accepted */
      agreement: (input: DocumentsAgreementInput, options?: CallOptions) => call<DocumentsAgreementAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/agreement"}, input, options),
      /** Accept the agreement for the workspace, in the version that was read */
      acceptAgreement: (input: DocumentsAcceptAgreementInput, options?: CallOptions) => call<DocumentsAcceptAgreementAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/agreement"}, input, options),
    },
    extension: {
      /** Show a short code by which the browser extension is paired. It is good once, for five minutes; the one before ends */
      beginPairing: (input: ExtensionBeginPairingInput, options?: CallOptions) => call<ExtensionBeginPairingAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/pairings"}, input, options),
      /** Take a code for an API token of the extension; it stands in the list of its user’s tokens */
      pair: (input: ExtensionPairInput, options?: CallOptions) => call<ExtensionPairAnswer>({"method":"POST","path":"/pairings"}, input, options),
      /** Take a draft that was written in a mail program into a team campaign: a new one, or one that is still a draft. Sent again, it changes nothing */
      takeDraft: (input: ExtensionTakeDraftInput, options?: CallOptions) => call<ExtensionTakeDraftAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/taken-drafts"}, input, options),
    },
    evidence: {
      /** Every promise with its limit, its oldest row and its last run */
      promises: (input: EvidencePromisesInput, options?: CallOptions) => call<EvidencePromisesAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/promises"}, input, options),
      /** What retention did in the whole copy, newest first */
      retentionRuns: (input: EvidenceRetentionRunsInput, options?: CallOptions) => call<EvidenceRetentionRunsAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/retention-runs","query":["before","limit"]}, input, options),
      /** The audit entries, newest first */
      audit: (input: EvidenceAuditInput, options?: CallOptions) => call<EvidenceAuditAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/audit","query":["action","memberId","subjectId","from","to","before","limit"]}, input, options),
      /** What the audit entries can be narrowed to */
      auditChoices: (input: EvidenceAuditChoicesInput, options?: CallOptions) => call<EvidenceAuditChoicesAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/audit/choices"}, input, options),
      /** Whether the chain of the audit entries holds */
      verifyAudit: (input: EvidenceVerifyAuditInput, options?: CallOptions) => call<EvidenceVerifyAuditAnswer>({"method":"GET","path":"/workspaces/{workspaceId}/audit/verification"}, input, options),
      /** What an auditor asks for, as a ZIP: access lists, audit entries that can be verified elsewhere, retention, keys, sub-processors */
      exportEvidence: (input: EvidenceExportEvidenceInput, options?: CallOptions) => call<EvidenceExportEvidenceAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/evidence-exports"}, input, options),
    },
    rights: {
      /** Everything that is kept about one’s account and address, as a locked file */
      exportAccount: (input?: RightsExportAccountInput, options?: CallOptions) => call<RightsExportAccountAnswer>({"method":"POST","path":"/account/exports"}, input, options),
      /** Ask the operator for something that one cannot do oneself */
      ask: (input: RightsAskInput, options?: CallOptions) => call<RightsAskAnswer>({"method":"POST","path":"/account/requests"}, input, options),
      /** Everything of the workspace but hashes, keys and sealed secrets, as a locked file */
      exportWorkspace: (input: RightsExportWorkspaceInput, options?: CallOptions) => call<RightsExportWorkspaceAnswer>({"method":"POST","path":"/workspaces/{workspaceId}/exports"}, input, options),
    },
    requests: {
      /** Requests and questions from people, the first due first */
      list: (input?: RequestsListInput, options?: CallOptions) => call<RequestsListAnswer>({"method":"GET","path":"/operator/requests","query":["state"]}, input, options),
      /** Mail an answer, and close the request */
      answer: (input: RequestsAnswerInput, options?: CallOptions) => call<RequestsAnswerAnswer>({"method":"POST","path":"/operator/requests/{requestId}/answer"}, input, options),
      /** Do what was asked for, where the product can do it itself; mail what was done, and close the request */
      carryOut: (input: RequestsCarryOutInput, options?: CallOptions) => call<RequestsCarryOutAnswer>({"method":"POST","path":"/operator/requests/{requestId}/fulfilment"}, input, options),
      /** Campaigns that are held, and why */
      heldCampaigns: (options?: CallOptions) => call<RequestsHeldCampaignsAnswer>({"method":"GET","path":"/operator/held-campaigns"}, undefined, options),
      /** Hold a campaign, or let it go on */
      hold: (input: RequestsHoldInput, options?: CallOptions) => call<RequestsHoldAnswer>({"method":"PUT","path":"/operator/campaigns/{campaignId}/hold"}, input, options),
    },
    operator: {
      /** How the copy is: database, jobs, retention, sandbox */
      health: (options?: CallOptions) => call<OperatorHealthAnswer>({"method":"GET","path":"/operator/health"}, undefined, options),
      /** Say that this is the one copy that sends: letters and mail leave again */
      liftQuarantine: (options?: CallOptions) => call<OperatorLiftQuarantineAnswer>({"method":"POST","path":"/operator/quarantine-end"}, undefined, options),
      /** Keep every promise now; with `dryRun` only count */
      runRetention: (input?: OperatorRunRetentionInput, options?: CallOptions) => call<OperatorRunRetentionAnswer>({"method":"POST","path":"/operator/retention-runs"}, input, options),
      /** What retention did, newest first */
      retentionRuns: (input?: OperatorRetentionRunsInput, options?: CallOptions) => call<OperatorRetentionRunsAnswer>({"method":"GET","path":"/operator/retention-runs","query":["before","limit"]}, input, options),
      /** The same for the whole copy: every workspace and the installation */
      exportEvidence: (options?: CallOptions) => call<OperatorExportEvidenceAnswer>({"method":"POST","path":"/operator/evidence-exports"}, undefined, options),
    },
  };
}

import type { InferContractRouterInputs } from '@orpc/contract';
import type { contract } from '../shared/contract/index.ts';
import type { Found, ReadDraft } from './reading/draft.ts';

/** What the parts of the extension say to each other. The script in Gmail's page says only what is in `FromGmail`, and is told nothing of a token. */

export type FromGmail = { kind: 'open_panel' } | { kind: 'draft_read'; draft: ReadDraft } | { kind: 'wake' };

export type FromPages =
  | { kind: 'state' }
  | { kind: 'pair'; server: string; code: string }
  | { kind: 'disconnect' }
  | { kind: 'campaigns' }
  | { kind: 'tags' }
  /** Somebody wants what waits to be tried now. */
  | { kind: 'send' }
  /** What waits is tried where its pause is over. */
  | { kind: 'wake' };

export type ToGmail =
  | { kind: 'list' }
  | { kind: 'outline'; number: number | undefined }
  | { kind: 'read'; number: number }
  | { kind: 'insert'; text: string }
  | { kind: 'self_test' };

export interface OpenDraft {
  number: number;
  place: 'window' | 'inline' | 'alone';
}
export type Listed = OpenDraft[];
export type ReadAnswer = { ok: true; draft: ReadDraft } | { ok: false; sentence: string };
export type SelfTest = { composes: (OpenDraft & { found: Found })[] };

/** How the connection stands, without its token. */
export interface State {
  connection: { server: string; workspaceId: string; home: string; workspaceName: string; endsAt: string } | undefined;
  contact: Contact | undefined;
}

/** The last time that the server was asked anything, and how that went. */
export interface Contact {
  at: string;
  ok: boolean;
  sentence: string;
}

/** A draft that is on its way; nothing of it is forgotten before the server said that it has it. */
export interface Waiting {
  draft: Handed;
  /** Whose it was when its user handed it over; nothing where no server was connected. It goes nowhere else. */
  to: Pick<NonNullable<State['connection']>, 'server' | 'workspaceId' | 'workspaceName'> | undefined;
  /** `refused` waits for its user: trying again changes nothing. */
  state: 'waiting' | 'refused';
  sentence: string;
  tries: number;
  nextAt: number;
}
export type Handed = Omit<InferContractRouterInputs<typeof contract>['extension']['takeDraft'], 'workspaceId'>;

export interface Sent {
  outreachId: string;
  subject: string;
  added: number;
  leftOut: number;
  notes: string[];
}

export interface Campaign {
  id: string;
  name: string;
  state: string;
  counts: { replied: number };
}

export const gmailOrigin = 'https://mail.google.com';

import type { HiddenField } from './page.ts';

/** A form of the page: where it goes, and the proof that it is ours. */
export interface Form {
  readonly url: string;
  readonly csrf: HiddenField;
}

export interface ListedCampaign {
  readonly id: string;
  readonly title: string;
  /** Absent while it is not public. */
  readonly url?: string | undefined;
  readonly state: string;
  readonly letters: number;
  /** Every field that is kept, by its name. */
  readonly fields: readonly HeldField[];
  readonly complained: boolean;
}

/** A field that is filled in, by its name. */
export interface HeldField {
  readonly name: string;
  readonly value: string;
}

/** A campaign in which a team writes to the person. */
export interface TeamCampaign {
  readonly title: string;
  readonly state: string;
  readonly messages: number;
  readonly fields: readonly HeldField[];
}

/** What the person answered to a team, and was answered. */
export interface HeldConversation {
  readonly title: string;
  readonly messages: number;
  /** Who wrote when, and how it begins. */
  readonly lines: readonly HeldField[];
}

/** A line of an imported file that a team could not use, and keeps for a while. */
export interface HeldLine {
  /** Of when the file is, and why the line was not used. */
  readonly about: string;
  readonly fields: readonly HeldField[];
}

export interface ListingOrganisation {
  readonly id: string;
  readonly name: string;
  readonly campaigns: readonly ListedCampaign[];
  /** What stands about them in its address book. */
  readonly addressBook?: readonly HeldField[] | undefined;
  readonly teamCampaigns?: readonly TeamCampaign[] | undefined;
  readonly conversations?: readonly HeldConversation[] | undefined;
  readonly lines?: readonly HeldLine[] | undefined;
  /** The day until which its letters are stopped. */
  readonly stoppedUntil?: string | undefined;
}

export interface RecipientPageProps {
  readonly address: string;
  /** When the link ends. */
  readonly until: string;
  readonly organisations: readonly ListingOrganisation[];
  /** The day until which nobody here writes to them. */
  readonly stoppedUntil?: string | undefined;
  /** Whether the use of the address is paused. */
  readonly paused: boolean;
  /** The day on which the address was erased, while that is remembered. */
  readonly erasedOn?: string | undefined;
  /** Whether somebody works here under this address. */
  readonly account: boolean;
  /** Sentences, one each. */
  readonly invitations: readonly string[];
  readonly underWay: readonly string[];
  readonly tookPart: readonly string[];
  readonly limit: number | null;
  readonly requests: readonly { readonly about: string; readonly state: string }[];
  readonly forms: Record<'stop' | 'limit' | 'restrict' | 'lift' | 'correct' | 'export' | 'erase' | 'complain', Form>;
  /** What was just done. */
  readonly said?: string | undefined;
  readonly problem?: string | undefined;
}

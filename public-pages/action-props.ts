import type { HiddenField } from './page.ts';
import type { Reader } from './pieces.ts';

export interface ActionRecipient extends Reader {
  readonly id: string;
}

/** How it is decided whom the letter goes to, where that is not known when the page is opened. */
export type Choosing =
  /** By lot or by turn, at the moment in which the supporter goes on. */
  | { readonly kind: 'turn'; readonly letters: number; readonly among: number }
  | { readonly kind: 'pick'; readonly options: readonly (ActionRecipient & { readonly chosen: boolean })[]; readonly most: number }
  | { readonly kind: 'postcode'; readonly value: string }
  | { readonly kind: 'region'; readonly value: string; readonly regions: readonly string[] };

export interface ActionLetter {
  readonly subject: string;
  /** The text, or for an own line or part what stands before it. */
  readonly body: string;
  /** What stands after the supporter's own line or part. */
  readonly rest?: string | undefined;
  readonly editable: 'whole' | 'part' | 'own_line' | 'locked';
  /** What the organiser wrote into the supporter's part. */
  readonly own?: string | undefined;
  /** Whether something of the supporter's own has to be there. */
  readonly required?: boolean | undefined;
  /** What the supporter had written before, when they come back. */
  readonly draft?: { readonly subject?: string; readonly body?: string; readonly ownLine?: string; readonly ownText?: string } | undefined;
}

export interface ActionPageProps {
  readonly title: string;
  readonly intro: string;
  /** Supporters whose letters were accepted, each counted once, and how many are hoped for. */
  readonly counts: { readonly accepted: number; readonly goal?: number | undefined; readonly countUrl?: string | undefined };
  readonly languages?:
    | readonly { readonly code: string; readonly label: string; readonly href: string; readonly current: boolean }[]
    | undefined;
  /** To whom the letter goes, as far as it is known. */
  readonly recipients: readonly ActionRecipient[];
  readonly choosing?: Choosing | undefined;
  readonly letter: ActionLetter;
  readonly start: {
    readonly url: string;
    readonly csrf: HiddenField;
    /** What the form brings along: the wording that is shown, the partner, a rehearsal. */
    readonly hidden?: readonly HiddenField[] | undefined;
    /** The plain page, for a frame out of which no window can be opened. */
    readonly direct?: string | undefined;
  };
  readonly ways?: { readonly outlook: boolean } | undefined;
  /** A small calculation that the browser has to do first, against floods of made-up visitors. */
  readonly challenge?: { readonly seed: string; readonly bits: number } | undefined;
  readonly state: 'open' | 'paused' | 'held' | 'quarantined' | 'resting' | 'closed' | 'no_recipients';
  readonly rehearsal?: boolean | undefined;
  /** Somebody whom the organiser does not write to in this campaign, with what is said or where it leads instead. */
  readonly instead?: readonly { readonly name: string; readonly text: string; readonly link: string | null }[] | undefined;
  readonly problem?: string | undefined;
}

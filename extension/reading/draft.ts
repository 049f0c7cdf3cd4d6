import type { Agreed } from './agree.ts';

/** What was read of one compose window, once its user chose it. */
export interface ReadDraft {
  subject: string;
  html: string;
  recipients: { email: string; name: string }[];
  /** Names alone: the files stay where they are. */
  attachments: string[];
  /** From which address it would leave, where the compose window says so. */
  account: string;
  /** What was left out, and where the page contradicts itself, in sentences. */
  notes: string[];
  /** Of a draft that the server refused and that is looked at again. */
  again?: { exportId: string; outreachId?: string; place?: 'first' | 'further' };
}

export type Field = 'subject' | 'text' | 'recipients' | 'attachments';

/** Which ways of looking found a field, without what they found: for the self-test. */
export type Found = Record<Field, Pick<Agreed<unknown>, 'by' | 'against' | 'silent'>>;

/** A compose window in the page: where one writes, and the outermost element that belongs to it alone. */
export interface Compose {
  body: HTMLElement;
  frame: HTMLElement;
  place: 'window' | 'inline' | 'alone';
}

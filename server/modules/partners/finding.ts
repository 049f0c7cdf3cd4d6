/** One thing that the examination of a partner's page found, in a sentence for the person who looks after that page. */
export interface Finding {
  readonly level: 'good' | 'warning' | 'problem';
  readonly sentence: string;
  /** What to do about it, where something can be done. */
  readonly fix?: string;
}

export const good = (sentence: string): Finding => ({ level: 'good', sentence });
/** It works, but not well for everybody. */
export const warning = (sentence: string, fix: string): Finding => ({ level: 'warning', sentence, fix });
/** Supporters cannot write from this page before it is put right. */
export const problem = (sentence: string, fix: string): Finding => ({ level: 'problem', sentence, fix });

/** One thing that stands in the way of a launch, or that should be known before it. */
export interface InTheWay {
  code: 'mailboxes' | 'audience' | 'steps' | 'text' | 'missing' | 'file' | 'window' | 'ends' | 'start' | 'approval';
  sentence: string;
  step?: number;
  variant?: string;
  tag?: string;
  recipients?: number;
}

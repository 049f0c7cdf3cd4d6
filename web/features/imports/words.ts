import type { Api } from '../../api.ts';

export type Import = Awaited<ReturnType<Api['imports']['show']>>;
export type Meaning = Import['mapping'][number];

/** What a column can mean, as the choice beside it says it. A field of the workspace is `own:` and its key. */
export const meanings: readonly { value: string; label: string }[] = [
  { value: 'email', label: 'E-mail address' },
  { value: 'first_name', label: 'First name' },
  { value: 'last_name', label: 'Last name' },
  { value: 'full_name', label: 'Full name' },
  { value: 'company', label: 'Company' },
  { value: 'job_title', label: 'Job title' },
  { value: 'phone', label: 'Phone number' },
  { value: 'language', label: 'Language' },
  { value: 'time_zone', label: 'Time zone' },
  { value: 'tags', label: 'Tags' },
];

export const policies: readonly { value: Meaning['policy']; label: string }[] = [
  { value: 'fill', label: 'Fill where empty' },
  { value: 'replace', label: 'Replace' },
  { value: 'keep', label: 'Keep what is there' },
];

export const states: Record<Import['state'], string> = {
  uploading: 'Being uploaded',
  reading: 'Being read',
  read: 'To be mapped',
  checking: 'Being checked',
  checked: 'Ready to run',
  running: 'Running',
  finished: 'Finished',
  cancelled: 'Cancelled',
  failed: 'Not readable',
  undoing: 'Being undone',
  undone: 'Undone',
};

export const isWorking = (state: Import['state']) => ['reading', 'checking', 'running', 'undoing'].includes(state);

export const valueOf = ({ to, key }: Meaning) => (to === 'own' ? `own:${key ?? ''}` : to);

/** The meaning that a choice names. */
export function meaningOf(column: number, value: string, policy: Meaning['policy']): Meaning {
  if (value.startsWith('own:')) return { column, to: 'own', key: value.slice(4), policy };
  return { column, to: value as Meaning['to'], policy };
}

import type { Condition, SegmentRule, TextColumn } from '../../../shared/segment-rule.ts';
import type { OwnField } from './shapes.ts';

/** What can be asked about, as it is said. */
export const columnWords: Record<TextColumn, string> = {
  email: 'E-mail address',
  first_name: 'First name',
  last_name: 'Last name',
  company: 'Name of the company',
  job_title: 'Job title',
  phone: 'Phone',
  language: 'Language',
  time_zone: 'Time zone',
};

export const textWords = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  contains_not: 'does not contain',
  begins: 'begins with',
  empty: 'is empty',
  filled: 'is not empty',
} as const;
export const numberWords = { is: 'is', above: 'is above', below: 'is below' } as const;
export const dayWords = {
  on: 'is on',
  before: 'is before',
  after: 'is after',
  within_last: 'is within the last days',
  longer_ago: 'is longer ago than days',
  within_next: 'is within the next days',
} as const;

/** Something to ask about, and the condition with which asking begins. */
export interface Subject {
  value: string;
  label: string;
  begin: () => Condition;
}

const today = () => new Date().toISOString().slice(0, 10);

/** Everything that a rule can ask about, in this workspace. */
export function subjectsOf(fields: readonly OwnField[]): Subject[] {
  const text = (of: string, label: string, value = of): Subject => ({
    value,
    label,
    begin: () => ({ kind: 'text', of, test: 'is', value: '' }),
  });
  const own = ({ key, label, kind }: OwnField): Subject => {
    const of = `own.${key}` as const;
    if (kind === 'number') return { value: of, label, begin: () => ({ kind: 'number', of, test: 'is', value: 0 }) };
    if (kind === 'date') return { value: of, label, begin: () => ({ kind: 'day', of, test: 'on', day: today() }) };
    return text(of, label);
  };
  const ofText = (Object.keys(columnWords) as TextColumn[]).map((of) => text(of, columnWords[of], of === 'company' ? 'company.name' : of));
  return [
    { value: 'tag', label: 'Tag', begin: () => ({ kind: 'tag', tag: '' }) },
    { value: 'list', label: 'List', begin: () => ({ kind: 'list', listId: '' }) },
    { value: 'segment', label: 'Segment', begin: () => ({ kind: 'segment', segmentId: '' }) },
    { value: 'company', label: 'Company', begin: () => ({ kind: 'company', companyId: '' }) },
    { value: 'verdict', label: 'Address check', begin: () => ({ kind: 'verdict', verdict: 'good' }) },
    {
      value: 'created',
      label: 'Came into the address book',
      begin: () => ({ kind: 'span', of: 'created', test: 'within_last', days: 30 }),
    },
    ...fields.map(own),
    ...ofText,
  ];
}

/** Which subject a condition asks about. */
export function subjectOf(condition: Condition): string {
  if ('of' in condition) return condition.of === 'company' ? 'company.name' : condition.of;
  return condition.kind;
}

/** Whether every condition says what it needs: only then is a rule counted and saved. */
export function isComplete(rule: SegmentRule): boolean {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.every(isComplete);
    case 'not':
      return isComplete(rule.rule);
    case 'text':
      return rule.test === 'empty' || rule.test === 'filled' || rule.value !== '';
    case 'number':
      return Number.isFinite(rule.value);
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(rule.day);
    case 'span':
      return Number.isInteger(rule.days) && rule.days >= 0;
    case 'tag':
      return rule.tag !== '';
    case 'list':
      return rule.listId !== '';
    case 'segment':
      return rule.segmentId !== '';
    case 'company':
      return rule.companyId !== '';
    case 'verdict':
      return true;
  }
}

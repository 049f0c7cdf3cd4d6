import type { Campaign, Rule } from '../shapes.ts';

/** What the server keeps of the routing of a campaign. */
export type Routing = Pick<
  Campaign,
  | 'choice'
  | 'mostLetters'
  | 'timeZone'
  | 'hourlyBudget'
  | 'dailyBudget'
  | 'officeHours'
  | 'routingFields'
  | 'rules'
  | 'trackLinks'
  | 'challenge'
>;

type Condition = Rule['when'][number];

/** A condition while it is written: its values stand one on a line. */
export interface ConditionForm extends Omit<Condition, 'values'> {
  key: number;
  values: string;
}

/** A rule while it is written: what belongs to the other outcome is not lost by looking at it. */
export interface RuleForm {
  key: number;
  when: ConditionForm[];
  do: Rule['then']['do'];
  message: string;
  text: string;
  link: string;
}

/** The routing while it is written. */
export interface RoutingForm extends Omit<Routing, 'mostLetters' | 'routingFields' | 'rules'> {
  mostLetters: number | null;
  ownFields: string;
  rules: RuleForm[];
}

let keys = 0;
const newKey = () => ++keys;

/** A condition that nothing is said in yet. */
export const blankCondition = (): ConditionForm => ({ key: newKey(), field: 'region', is: 'one_of', values: '' });

/** A rule that leaves people out until something else is chosen. */
export const blankRule = (): RuleForm => ({ key: newKey(), when: [blankCondition()], do: 'exclude', message: 'main', text: '', link: '' });

function formOfRule({ when, then }: Rule): RuleForm {
  return {
    key: newKey(),
    when: when.map(({ field, is, values }) => ({ key: newKey(), field, is, values: values.join('\n') })),
    do: then.do,
    message: then.do === 'message' ? then.message : 'main',
    text: then.do === 'exclude' ? then.text : '',
    link: then.do === 'exclude' ? (then.link ?? '') : '',
  };
}

/** The routing of a campaign as its fields show it. */
export function formOf(campaign: Routing): RoutingForm {
  const { choice, mostLetters, timeZone, hourlyBudget, dailyBudget, officeHours, routingFields, rules, trackLinks, challenge } = campaign;
  const limits = { choice, mostLetters, timeZone, hourlyBudget, dailyBudget, officeHours };
  return { ...limits, ownFields: routingFields.join(', '), rules: rules.map(formOfRule), trackLinks, challenge };
}

/** The names of a comma-separated list, each once. */
export const namesOf = (list: string): string[] => [...new Set(list.split(/[\s,;]+/).filter(Boolean))];

const linesOf = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);

function ruleOf({ when, do: outcome, message, text, link }: RuleForm): Rule {
  return {
    when: when.map(({ field, is, values }) => ({ field, is, values: linesOf(values) })),
    then: outcome === 'message' ? { do: 'message', message } : { do: 'exclude', text: text.trim(), link: link.trim() || null },
  };
}

/** What the server is told of the fields. */
export function routingOf({ ownFields, rules, mostLetters, ...rest }: RoutingForm): Routing {
  return { ...rest, mostLetters: mostLetters ?? 0, routingFields: namesOf(ownFields), rules: rules.map(ruleOf) };
}

/** Those settings that differ from what the writing began from. */
export function changedRouting(before: Routing, form: RoutingForm): Partial<Routing> {
  const [old, now] = [routingOf(formOf(before)), routingOf(form)];
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(old[name as keyof Routing]) !== JSON.stringify(value)),
  );
}

/** What keeps the fields from being saved, by the place where it stands: a setting, or `values 7` and `link 3` with the key of their part. */
export function routingProblems(form: RoutingForm): ReadonlyMap<string, string> {
  const { mostLetters, hourlyBudget, dailyBudget, ownFields, rules } = form;
  const problems = new Map<string, string>();
  const between = (value: number | null, most: number) => value === null || (Number.isInteger(value) && value >= 1 && value <= most);
  if (mostLetters === null || !between(mostLetters, 50)) problems.set('mostLetters', 'Between 1 and 50 letters.');
  if (!between(hourlyBudget, 100_000)) problems.set('hourlyBudget', 'Between 1 and 100,000 letters, or nothing.');
  if (!between(dailyBudget, 100_000)) problems.set('dailyBudget', 'Between 1 and 100,000 letters, or nothing.');
  const names = namesOf(ownFields);
  const wrong = names.find((name) => !/^[a-z][a-z0-9_]{0,29}$/.test(name));
  if (wrong !== undefined)
    problems.set('ownFields', `“${wrong}” cannot be a name: use small letters, digits and underscores, beginning with a letter.`);
  else if (names.length > 10) problems.set('ownFields', 'At most 10 fields.');
  for (const { key, when, do: outcome, link } of rules) {
    for (const condition of when) {
      const problem = problemOfValues(linesOf(condition.values));
      if (problem) problems.set(`values ${String(condition.key)}`, problem);
    }
    if (outcome === 'exclude' && link.trim() !== '' && !isSecureLink(link.trim()))
      problems.set(`link ${String(key)}`, 'Use a whole address that begins with https://');
  }
  return problems;
}

function problemOfValues(values: readonly string[]): string | undefined {
  if (values.length === 0) return 'Write at least one value.';
  if (values.length > 200) return 'At most 200 values.';
  return values.some(({ length }) => length > 120) ? 'A value has at most 120 characters.' : undefined;
}

const isSecureLink = (link: string) => URL.canParse(link) && new URL(link).protocol === 'https:' && link.length <= 2000;

/** The rules with one of them moved a place up (-1) or down (1); at the ends nothing moves. */
export function movedRule(rules: readonly RuleForm[], key: number, by: -1 | 1): RuleForm[] {
  const at = rules.findIndex((rule) => rule.key === key);
  const [one, other] = [rules[at], rules[at + by]];
  return one && other ? rules.with(at, other).with(at + by, one) : [...rules];
}

import { sql, type RawBuilder } from 'kysely';
import type { Condition, SegmentRule, TextColumn } from '../../../../shared/segment-rule.ts';
import { Refusal } from '../../../platform/errors.ts';
import { readId } from '../../../platform/ids.ts';

/** What a rule is read against: whose contacts, which day it is, and what the other segments say. */
export interface RuleScope {
  workspaceId: string;
  /** In UTC, `2026-11-22`. */
  today: string;
  /** By the id of the row. */
  segments: ReadonlyMap<string, SegmentRule>;
}

/** A rule that names others which name others may not grow without end. */
const mostInAll = 400;

/**
 * Whether a contact, a row of `contacts` called `c`, is meant by a rule. Every value is bound, never written into the statement, and the answer is
 * yes or no, never null, so that "not" turns it round exactly. A segment that is gone, or that leads back to itself, means nobody.
 */
export function ruleSql(rule: SegmentRule, scope: RuleScope): RawBuilder<boolean> {
  let conditions = 0;
  const read = (one: SegmentRule, inside: readonly string[]): RawBuilder<boolean> => {
    if (one.kind === 'all' || one.kind === 'any')
      return together(
        one.kind,
        one.rules.map((inner) => read(inner, inside)),
      );
    if (one.kind === 'not') return sql`not ${read(one.rule, inside)}`;
    conditions += 1;
    if (conditions > mostInAll)
      throw new Refusal('refused', 'rule_too_large', 'This rule is too large together with the segments that it names. Use fewer of them.');
    if (one.kind !== 'segment') return conditionSql(one, scope);
    const id = readId('segment', one.segmentId);
    const named = inside.includes(id) ? undefined : scope.segments.get(id);
    return named ? read(named, [...inside, id]) : sql`false`;
  };
  return read(rule, []);
}

function together(kind: 'all' | 'any', rules: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  if (rules.length === 0) return kind === 'all' ? sql`true` : sql`false`;
  return sql`(${sql.join(rules, kind === 'all' ? sql` and ` : sql` or `)})`;
}

function conditionSql(condition: Exclude<Condition, { kind: 'segment' }>, scope: RuleScope): RawBuilder<boolean> {
  const { workspaceId } = scope;
  switch (condition.kind) {
    case 'text':
      return textSql(textOf(condition.of), condition.test, condition.value);
    case 'number':
      return numberSql(textOf(condition.of), condition.test, condition.value);
    case 'day':
      return daySql(dayOf(condition.of), ({ on: '=', before: '<', after: '>' } as const)[condition.test], condition.day);
    case 'span':
      return spanSql(dayOf(condition.of), condition, scope.today);
    case 'tag':
      return sql`exists (select from contact_tags t where t.workspace_id = ${workspaceId} and t.tag = ${condition.tag} and t.contact_id = c.id)`;
    case 'list':
      return sql`exists (select from list_contacts l where l.workspace_id = ${workspaceId}
        and l.list_id = ${readId('list', condition.listId)} and l.contact_id = c.id)`;
    case 'company':
      return sql`coalesce(c.company_id = ${readId('company', condition.companyId)}, false)`;
    case 'verdict':
      return sql`c.verdict = ${condition.verdict}`;
  }
}

const columns: Readonly<Record<Exclude<TextColumn, 'company'>, RawBuilder<string>>> = {
  email: sql`c.email`,
  first_name: sql`c.first_name`,
  last_name: sql`c.last_name`,
  job_title: sql`c.job_title`,
  phone: sql`c.phone`,
  language: sql`c.language`,
  time_zone: sql`c.time_zone`,
};

function textOf(of: string): RawBuilder<string> {
  if (of.startsWith('own.')) return sql`coalesce(c.fields ->> ${of.slice('own.'.length)}, '')`;
  if (of === 'company')
    return sql`coalesce((select k.name from companies k where k.workspace_id = c.workspace_id and k.id = c.company_id), '')`;
  return columns[of as keyof typeof columns];
}

/** Without regard to capital letters. */
function textSql(text: RawBuilder<string>, test: Extract<Condition, { kind: 'text' }>['test'], value: string): RawBuilder<boolean> {
  const sought = sql`lower(${value}::text)`;
  switch (test) {
    case 'is':
      return sql`lower(${text}) = ${sought}`;
    case 'is_not':
      return sql`lower(${text}) <> ${sought}`;
    case 'contains':
      return sql`position(${sought} in lower(${text})) > 0`;
    case 'contains_not':
      return sql`position(${sought} in lower(${text})) = 0`;
    case 'begins':
      return sql`starts_with(lower(${text}), ${sought})`;
    case 'empty':
      return sql`${text} = ''`;
    case 'filled':
      return sql`${text} <> ''`;
  }
}

const isNumber = '^-?[0-9]{1,15}([.][0-9]{1,10})?$';
const isDay = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

function numberSql(text: RawBuilder<string>, test: 'is' | 'above' | 'below', value: number): RawBuilder<boolean> {
  const sign = sql.raw({ is: '=', above: '>', below: '<' }[test]);
  return sql`case when ${text} ~ ${isNumber} then (${text})::numeric ${sign} ${String(value)}::numeric else false end`;
}

/** A day as text that sorts like days; nothing where there is none. */
function dayOf(of: string): RawBuilder<string> {
  if (of === 'created') return sql`to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD')`;
  const text = textOf(of);
  return sql`case when ${text} ~ ${isDay} then ${text} end`;
}

const daySql = (day: RawBuilder<string>, sign: '=' | '<' | '>' | '<=' | '>=', than: string): RawBuilder<boolean> =>
  sql`coalesce(${day} collate "C" ${sql.raw(sign)} ${than}::text, false)`;

function spanSql(day: RawBuilder<string>, { test, days }: Extract<Condition, { kind: 'span' }>, today: string): RawBuilder<boolean> {
  const edge = Temporal.PlainDate.from(today)
    .add({ days: test === 'within_next' ? days : -days })
    .toString();
  if (test === 'longer_ago') return daySql(day, '<', edge);
  const [from, to] = test === 'within_last' ? [edge, today] : [today, edge];
  return sql`(${daySql(day, '>=', from)} and ${daySql(day, '<=', to)})`;
}

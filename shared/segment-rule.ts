import { z } from 'zod';

/** The texts that every contact has; what a workspace keeps besides is `own.` and the key of its field. */
export const textColumns = ['email', 'first_name', 'last_name', 'company', 'job_title', 'phone', 'language', 'time_zone'] as const;
export type TextColumn = (typeof textColumns)[number];

export const textTests = ['is', 'is_not', 'contains', 'contains_not', 'begins', 'empty', 'filled'] as const;
export const numberTests = ['is', 'above', 'below'] as const;
export const dayTests = ['on', 'before', 'after'] as const;
export const spanTests = ['within_last', 'longer_ago', 'within_next'] as const;
export const verdicts = ['unknown', 'good', 'risky', 'bad'] as const;

const own = z.string().regex(/^own\.[a-z][a-z0-9_]{0,39}$/, 'must be own. and the key of a field');
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`));

const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), of: z.union([z.enum(textColumns), own]), test: z.enum(textTests), value: z.string().max(200) }),
  z.object({ kind: z.literal('number'), of: own, test: z.enum(numberTests), value: z.number().min(-1e15).max(1e15) }),
  z.object({ kind: z.literal('day'), of: z.union([z.literal('created'), own]), test: z.enum(dayTests), day: z.iso.date() }),
  z.object({
    kind: z.literal('span'),
    of: z.union([z.literal('created'), own]),
    test: z.enum(spanTests),
    days: z.number().int().min(0).max(36_500),
  }),
  z.object({ kind: z.literal('tag'), tag: z.string().min(1).max(60) }),
  z.object({ kind: z.literal('list'), listId: id('lst') }),
  z.object({ kind: z.literal('company'), companyId: id('cpy') }),
  z.object({ kind: z.literal('verdict'), verdict: z.enum(verdicts) }),
  z.object({ kind: z.literal('segment'), segmentId: id('seg') }),
]);
/** One question about a contact. */
export type Condition = z.infer<typeof condition>;

/** What the contacts of a segment have in common: questions, put together by all, any and not. An empty `all` is everybody, an empty `any` nobody. */
export type SegmentRule =
  | Condition
  | { kind: 'all'; rules: SegmentRule[] }
  | { kind: 'any'; rules: SegmentRule[] }
  | { kind: 'not'; rule: SegmentRule };

const anyRule: z.ZodType<SegmentRule> = z.lazy(() =>
  z.union([
    condition,
    z.object({ kind: z.literal('all'), rules: z.array(anyRule).max(50) }),
    z.object({ kind: z.literal('any'), rules: z.array(anyRule).max(50) }),
    z.object({ kind: z.literal('not'), rule: anyRule }),
  ]),
);

const mostDeep = 6;
export const mostConditions = 60;

/** A rule as it comes from outside: bounded in depth and size before anything is made of it. */
export const segmentRule = z
  .unknown()
  .refine((given) => depthOf(given) <= mostDeep, `A rule may be ${String(mostDeep)} groups deep at most.`)
  .pipe(anyRule)
  .refine((rule) => conditionsOf(rule).length <= mostConditions, `A rule may have ${String(mostConditions)} conditions at most.`)
  .describe('One condition, or conditions put together: {"kind":"all","rules":[…]}, {"kind":"any","rules":[…]}, {"kind":"not","rule":…}')
  .meta({ examples: [{ kind: 'tag', tag: 'water' }] });

/** Every question of a rule, in the order in which they are written. */
export function conditionsOf(rule: SegmentRule): Condition[] {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.rules.flatMap(conditionsOf);
  return rule.kind === 'not' ? conditionsOf(rule.rule) : [rule];
}

/** How deep groups stand in one another, of whatever was sent; it stops to look where it is too deep anyway. */
function depthOf(given: unknown, at = 0): number {
  if (at > mostDeep || typeof given !== 'object' || given === null) return at;
  const { rules, rule } = given as { rules?: unknown; rule?: unknown };
  const inner = [...(Array.isArray(rules) ? (rules as unknown[]) : []), ...(rule === undefined ? [] : [rule])];
  return inner.reduce<number>((deepest, one) => Math.max(deepest, depthOf(one, at + 1)), at);
}

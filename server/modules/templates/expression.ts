import { Context, Liquid, toValueSync, TypeGuards, Value, type Token } from 'liquidjs';
import { filters, problemOfArguments } from './filters.ts';

/** What stands between the braces of a merge tag or behind `if`, read once. */
export interface Expression {
  /** The merge tags that it asks for. */
  names: readonly string[];
  value: Value;
  /** A bare name, with or without a fallback, as nearly all are: found without the engine, which takes thirty times as long. */
  plain?: { name: string; fallback: string | undefined };
}

/** An expression cannot be read. The sentence says what to write instead. */
export class Unreadable extends Error {}

const engine = new Liquid({ strictFilters: true, ownPropertyOnly: true });
for (const name of Object.keys(engine.filters)) Reflect.deleteProperty(engine.filters, name);
for (const [name, filter] of Object.entries(filters)) engine.registerFilter(name, filter);

/**
 * Reads an expression of Liquid strictly: names, texts, numbers, comparisons and the filters of ours; no paths into a value and no ranges,
 * so that reading one value is all that a hostile text can ask for.
 * @throws Unreadable with a sentence for whoever wrote it
 */
export function readExpression(source: string): Expression {
  const value = parse(source);
  const names = new Set<string>();
  let values = 0;
  for (const token of value.initial.postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      takeName(token, names);
      values += 1;
    } else if (token.operator !== 'not') values -= 1;
  }
  if (values !== 1) throw new Unreadable('This says more than one thing. Write one name, and what to do with it behind a |.');
  for (const { name, args } of value.filters) {
    const given = args.map((arg) => {
      if (Array.isArray(arg)) throw new Unreadable(`“${name}” takes no named values.`);
      takeName(arg, names);
      return TypeGuards.isQuotedToken(arg) || TypeGuards.isNumberToken(arg) ? String(arg.content) : undefined;
    });
    const problem = problemOfArguments(name, given);
    if (problem !== undefined) throw new Unreadable(problem);
  }
  const plain = plainOf(value);
  return { names: [...names], value, ...(plain && { plain }) };
}

function plainOf({ initial, filters: [first, second] }: Value): Expression['plain'] {
  const [token, more] = initial.postfix;
  if (!token || more || !TypeGuards.isPropertyAccessToken(token) || second) return undefined;
  const name = token.getText().trim();
  if (!first) return { name, fallback: undefined };
  const [fallback] = first.args;
  return first.name === 'default' && !Array.isArray(fallback) && TypeGuards.isQuotedToken(fallback)
    ? { name, fallback: fallback.content }
    : undefined;
}

function parse(source: string): Value {
  const filter = [...source.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/\|\s*(\w+)/g)]
    .map(([, name]) => name ?? '')
    .find((name) => !known(name));
  if (filter !== undefined)
    throw new Unreadable(`There is no “${filter.slice(0, 40)}” here. Behind a | stands one of: ${Object.keys(filters).join(', ')}.`);
  try {
    return new Value(source, engine);
  } catch {
    throw new Unreadable('This cannot be read. Write {{ name }} or {{ name | default: "friend" }}.');
  }
}

const known = (name: string) => Object.hasOwn(filters, name);

function takeName(token: Token, names: Set<string>): void {
  if (TypeGuards.isPropertyAccessToken(token)) {
    const name = token.getText().trim();
    if (!/^[a-zA-Z_]\w{0,59}$/.test(name))
      throw new Unreadable(`“${name.slice(0, 60)}” is no merge tag: a name is made of letters, numbers and _.`);
    names.add(name);
  } else if (TypeGuards.isRangeToken(token) || TypeGuards.isFilteredValueToken(token))
    throw new Unreadable('Round brackets cannot be used here.');
}

/** The values of one recipient, in which each name that the text asks for is there: as text, or as nothing where it is blank. */
export function scopeOf(names: readonly string[], values: Readonly<Record<string, string>>): Context {
  const scope: Record<string, string | null> = Object.create(null) as Record<string, string | null>;
  for (const name of names) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    scope[name] = value === undefined || isBlank(value) ? null : value;
  }
  return new Context(scope, engine.options, { sync: true });
}

/** What the expression gives for one recipient; nothing where there is no value. */
export function evaluate({ value, plain }: Expression, scope: Context): string | undefined {
  if (plain) return (scope.environments as Record<string, string | null>)[plain.name] ?? plain.fallback;
  const given: unknown = toValueSync(value.value(scope));
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return undefined;
  const text = String(given);
  return isBlank(text) ? undefined : text;
}

/** Whether a condition holds. A blank value counts as absent. */
export function holds({ value }: Expression, scope: Context): boolean {
  const given: unknown = toValueSync(value.value(scope));
  return given !== null && given !== undefined && given !== false && given !== '';
}

export const isBlank = (text: string) => !/[^\s\p{Cf}\p{Cc}]/u.test(text);

import type { Context } from 'liquidjs';
import { createHash } from 'node:crypto';
import { evaluate, holds, type Expression } from './expression.ts';
import type { Problems } from './problem.ts';
import type { ValueRun } from './piece.ts';
import type { ValueMark } from './read-marks.ts';

/** Where a value stands decides how it is written. */
export type Place = 'html' | 'attribute' | 'plain' | 'subject' | 'name';

/** A text ready to be filled: what is the same for everybody, and what is decided for each recipient. */
export type Node =
  | string
  | { node: 'value'; mark: ValueMark; place: Place }
  | Address
  | { node: 'condition'; branches: readonly { expression?: Expression; unless: boolean; nodes: readonly Node[] }[] }
  | { node: 'choice'; number: number; ways: readonly (readonly Node[])[] };

interface Address {
  node: 'address';
  runs: readonly ValueRun[];
  /** Where its first merge tag stands. */
  at: number;
  place: 'attribute' | 'plain';
}

/** One recipient's values while their message is written. */
export interface Filling {
  scope: Context;
  /** Decides between alternatives: the same one always chooses alike. */
  seed: number;
  problems: Problems;
  /** Which merge tags were put in. */
  used: Set<string>;
}

export class TooLong extends Error {}

const longestValue = 20_000;
const longestText = 1_000_000;

/**
 * The text of one recipient. Nothing in it can run long: each part is written at most once.
 * @throws TooLong past a million characters
 */
export function fill(nodes: readonly Node[], filling: Filling): string {
  const written: string[] = [];
  let length = 0;
  const write = (text: string) => {
    length += text.length;
    if (length > longestText) throw new TooLong();
    written.push(text);
  };
  const each = (some: readonly Node[]) => {
    for (const node of some) {
      if (typeof node === 'string') write(node);
      else if (node.node === 'value') write(valueOf(node.mark, node.place, filling));
      else if (node.node === 'address') write(addressOf(node, filling));
      else if (node.node === 'choice') each(node.ways[numberOf(filling.seed, node.number) % node.ways.length] ?? []);
      else each(node.branches.find(({ expression, unless }) => !expression || holds(expression, filling.scope) !== unless)?.nodes ?? []);
    }
  };
  each(nodes);
  return written.join('');
}

/** The number that a seed stands for. */
export const seedOf = (seed: string) => createHash('sha256').update(seed).digest().readUInt32BE();

/** Mixes the bits of both (the finaliser of MurmurHash3), so that neighbouring choices of one recipient have nothing to do with each other. */
function numberOf(seed: number, choice: number): number {
  let mixed = seed ^ Math.imul(choice + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? '');

const lineBreaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
const breaksHeaders = /[\0\n\r\u0085\u2028\u2029]/;

function valueOf(mark: ValueMark, place: Place, filling: Filling): string {
  const value = look(mark, filling);
  if (value === undefined) return '';
  if (place === 'subject' && breaksHeaders.test(value)) {
    filling.problems.stop(
      `${calledBy(mark)} holds a line break for this recipient, which cannot stand in a subject.`,
      mark.at,
      mark.source.length,
    );
    return '';
  }
  if (place === 'html') return escapeHtml(value.replace(lineBreaks, '\n')).replaceAll('\n', '<br>');
  // The name of a file reads alike wherever it stands.
  if (place === 'name') return value.replace(lineBreaks, ' ');
  return place === 'attribute' ? escapeHtml(value.replace(lineBreaks, ' ')) : value.replace(lineBreaks, '\n');
}

function look(mark: ValueMark, { scope, problems, used }: Filling): string | undefined {
  const value = evaluate(mark.expression, scope);
  for (const name of mark.expression.names) used.add(name);
  if (value === undefined)
    problems.stop(
      `${calledBy(mark)} has no value for this recipient. Give it a fallback, such as {{ name | default: "friend" }}.`,
      mark.at,
      mark.source.length,
    );
  else if (value.length > longestValue)
    problems.stop(`${calledBy(mark)} is longer than 20,000 characters for this recipient.`, mark.at, mark.source.length);
  else return value.toWellFormed();
  return undefined;
}

const calledBy = ({ expression, source }: { expression: Expression; source: string }) => expression.names[0] ?? source.slice(0, 60);

/**
 * An address with its values in it. A value in front may be the whole address; behind something that was typed it is one part of it, and cannot
 * change where the rest leads to.
 */
function addressOf({ runs, at, place }: Address, filling: Filling): string {
  let address = '';
  for (const run of runs) {
    if (typeof run === 'string') address += run;
    else {
      const value = look(run, filling);
      if (value === undefined) return '';
      address += address === '' ? value.trim() : encodeURIComponent(value.trim());
    }
  }
  if (!isSafeAddress(address)) {
    filling.problems.stop('This link leads nowhere for this recipient: it has to begin with https://, mailto: or tel:.', at, 40);
    return '';
  }
  return place === 'attribute' ? escapeHtml(address) : address.replace(/^(?:mailto|tel):/i, '');
}

/** Whether a link may lead here: to the web without anybody's password, or to a person. */
export function isSafeAddress(address: string): boolean {
  if (address.length > 4000 || /[\s\p{Cc}<>"`\\]/u.test(address)) return false;
  if (/^(?:mailto|tel):[^\s]/i.test(address)) return !/%0[ad]/i.test(address);
  const url = /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  return url !== null && url.username === '' && url.password === '';
}

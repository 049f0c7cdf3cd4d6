import type { Tx } from '../../../../platform/database.ts';
import { earlier } from '../../../../platform/period.ts';
import type { Guards } from '../../guarding/guards.ts';
import { guardsOf } from '../../guarding/store.ts';
import { freeAt } from './pressure.ts';
import { begunWithCompanies, begunWithPeople, companiesOf, waitForTurns } from './store.ts';

/** As much of a step as decides whether it presses somebody too much. */
interface Pressing {
  step: number;
  emailKey: string;
  due: { contactId: string | null };
}

interface Pressed<Step> {
  step: Step;
  until: Date;
  because: 'person_pressure' | 'company_pressure';
}

/**
 * Parts what may go now from what has to wait, so that nobody gets more messages of a workspace's team campaigns than it wants, and no more people of a
 * company are begun with at a time. Asked in the transaction that claims, by one claim after another for the same person or company: it holds across
 * campaigns, mailboxes and processes.
 */
export async function holdByPressure<Step extends Pressing>(
  tx: Tx,
  workspaceId: string,
  steps: readonly Step[],
  now: Date,
): Promise<{ free: Step[]; held: Pressed<Step>[] }> {
  const guards = await guardsOf(tx, workspaceId);
  if (steps.length === 0 || (!guards.person && !guards.company)) return { free: [...steps], held: [] };
  const begun = await begunWith(tx, workspaceId, guards, { steps, now, waiting: true });
  const free: Step[] = [];
  const held: Pressed<Step>[] = [];
  for (const step of steps) {
    const pressed = pressedBy(step, begun, guards, now);
    if (pressed) held.push({ step, ...pressed });
    else {
      free.push(step);
      for (const moments of begun.of(step)) moments.push(now.getTime());
    }
  }
  return { free, held };
}

/** Until when one message waits for this, as it stands now; nothing where it does not. */
export async function pressureOn(
  tx: Tx,
  workspaceId: string,
  { step, emailKey, contactId }: { step: number; emailKey: string; contactId: string | null },
  now: Date,
): Promise<Omit<Pressed<unknown>, 'step'> | undefined> {
  const guards = await guardsOf(tx, workspaceId);
  if (!guards.person && !guards.company) return undefined;
  const one = { step, emailKey, due: { contactId } };
  return pressedBy(one, await begunWith(tx, workspaceId, guards, { steps: [one], now, waiting: false }), guards, now);
}

/** How many of some recipients to be wait for this as it stands now, and what the workspace set; nothing where it set nothing. */
export async function pressedAmong(
  tx: Tx,
  workspaceId: string,
  some: readonly { step: number; emailKey: string; contactId: string | null }[],
  now: Date,
): Promise<{ guards: Guards; pressed: number } | undefined> {
  const guards = await guardsOf(tx, workspaceId);
  if (!guards.person && !guards.company) return undefined;
  const steps = some.map(({ contactId, ...one }) => ({ ...one, due: { contactId } }));
  const begun = await begunWith(tx, workspaceId, guards, { steps, now, waiting: false });
  return { guards, pressed: steps.filter((step) => pressedBy(step, begun, guards, now) !== undefined).length };
}

/** The moments at which messages to the people, and first messages to the companies, of some steps were begun. */
interface Begun {
  person(step: Pressing): number[];
  /** Of first messages alone: whoever was begun with is followed up. */
  company(step: Pressing): number[];
  of(step: Pressing): number[][];
}

async function begunWith(
  tx: Tx,
  workspaceId: string,
  { person, company }: Guards,
  { steps, now, waiting }: { steps: readonly Pressing[]; now: Date; waiting: boolean },
): Promise<Begun> {
  const people = person ? [...new Set(steps.map(({ emailKey }) => emailKey))] : [];
  const firsts = company ? steps.filter(({ step, due }) => step === 1 && due.contactId !== null) : [];
  const companyOf = await companiesOf(
    tx,
    workspaceId,
    firsts.map(({ due }) => due.contactId ?? ''),
  );
  const companies = [...new Set(companyOf.values())];
  if (waiting) await waitForTurns(tx, workspaceId, [...people, ...companies]);
  const ofPeople = person ? await begunWithPeople(tx, workspaceId, people, sinceFor(person, now)) : new Map<string, number[]>();
  const ofCompanies = company ? await begunWithCompanies(tx, workspaceId, companies, sinceFor(company, now)) : new Map<string, number[]>();
  const momentsIn = (moments: Map<string, number[]>, key: string | undefined) => {
    if (key === undefined) return [];
    const known = moments.get(key) ?? [];
    moments.set(key, known);
    return known;
  };
  const begun = {
    person: ({ emailKey }: Pressing) => momentsIn(ofPeople, emailKey),
    company: ({ step, due }: Pressing) => momentsIn(ofCompanies, step === 1 ? companyOf.get(due.contactId ?? '') : undefined),
  };
  return { ...begun, of: (step) => [begun.person(step), begun.company(step)] };
}

/** What has to be known of a bound: the latest of its days, as many as it lets. */
const sinceFor = ({ most, days }: { most: number; days: number }, now: Date) => ({ since: earlier(now, { days }), most });

function pressedBy(step: Pressing, begun: Begun, { person, company }: Guards, now: Date): Omit<Pressed<unknown>, 'step'> | undefined {
  const at = now.getTime();
  const personFree = person ? freeAt(begun.person(step), person, at) : at;
  const companyFree = company ? freeAt(begun.company(step), company, at) : at;
  const until = Math.max(personFree, companyFree);
  if (until <= at) return undefined;
  return { until: new Date(until), because: personFree >= companyFree ? 'person_pressure' : 'company_pressure' };
}

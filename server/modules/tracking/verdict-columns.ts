import type { Verdict } from './judge-hit.ts';

const plural = { person: 'People', machine: 'Machines', unknown: 'Unknown' } as const;
const past = { open: 'opened', click: 'clicked' } as const;

/** Under which of the counters of a campaign something is counted. */
export const columnOf = <Kind extends keyof typeof past>(kind: Kind, verdict: Verdict) => `${past[kind]}${plural[verdict]}` as const;

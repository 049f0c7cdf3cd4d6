import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../../shared/contract/index.ts';

export type Hit = InferContractRouterOutputs<typeof contract>['tracking']['ofRecipient']['hits'][number];

/** The same thing that happened several times in a row, newest first. */
export interface HitsInRow extends Hit {
  times: number;
  /** The first of them. */
  since: string;
}

/** Puts together what happened again and again without anything else between, by the same program and for the same reason. */
export function foldHits(hits: readonly Hit[]): HitsInRow[] {
  const rows: HitsInRow[] = [];
  for (const hit of hits) {
    const last = rows.at(-1);
    if (last && sameness(last) === sameness(hit)) {
      last.times += 1;
      last.since = hit.at;
    } else rows.push({ ...hit, times: 1, since: hit.at });
  }
  return rows;
}

const sameness = ({ kind, step, url, verdict, because, ipAddress, userAgent }: Hit) =>
  JSON.stringify([kind, step, url, verdict, because, ipAddress, userAgent]);

import { readId } from '../../platform/ids.ts';
import type { Wanted } from './find-contacts.ts';

/** Which contacts somebody wants to see, from the ids that the API shows to those of rows. */
export function readWanted({ search, tag, listId, segmentId, companyId, verdict }: Wanted): Wanted {
  return {
    search,
    tag,
    verdict,
    listId: listId === undefined ? undefined : readId('list', listId),
    segmentId: segmentId === undefined ? undefined : readId('segment', segmentId),
    companyId: companyId === undefined ? undefined : readId('company', companyId),
  };
}

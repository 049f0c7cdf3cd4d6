import { createContext, useContext } from 'react';
import type { OwnWorkspace } from '../../../session.ts';
import type { Campaign } from '../shapes.ts';

/** Whose results are shown, and who looks at them. */
export interface OfResults {
  workspace: OwnWorkspace;
  campaign: Campaign;
}

/** Carries the campaign and its reader to every table of the results. */
export const OfResultsContext = createContext<OfResults | undefined>(undefined);

/** The campaign whose results are shown, and its reader. */
export function useOfResults(): OfResults {
  const of = useContext(OfResultsContext);
  if (!of) throw new Error('A table of results was shown outside of the results.');
  return of;
}

import type { State, Waiting } from '../messages.ts';

type Place = Pick<NonNullable<State['connection']>, 'server' | 'workspaceId'>;

/** Whether a draft that waits may go where the extension is connected now: to the workspace to which its user handed it over, and to no other. */
export const isMeantFor = ({ to }: Waiting, now: Place | undefined): boolean =>
  to === undefined || (to.server === now?.server && to.workspaceId === now.workspaceId);

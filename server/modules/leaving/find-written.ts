import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { suppressionsUnder } from '../suppressions/index.ts';
import { findWorkspace, unlessEnded } from '../workspaces/index.ts';
import { findEnrolment, type FoundEnrolment } from './store.ts';
import type { Ticket } from './ticket.ts';

/** What is known of a message by the link under it. */
export interface Written {
  ticket: Ticket;
  /** Who wrote. */
  organisation: string;
  /** Absent once it was deleted: one can leave all the same. */
  enrolment: FoundEnrolment | undefined;
  /** Until when the organisation does not write to the address. */
  leftUntil: Date | undefined;
  /** Until when nobody on this copy does. */
  leftEverywhereUntil: Date | undefined;
}

/** Who wrote to whom, and what holds for the address now; nothing where the organisation is gone from here. */
export function findWritten(tools: Tools, ticket: Ticket): Promise<Written | undefined> {
  const now = tools.clock.now();
  const { workspaceId } = ticket;
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const workspace = unlessEnded(await findWorkspace(tx, workspaceId), now);
    if (!workspace) return undefined;
    const suppressions = await suppressionsUnder(tx, workspaceId, [ticket.addressCode], now);
    // Whoever paused the use of their address has not left.
    const until = (id: string) => suppressions.find((one) => one.workspaceId === id && one.reason !== 'restricted')?.keepUntil;
    return {
      ticket,
      organisation: workspace.name,
      enrolment: await findEnrolment(tx, ticket),
      leftUntil: until(workspaceId),
      leftEverywhereUntil: until(installationId),
    };
  });
}

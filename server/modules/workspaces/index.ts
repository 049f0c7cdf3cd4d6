export type { Membership } from './workspace.ts';
export { createWorkspace } from './create-workspace.ts';
export { mailInvitationJob } from './mail-invitation.ts';
export { workspaceRoutes } from './routes.ts';
export {
  allWorkspaces,
  deleteInvitation,
  findInvitationByToken,
  findWorkspace,
  findWorkspaceBySlug,
  insertMember,
  membershipsOf,
} from './store.ts';

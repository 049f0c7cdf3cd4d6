export { unlessEnded, type Membership } from './workspace.ts';
export { createWorkspace } from './create-workspace.ts';
export { deleteEndedWorkspaces, endWorkspacesJob } from './ending/delete-ended-workspaces.ts';
export { letEnd } from './ending/end-workspace.ts';
export { mailWorkspaceEndJob } from './ending/mail-workspace-end.ts';
export { mailInvitationJob } from './mail-invitation.ts';
export { workspaceRoutes } from './routes.ts';
export {
  allWorkspaces,
  deleteInvitation,
  findInvitationByToken,
  findWorkspace,
  findWorkspaceBySlug,
  insertMember,
  lockMembers,
  membershipsOf,
} from './store.ts';

export { unlessEnded, type Membership } from './workspace.ts';
export { createWorkspace } from './create-workspace.ts';
export { deleteEndedWorkspaces, endWorkspacesJob } from './ending/delete-ended-workspaces.ts';
export { letEnd } from './ending/end-workspace.ts';
export { holdEnd } from './ending/store.ts';
export { repeatEnds } from './ending/repeat-ends.ts';
export { mailWorkspaceEndJob } from './ending/mail-workspace-end.ts';
export { mailInvitationJob } from './mail-invitation.ts';
export { workspaceRoutes } from './routes.ts';
export {
  allWorkspaces,
  deleteInvitation,
  deleteInvitationsTo,
  findInvitationByToken,
  findWorkspace,
  findWorkspaceBySlug,
  insertMember,
  membershipsOf,
  rolesIn,
} from './store.ts';

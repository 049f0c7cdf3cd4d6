/** What was deleted with an account, in numbers. */
export interface Wiped {
  sessions: number;
  backupCodes: number;
  apiTokens: number;
  knownBrowsers: number;
  memberships: number;
  invitations: number;
  workspacesDeleted: number;
}

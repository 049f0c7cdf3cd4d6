import type { Group } from '../command.ts';
import { tokenCreate } from '../token-create.ts';
import { userCreate } from '../user-create.ts';
import { userResetFactor } from '../user-reset-factor.ts';
import { usersList } from '../users-list.ts';
import { workspaceExport } from '../workspace-export.ts';
import { workspacesList } from '../workspaces-list.ts';

/** Users, workspaces and tokens: done on the machine, by whoever runs it. */
export const people: Group = {
  title: 'Users and workspaces (on the machine that holds the database)',
  commands: {
    'users list': {
      does: 'Name every user, and where each is a member',
      tells: 'That it was read is written into the audit chain of the copy.',
      takes: { workspace: { as: 'ID', means: 'Only members of this workspace, by its id or slug' } },
      example: 'antiphon users list --json',
      answers: 'users (id, email, operator, secondFactor, createdAt, workspaces with slug and role)',
      run: usersList,
    },
    'user create': {
      does: 'Create a user with a workspace of their own',
      tells: 'The first user of a copy is its operator.',
      takes: {
        email: { as: 'ADDRESS', means: 'With which they sign in', needed: true },
        'password-file': { as: 'FILE', means: 'Holds the password with which they sign in, to be changed by them; - for standard input' },
        password: { as: 'WORDS', means: 'The same as words of the command, which others on this machine can read while it runs' },
        name: { as: 'NAME', means: 'How they are called' },
        workspace: { as: 'NAME', means: 'How their workspace is called' },
        operator: { means: 'Make them operator as well' },
      },
      example: 'antiphon user create --email olga@example.org --password-file password --workspace "River Watch"',
      answers: 'userId, workspaceId, slug',
      run: userCreate,
    },
    'user reset-factor': {
      does: 'Switch off a second factor that its holder cannot use, and end their sessions',
      takes: { email: { as: 'ADDRESS', means: 'Whose; be sure that whoever asks is its holder', needed: true } },
      example: 'antiphon user reset-factor --email olga@example.org',
      answers: 'userId',
      run: userResetFactor,
    },
    'token create': {
      does: 'Create an API token that acts as a user; it is printed once',
      takes: {
        email: { as: 'ADDRESS', means: 'As whom it acts', needed: true },
        workspace: { as: 'ID', means: 'In which workspace, by its id or slug; else in their first' },
        name: { as: 'NAME', means: 'How it is called in lists' },
        days: { as: 'NUMBER', means: 'For how long, 1 to 366 days; 90 when not said' },
      },
      example: 'antiphon token create --email olga@example.org --days 30 > token && chmod 600 token',
      answers: 'id, token, workspaceId, expiresAt',
      run: tokenCreate,
    },
    'workspaces list': {
      does: 'Name every workspace with its figures and its owners',
      tells: 'Numbers and no contents. That it was read is written into the audit chain of the copy.',
      example: 'antiphon workspaces list',
      answers: 'workspaces (id, slug, name, createdAt, endsAt, members, contacts, campaigns, teamCampaigns, mailboxes, owners)',
      run: workspacesList,
    },
    'workspace export': {
      does: 'Write everything of a workspace but hashes and secrets to one locked file',
      tells: 'The passphrase that opens it is printed once and kept nowhere.',
      takes: {
        workspace: { as: 'ID', means: 'Which, by its id or slug', needed: true },
        to: { as: 'FILE', means: 'The file, which must not be there yet', needed: true },
      },
      example: 'antiphon workspace export --workspace river-watch --to river-watch.zip',
      answers: 'file, bytes, passphrase',
      run: workspaceExport,
    },
  },
};

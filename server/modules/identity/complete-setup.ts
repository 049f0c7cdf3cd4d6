import { randomInt } from 'node:crypto';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { CallContext } from '../../platform/api.ts';
import { actorOf } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { createWorkspace } from '../workspaces/index.ts';
import { beginSession, type SessionRules } from './begin-session.ts';
import { refuseWeakPassword } from './change-password.ts';
import { rememberBrowser } from './notices/remember-browser.ts';
import { hashPassword } from './password.ts';
import { findInstallation, insertUser, markSetUp, putSetupCode, takeSetupCode } from './store.ts';

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const normalised = (code: string) => code.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** A new one-time code for the first run, or undefined once the copy has an owner. An earlier code stops working. */
export async function newSetupCode(tools: Pick<Tools, 'database'>): Promise<string | undefined> {
  const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const code = letters.replace(/(.{5})(?=.)/g, '$1-');
  return tools.database.inInstallation('setup', async (tx) => {
    if ((await findInstallation(tx))?.setUpAt) return undefined;
    await putSetupCode(tx, hashToken(normalised(code)));
    return code;
  });
}

/** Whether this copy still waits for its first owner. */
export async function needsSetup(tools: Pick<Tools, 'database'>): Promise<boolean> {
  return tools.database.inInstallation('setup', async (tx) => !(await findInstallation(tx))?.setUpAt);
}

export interface NewOwner {
  name: string;
  email: string;
  password: string;
  workspaceName: string;
}

/** Creates the first owner, who is the operator too, with the first workspace, against the one-time code that the start printed; and signs them in. */
export async function completeSetup(
  tools: Tools,
  context: CallContext,
  rules: SessionRules,
  input: NewOwner & { setupCode: string },
): Promise<string> {
  const owner = await checkedOwner(input);
  return tools.database.inInstallation('setup', async (tx) => {
    if (!(await takeSetupCode(tx, hashToken(normalised(input.setupCode)), tools.clock.now())))
      throw new Refusal(
        'refused',
        'wrong_setup_code',
        'This setup code is not the one that the last start printed, or the copy is set up already.',
      );
    const userId = newId(tools.clock);
    await insertUser(tx, { ...owner, id: userId, operatorSince: tools.clock.now(), createdAt: tools.clock.now() });
    const actor = { ...actorOf(context), kind: 'user' as const, id: userId };
    const { workspaceId } = await createWorkspace(tools, tx, actor, { name: input.workspaceName, ownerId: userId });
    await beginSession(tools, tx, context, { userId, secondFactorDue: false, rules });
    await rememberBrowser(tools, tx, context, userId);
    return workspaceId;
  });
}

/** Creates a user from the command line, with a workspace of their own; the first one is the operator and completes the setup. */
export async function createUserByCommand(
  tools: Tools,
  actor: Actor,
  input: NewOwner & { operator: boolean },
): Promise<{ userId: string; workspaceId: string; slug: string }> {
  const owner = await checkedOwner(input);
  return tools.database.inInstallation('setup', async (tx) => {
    const now = tools.clock.now();
    const first = !(await findInstallation(tx))?.setUpAt;
    const userId = newId(tools.clock);
    const made = await insertUser(tx, { ...owner, id: userId, operatorSince: first || input.operator ? now : null, createdAt: now });
    if (!made) throw new Refusal('conflict', 'account_exists', 'This address has an account already.');
    await markSetUp(tx, now);
    const workspace = await createWorkspace(tools, tx, actor, { name: input.workspaceName, ownerId: userId });
    return { userId, ...workspace };
  });
}

async function checkedOwner(input: NewOwner): Promise<{ email: string; emailKey: string; name: string; passwordHash: string }> {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  await refuseWeakPassword(input.password, input);
  return { email: parsed.address, emailKey: parsed.key, name: input.name, passwordHash: await hashPassword(input.password) };
}

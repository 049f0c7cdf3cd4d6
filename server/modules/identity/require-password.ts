import { notFound, Refusal } from '../../platform/errors.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { verifyPassword } from './password.ts';
import { findUser, type User } from './store.ts';

/** Before something sensitive: whoever sits at an open session shows that they know its password. */
export async function requirePassword(tools: Tools, userId: string, password: string): Promise<User> {
  await countUse(tools, limits.signInPerAccountAndAddress, userId);
  const user = await tools.database.inInstallation('sign_in', (tx) => findUser(tx, userId));
  if (!user) throw notFound('user');
  if (!(await verifyPassword(user.passwordHash, password)))
    throw new Refusal('refused', 'wrong_password', 'This is not your present password. Nothing was changed.');
  return user;
}

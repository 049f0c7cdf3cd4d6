import { ConfigError } from '../config.ts';
import { resetSecondFactor } from '../modules/identity/index.ts';
import { showId } from '../platform/ids.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Switches off a second factor that its holder cannot use any more, or that somebody else set up for their account. */
export async function userResetFactor({ config, email }: Options): Promise<Answer> {
  if (!email) throw new ConfigError('Tell --email, and be sure that whoever asks is its holder.');
  const { userId } = await withTools(config, (tools) => resetSecondFactor(tools, commandActor, email));
  const data = { userId: showId('user', userId) };
  return {
    data,
    text: `The second factor of ${data.userId} is off and its sessions are ended. The password alone signs in until a new one is set up.`,
  };
}

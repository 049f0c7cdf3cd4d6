import { liftQuarantine } from '../modules/deliveries/index.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** The operator's word, given at the machine, that a copy that was restored or copied may send again. */
export async function quarantineLift({ config }: Options): Promise<Answer> {
  await withTools(config, (tools) => liftQuarantine(tools, commandActor, config.EVIDENCE_DIR));
  return { data: { quarantined: false }, text: 'The quarantine is lifted: letters and mail leave again.' };
}

import type { Tools } from '../../../platform/tools.ts';
import { placeOf } from '../webhook.ts';
import type { Receiver } from './post-message.ts';

interface Secrets {
  url: string;
  secretSealed: Buffer;
  oldSecretSealed: Buffer | null;
  oldSecretUntil: Date | null;
}

/** Opens the secrets with which a webhook is signed at this moment: the one before ends to the second, whether or not a job ran. */
export function receiverOf(
  { sealer, clock }: Pick<Tools, 'sealer' | 'clock'>,
  { workspaceId, webhookId }: { workspaceId: string; webhookId: string },
  { url, secretSealed, oldSecretSealed, oldSecretUntil }: Secrets,
): Receiver {
  const secret = sealer.open(placeOf(workspaceId, webhookId), secretSealed);
  const isOldOver = !oldSecretSealed || !oldSecretUntil || oldSecretUntil <= clock.now();
  return {
    url,
    secrets: isOldOver ? [secret] : [secret, sealer.open(placeOf(workspaceId, webhookId, 'old_secret_sealed'), oldSecretSealed)],
  };
}

import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { newWebhookSecret } from '../../platform/hashing.ts';
import { later } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { lockSecrets, setSecret } from './store.ts';
import { oldSecretHours, placeOf } from './webhook.ts';

/**
 * Gives a webhook a new secret. The one before signs beside it for a day, so that its server can change over without losing a message; one that was still
 * ending then ends now.
 * @returns the new secret, this once
 */
export async function rotateSecret(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<string> {
  const secret = newWebhookSecret();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const before = await lockSecrets(tx, { workspaceId, id });
    if (!before) throw notFound('webhook');
    const old = tools.sealer.open(placeOf(workspaceId, id), before.secretSealed);
    await setSecret(
      tx,
      { workspaceId, id },
      {
        secretSealed: tools.sealer.seal(placeOf(workspaceId, id), secret),
        oldSecretSealed: tools.sealer.seal(placeOf(workspaceId, id, 'old_secret_sealed'), old),
        oldSecretUntil: later(tools.clock.now(), { hours: oldSecretHours }),
      },
    );
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'webhook.secret_rotated', subject: { kind: 'webhook', id } });
  });
  return secret;
}

/** Signs with the present secret alone from now on. */
export async function endOldSecret(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await lockSecrets(tx, { workspaceId, id }))) throw notFound('webhook');
    await setSecret(tx, { workspaceId, id }, { oldSecretSealed: null, oldSecretUntil: null });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'webhook.old_secret_ended', subject: { kind: 'webhook', id } });
  });
}

import { terms } from '../../privacy/terms.ts';
import { ConfigError } from '../config.ts';
import { recordEntry } from '../modules/audit/index.ts';
import type { Tx } from '../platform/database.ts';
import { installationId, showId } from '../platform/ids.ts';
import { later } from '../platform/period.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Whom the processor has to tell when data was breached, and until when: the owners of every workspace, or of one. Written down as read. */
export async function breachContacts({ config, workspace, from }: Options): Promise<Answer> {
  const given = from === undefined ? undefined : new Date(from);
  if (given && Number.isNaN(given.getTime())) throw new ConfigError('--from is the moment at which you learned of it: 2026-11-22T10:00Z.');
  return withTools(config, async (tools) => {
    const learned = given ?? tools.clock.now();
    if (learned > tools.clock.now()) throw new ConfigError('--from is the moment at which you learned of it, and cannot lie ahead.');
    const workspaces = await tools.database.inInstallation('operator', async (tx) => {
      const all = (await ownersOfAll(tx)).filter(({ slug, id }) => !workspace || slug === workspace || id === workspace);
      if (workspace && all.length === 0) throw new ConfigError('There is no workspace with this id or slug.');
      await recordEntry(
        tools,
        tx,
        { workspaceId: installationId, actor: commandActor },
        { action: 'breach.contacts_read', details: { workspaces: all.length } },
      );
      return all;
    });
    const data = { learnedAt: learned.toISOString(), tellBy: later(learned, terms.breachNoticeWithin).toISOString(), workspaces };
    const lines = workspaces.map(
      ({ name, acceptedAgreement, owners }) =>
        `${name} (${acceptedAgreement ? `agreement version ${acceptedAgreement}` : 'no agreement accepted'}): ${owners.map((owner) => `${owner.name} <${owner.email}>`).join(', ')}`,
    );
    return { data, text: [`Tell them without undue delay, and by ${data.tellBy}:`, ...lines].join('\n') };
  });
}

/** Every workspace with its owners, and the agreement that it accepted last. */
async function ownersOfAll(tx: Tx) {
  const rows = await tx
    .selectFrom('workspaces')
    .innerJoin('members', 'members.workspaceId', 'workspaces.workspaceId')
    .innerJoin('users', 'users.id', 'members.userId')
    .select((select) => [
      'workspaces.workspaceId',
      'workspaces.slug',
      'workspaces.name',
      'users.name as ownerName',
      'users.email',
      select
        .selectFrom('agreementAcceptances as accepted')
        .select((best) => best.fn.max('accepted.version').as('version'))
        .whereRef('accepted.workspaceId', '=', 'workspaces.workspaceId')
        .as('acceptedAgreement'),
    ])
    .where('members.role', '=', 'owner')
    .orderBy('workspaces.slug')
    .orderBy('users.email')
    .execute();
  const found = new Map<
    string,
    { id: string; slug: string; name: string; acceptedAgreement: number | null; owners: { name: string; email: string }[] }
  >();
  for (const { workspaceId, slug, name, acceptedAgreement, ownerName, email } of rows) {
    const one = found.get(workspaceId) ?? { id: showId('workspace', workspaceId), slug, name, acceptedAgreement, owners: [] };
    one.owners.push({ name: ownerName, email });
    found.set(workspaceId, one);
  }
  return [...found.values()];
}

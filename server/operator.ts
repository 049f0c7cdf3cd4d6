import { settingInWords, settings, type Config } from './config.ts';
import { liftQuarantine } from './modules/deliveries/index.ts';
import { allWorkspaces } from './modules/workspaces/index.ts';
import { actorOf, api } from './platform/api.ts';
import { showId } from './platform/ids.ts';
import { findQuarantine } from './platform/quarantine.ts';
import type { Job, QueueState } from './platform/queue.ts';
import type { Tools } from './platform/tools.ts';

/** What the operator's page shows besides the database: made in `app.ts`. */
export interface OperatorNeeds {
  config: Config;
  version: string;
  startedAt: Date;
  embedded: boolean;
  outboxUrl: string | undefined;
  jobs(): readonly Job[];
  queueStates(): Promise<QueueState[]>;
}

/** How this copy is, for who runs it. Secrets are named, never shown. */
export function operatorRoutes(tools: Tools, needs: OperatorNeeds) {
  return {
    liftQuarantine: api.operator.liftQuarantine.handler(async ({ context }) => {
      await liftQuarantine(tools, actorOf(context), needs.config.EVIDENCE_DIR);
      return { done: true as const };
    }),
    health: api.operator.health.handler(async () => {
      const states = new Map((await needs.queueStates()).map((state) => [state.name, state]));
      const { workspaces, quarantine } = await tools.database.inInstallation('operator', async (tx) => ({
        workspaces: await allWorkspaces(tx),
        quarantine: await findQuarantine(tx),
      }));
      return {
        version: needs.version,
        startedAt: needs.startedAt.toISOString(),
        database: { version: await tools.database.serverVersion(), embedded: needs.embedded },
        quarantine: quarantine ? { since: quarantine.since.toISOString(), because: quarantine.because } : null,
        sandbox: {
          on: needs.outboxUrl !== undefined,
          standIns: needs.outboxUrl ? ['Google sign-in and Gmail', 'Service mail'] : [],
          ...(needs.outboxUrl ? { outboxUrl: needs.outboxUrl } : {}),
        },
        jobs: needs.jobs().map(({ name, schedule }) => ({
          name,
          waiting: states.get(name)?.waiting ?? 0,
          failed: states.get(name)?.failed ?? 0,
          schedule: schedule ?? null,
        })),
        workspaces: workspaces.map(({ workspaceId, name, members, campaigns }) => ({
          id: showId('workspace', workspaceId),
          name,
          members: members ?? 0,
          campaigns: campaigns ?? 0,
        })),
        settings: Object.entries(settings).map(([name, setting]) => {
          const value = needs.config[name as keyof Config];
          const secret = 'secret' in setting;
          return { name, meaning: setting.meaning, secret, value: secret ? (value === undefined ? 'not set' : 'set') : shown(value) };
        }),
      };
    }),
  };
}

function shown(value: Config[keyof Config]): string {
  return value === undefined ? 'not set' : settingInWords(value);
}

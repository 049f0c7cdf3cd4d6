import { needsSetup } from '../modules/identity/index.ts';
import { knownMigrations } from '../platform/migrate.ts';
import { findQuarantine, type Quarantine } from '../platform/quarantine.ts';
import { providers } from '../providers/catalogue.ts';
import type { Answer, Options } from './command.ts';
import { withTools } from './with-tools.ts';

interface Finding {
  what: string;
  good: boolean;
  sentence: string;
}

/** Says what is set up and what is missing, without changing anything but the database's version. */
export async function doctor({ config }: Options): Promise<Answer> {
  const findings: Finding[] = await withTools(config, async (tools) => [
    {
      what: 'database',
      good: true,
      sentence: `PostgreSQL ${await tools.database.serverVersion()}, ${(await knownMigrations()).length} migrations.`,
    },
    ...quarantineFindings(await tools.database.inInstallation('quarantine', findQuarantine)),
    ...((await needsSetup(tools))
      ? [
          {
            what: 'owner',
            good: false,
            sentence: 'There is no owner yet. Start the product and open the setup page, or use “user create”.',
          },
        ]
      : []),
  ]);
  for (const { name, switchedOnBy } of Object.values(providers)) {
    const missing = switchedOnBy.filter((setting) => !config[setting]);
    findings.push({
      what: name,
      good: missing.length === 0,
      sentence: missing.length === 0 ? 'Switched on.' : `The sandbox stands in for it. Set ${missing.join(' and ')} to switch it on.`,
    });
  }
  findings.push({
    what: 'HTTPS',
    good: config.PUBLIC_URL.startsWith('https://'),
    sentence: `People reach this copy at ${config.PUBLIC_URL}.`,
  });
  return { data: { findings }, text: findings.map(({ what, good, sentence }) => `${good ? '■' : '□'} ${what}: ${sentence}`).join('\n') };
}

function quarantineFindings(quarantine: Quarantine | undefined): Finding[] {
  if (!quarantine) return [];
  const since = quarantine.since.toISOString();
  const sentence = `This copy was ${quarantine.because}, and since ${since} it sends nothing and calls nobody. If it is the one that shall send, say “quarantine lift”.`;
  return [{ what: 'quarantine', good: false, sentence }];
}

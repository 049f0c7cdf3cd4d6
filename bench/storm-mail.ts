import { weatherSending, type Weathered } from '../test/harness/sending-storm.ts';
import { chancesFrom } from '../test/harness/storm.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withSending } from './sending.ts';

const asked = { kills: 200, recipients: 10_000 };
const mailboxes = 4;
/** Lanes of a mailbox of a mail server. */
const lanes = 4;

/**
 * Two processes send a campaign through a mail server that takes its time, and one after the other is killed at a random moment. In the end the ledger and the
 * mail server are compared recipient by recipient: before the mailboxes were read, and after.
 */
export async function measureStormMail(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl: copyUrl } = await bench.copy();
  // About three seconds a kill, and as much mail between two of them as there is in the whole storm.
  const part = Math.min(1, seconds / (asked.kills * 3));
  const [kills, recipients] = [Math.ceil(asked.kills * part), Math.ceil(asked.recipients * part)];
  bench.say(`storm-mail: ${kills} kills among ${recipients} messages, seed ${bench.seed}…`);
  return withSending(copyUrl, async ({ databaseUrl, keys, dataDir, app, workspaceId }) => {
    const weathered = await weatherSending({
      ...{ databaseUrl, keys, dataDir, tools: app.tools, workspaceId },
      ...{ recipients, mailboxes, kills },
      latencyMilliseconds: 300,
      random: chancesFrom(bench.seed),
      readable: true,
    });
    return findingsOf(weathered, { recipients, tooShort: weathered.kills < asked.kills });
  });
}

function findingsOf(weathered: Weathered, { recipients, tooShort }: { recipients: number; tooShort: boolean }): Finding[] {
  const { known, kills } = weathered;
  if (!known) throw new Error('The mailboxes were not read.');
  const mostUncertain = kills * mailboxes * lanes;
  const figures: [name: string, what: string, value: number, goal: number][] = [
    ['lost', 'lost: neither accepted nor uncertain', Math.abs(weathered.lost) + Math.abs(known.lost), 0],
    ['doubled', 'doubled, whatever the mailboxes said later', known.doubled, 0],
    ['wrong', 'called accepted and never seen by the mail server', weathered.wronglyAccepted + known.wronglyAccepted, 0],
    ['uncertain', 'uncertain after the last kill', weathered.uncertain, mostUncertain],
    ['known', 'uncertain once the mailboxes were read', known.uncertain, 0],
  ];
  return [
    {
      name: 'storm-mail',
      what: `kill -9 of one of two processes that send ${recipients.toLocaleString('en-GB')} messages`,
      value: kills,
      unit: 'times',
      goal: asked.kills,
      tooShort,
    },
    ...figures.map(
      ([suffix, what, value, goal]): Finding => ({
        ...{ name: `storm-mail-${suffix}`, what: `  ${what}`, value, unit: 'letters', goal, tooShort },
      }),
    ),
  ];
}

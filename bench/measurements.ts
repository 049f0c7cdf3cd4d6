import { measureAuditEntries } from './audit-entries.ts';
import { measureBackup } from './backup.ts';
import { measureBurst } from './burst.ts';
import { measureClaim } from './claim.ts';
import { measureCompose } from './compose.ts';
import { measureConfirmations } from './confirmations.ts';
import type { Finding } from './findings.ts';
import { measureImport } from './import.ts';
import { measureKeyRotation } from './key-rotation.ts';
import { measureKeyedCalls } from './keyed-calls.ts';
import { measureMemory } from './memory.ts';
import { measureMigration } from './migration.ts';
import { measureOverload } from './overload.ts';
import { measureLaunch } from './launch.ts';
import { measureLists } from './lists.ts';
import { measureCounter, measurePageViews } from './page-views.ts';
import type { Bench } from './product.ts';
import { measurePlan } from './plan.ts';
import { measureRedirect } from './redirect.ts';
import { measureRestarts } from './restarts.ts';
import { measureSealing } from './sealing.ts';
import { measureSendGmail } from './send-gmail.ts';
import { measureSendSmtp } from './send.ts';
import { measureSoak } from './soak.ts';
import { measureStatistics } from './statistics.ts';
import { measureStormMail } from './storm-mail.ts';
import { measureKills, measureStalls, measureStops } from './storms.ts';
import { measureYear } from './year.ts';

export interface Measurement {
  does: string;
  /** How its figures come about, for a reader who was not there. */
  how: string;
  /** How long it measures when asked for alone, and when it is one of all; where something is done a number of times, how long at most. */
  seconds: number;
  short: number;
  /** How long the goal has to be held; a shorter run does not say that it is met. */
  goalSeconds?: number;
  run(bench: Bench, seconds: number): Promise<Finding[]>;
}

/** Everything that can be measured, by name, in the order of the table. */
export const measurements: Record<string, Measurement> = {
  'page-views': {
    does: 'Views of the action page a second, beside a bare server.',
    how: '16 connections that are kept, of one client on the same machine; the limit is a bare server with a line of HTML, asked in the same way',
    seconds: 5,
    short: 3,
    run: measurePageViews,
  },
  counter: {
    does: 'Reads of the public counter a second, beside a bare server.',
    how: 'as the action page',
    seconds: 5,
    short: 2,
    run: measureCounter,
  },
  confirmations: {
    does: 'Confirmed letters a second while Gmail takes 300 ms a call, sustained; nothing lost or doubled.',
    how: '48 people at a time open the confirm page and press; every letter is looked for in the stand-in’s outbox, in the ledger and on its page',
    seconds: 600,
    short: 8,
    goalSeconds: 600,
    run: measureConfirmations,
  },
  burst: {
    does: '200 confirmations a second that wait for nobody: sent, queued in sight or turned away, nothing lost or doubled.',
    how: '200 people a second open the confirm page and press, whether or not those before have their answer; then compared as the confirmations',
    seconds: 60,
    short: 4,
    goalSeconds: 60,
    run: measureBurst,
  },
  overload: {
    does: 'Ten times as many requests as can be served: answered or turned away, in bounded memory, and over soon after.',
    how: 'the flood comes from two processes of less weight; the times are those of one more process, which asks 50 times a second and does nothing else',
    seconds: 20,
    short: 4,
    run: measureOverload,
  },
  soak: {
    does: 'Half of what can be served for an hour: memory, connections and open files stay as they are.',
    how: 'requests that wait for nobody; what the process says of itself and what Linux and PostgreSQL count, every ten seconds, the first sixth left out',
    seconds: 3600,
    short: 40,
    goalSeconds: 3600,
    run: measureSoak,
  },
  kills: {
    does: '200 times kill -9 at random moments while letters leave: none lost, none doubled, none called accepted that was not.',
    how: 'three processes send through a stand-in that takes 100 ms a letter; the outbox of the stand-in and the ledger are compared letter by letter',
    seconds: 1500,
    short: 15,
    run: measureKills,
  },
  'keyed-calls': {
    does: '1,000 calls of the API with an Idempotency-Key under 100 kills, each made again until it is answered: 1,000 effects.',
    how: 'eight programs create campaigns over two processes; what each was told is compared with what is there, call by call',
    seconds: 1500,
    short: 20,
    run: measureKeyedCalls,
  },
  stops: {
    does: '50 ends in order while letters leave: none in doubt, each within half a minute.',
    how: 'as the kills, with two processes and SIGTERM',
    seconds: 400,
    short: 10,
    run: measureStops,
  },
  stalls: {
    does: '30 times a process stands still for two leases while letters leave: none doubled.',
    how: 'SIGSTOP; a process whose clock is two leases ahead decides about what was under way; SIGCONT; compared as the kills',
    seconds: 400,
    short: 10,
    run: measureStalls,
  },
  restarts: {
    does: '20 restarts of PostgreSQL while letters leave, and half a minute in which it says nothing.',
    how: 'the database of one copy, with two more processes that send on it; a line that swallows every byte stands for the silence',
    seconds: 300,
    short: 12,
    run: measureRestarts,
  },
  migration: {
    does: '20 times kill -9 while 1,000,000 rows are migrated from 0003 to the newest: none lost or changed, nobody waits long.',
    how: 'random moments of `antiphon migrate`; hashes over every row before and after; beside it one reads and one writes every 20 ms',
    seconds: 300,
    short: 10,
    run: measureMigration,
  },
  'audit-entries': {
    does: 'Audit entries of one workspace a second, beside rows without a chain.',
    how: 'as they are written by every act, each in a transaction of its own; the limit is one row in a table of the same shape',
    seconds: 5,
    short: 2,
    run: measureAuditEntries,
  },
  'key-rotation': {
    does: '`keys rotate` over 100,000 sealed values, asked for within ten minutes, beside one UPDATE of the same rows.',
    how: 'the command itself on a database of its own',
    seconds: 60,
    short: 4,
    goalSeconds: 60,
    run: measureKeyRotation,
  },
  backup: {
    does: 'A backup and its restore, asked for 1,000,000 rows within fifteen minutes, beside one INSERT of the same rows.',
    how: 'the commands themselves on a database of its own',
    seconds: 60,
    short: 8,
    run: measureBackup,
  },
  import: {
    does: 'An import of 1,000,000 rows of 6 columns within 30 s and 256 MB, beside COPY of the same file, and COPY then INSERT.',
    how: 'a file through the API: read, mapped, every row checked and compared, and run, from its last byte on; memory is the most that the whole process had',
    seconds: 60,
    short: 8,
    run: measureImport,
  },
  lists: {
    does: 'The contact list, the first page of a segment and a search at 1,000,000 contacts, beside the SQL alone.',
    how: 'through the API, one after the other, with what every answer costs: token, walls between workspaces, suppressions, audit entry',
    seconds: 30,
    short: 12,
    run: measureLists,
  },
  launch: {
    does: 'A launch for 1,000,000 recipients, beside one INSERT … SELECT of the same rows.',
    how: 'through the API, once, on a copy with nothing else to do',
    seconds: 60,
    short: 30,
    run: measureLaunch,
  },
  plan: {
    does: 'The flight plan of 1,000,000 recipients × 3 steps × 50 mailboxes, at most 5 seconds.',
    how: 'the planner alone, over groups in seven zones, with hours, limits and gaps; every message is counted and the sum compared',
    seconds: 5,
    short: 5,
    run: measurePlan,
  },
  claim: {
    does: 'Claims a second at 1,000,000 queued, beside an index range scan of the same rows.',
    how: 'in one process over one connection after the other, PostgreSQL with fsync; planning is part of it, handing over and settling are not',
    seconds: 15,
    short: 5,
    run: measureClaim,
  },
  'send-smtp': {
    does: 'Messages a second through the ledger to a mail server on this machine, beside raw SMTP in pipelines.',
    how: 'one process, 60 mailboxes with four connections each, PostgreSQL with fsync; the server counts what it took, and the ledger must agree',
    seconds: 20,
    short: 6,
    run: measureSendSmtp,
  },
  'send-gmail': {
    does: 'Messages a second through the ledger to the stand-in for Gmail, beside bare posts over connections that are kept.',
    how: 'one process, 200 mailboxes with three calls each at a time, PostgreSQL with fsync; the stand-in is a process of its own, counts what it took, and the ledger must agree',
    seconds: 15,
    short: 6,
    run: measureSendGmail,
  },
  memory: {
    does: 'Memory of the process that sends a campaign of 1,000,000, at most 200 MB.',
    how: 'the most that Linux ever counted of the process',
    seconds: 90,
    short: 20,
    run: measureMemory,
  },
  statistics: {
    does: 'The results page at 1,000,000 recipients and 10,000,000 opens and clicks.',
    how: 'the four answers that the page asks for at once, through the API and its token, page after page; each time is that until the last answer',
    seconds: 120,
    short: 20,
    run: measureStatistics,
  },
  'storm-mail': {
    does: '200 times kill -9 at random moments in a team campaign of 10,000: none lost, none doubled, none in doubt once the mailboxes are read.',
    how: 'two processes send through four mailboxes of a mail server that takes 300 ms a message; every recipient is looked for at both sides',
    seconds: 600,
    short: 30,
    run: measureStormMail,
  },
  year: {
    does: 'A simulated year over 28 zones with every kind of clock change: nothing outside a window, too soon, beyond a limit, or twice.',
    how: 'planner, ledger, two workers and a mail server as they are, on a clock that goes from moment to moment; windows, gaps and limits are read again from the ledger by a second reading of the wall clocks',
    seconds: 600,
    short: 10,
    run: measureYear,
  },
  redirect: {
    does: 'Clicks on tracked links a second, each written down before its answer, beside a bare redirect.',
    how: '64 connections that are kept, of one client on the same machine, over the links of 50,000 recipients; the rows are counted afterwards',
    seconds: 10,
    short: 4,
    run: measureRedirect,
  },
  compose: {
    does: 'Messages of a campaign that are filled and written a second, beside nodemailer writing the same bodies.',
    how: 'in one process and one thread: a text of 4 kB with 48 values, a subject, its text part and its header, as the sender makes them',
    seconds: 5,
    short: 2,
    run: measureCompose,
  },
  sealing: {
    does: 'Sealing and opening a letter, beside WebCrypto.',
    how: 'in one process, without a database',
    seconds: 2,
    short: 0.7,
    run: measureSealing,
  },
};

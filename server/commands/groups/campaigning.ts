import { campaignCreate } from '../by-api/campaign-create.ts';
import { campaignImport } from '../by-api/campaign-import.ts';
import { campaignReport } from '../by-api/campaign-report.ts';
import { campaignStatus } from '../by-api/campaign-status.ts';
import { campaignLaunch, campaignPause, campaignResume } from '../by-api/campaign-steer.ts';
import { campaignsList } from '../by-api/campaigns-list.ts';
import { contactsExport } from '../by-api/contacts-export.ts';
import { contactsImport } from '../by-api/contacts-import.ts';
import { conversationsList } from '../by-api/conversations-list.ts';
import { listsList } from '../by-api/lists-list.ts';
import { mailboxesList } from '../by-api/mailboxes-list.ts';
import { reaching } from '../by-api/open-copy.ts';
import type { Group } from '../command.ts';

const campaign = { as: 'ID', means: 'Which, as “campaigns list” names it: otr_…', needed: true } as const;
const id = 'otr_0192f1c27e0b7c4a9d3e5f60718293a4';

/** What a team does, through the API of a running copy and with the rights of a token. */
export const campaigning: Group = {
  title: 'Campaigns, contacts and conversations (of a running copy, with an API token in ANTIPHON_TOKEN)',
  commands: {
    'campaigns list': {
      does: 'List the team campaigns, newest first',
      takes: { state: { as: 'STATE', means: 'Only draft, running, paused or finished ones' }, ...reaching },
      example: 'ANTIPHON_TOKEN=$(cat token) antiphon campaigns list --state running',
      answers: 'campaigns (id, name, state, counts, launchedAt …)',
      run: campaignsList,
    },
    'campaign create': {
      does: 'Make a draft of a campaign out of a file',
      tells: `The file is JSON: {"name": "Spring", "mailboxes": ["mbx_…"], "audience": {"lists": ["lst_…"]}, "timeZone": "Europe/Vienna",
"steps": [{"delayHours": 0, "sameThread": false, "texts": [{"variant": "a", "weight": 1, "subject": "…", "html": "<p>…</p>"}]}]}
What else it may hold is what the API takes (/api/openapi.json, outreach.change). An unknown key is refused, and nothing is created.`,
      takes: { from: { as: 'FILE', means: 'The file', needed: true }, ...reaching },
      example: 'antiphon campaign create --from spring.json --token-file token --json',
      answers: 'the campaign, as the API shows it (id, name, state, steps …)',
      run: campaignCreate,
    },
    'campaign import': {
      does: 'Add the rows of a file to a campaign’s recipients',
      tells:
        'CSV in any encoding; the first row names the columns: email, and any merge tag. Whoever is there already stays as they are, so a file\nmay be imported again. Rows that cannot be used are named with their line, and keep none of the others.',
      takes: { campaign, from: { as: 'FILE', means: 'The file', needed: true }, ...reaching },
      example: `antiphon campaign import --campaign ${id} --from recipients.csv`,
      answers: 'added, there, suppressed, refused (line, sentence)',
      run: campaignImport,
    },
    'campaign launch': {
      does: 'Launch a campaign: its recipients are frozen, and messages leave at the pace of its mailboxes',
      tells: 'Where something is in the way, all of it is said and nothing is launched. Launching again changes nothing.',
      takes: { campaign, ...reaching },
      example: `antiphon campaign launch --campaign ${id}`,
      answers: 'the campaign, as the API shows it (id, state, counts, holdEndsAt …)',
      run: campaignLaunch,
    },
    'campaign pause': {
      does: 'Pause a campaign: within a second nothing leaves any more',
      takes: { campaign, ...reaching },
      example: `antiphon campaign pause --campaign ${id}`,
      answers: 'the campaign, as the API shows it',
      run: campaignPause,
    },
    'campaign resume': {
      does: 'Let a paused campaign run on',
      takes: { campaign, ...reaching },
      example: `antiphon campaign resume --campaign ${id}`,
      answers: 'the campaign, as the API shows it',
      run: campaignResume,
    },
    'campaign status': {
      does: 'Say how far a campaign is',
      tells:
        'With --follow it stays until the campaign is finished: a bar on a terminal, else a line whenever something changed. Those go to standard\nerror; the answer at the end goes to standard output.',
      takes: { campaign, follow: { means: 'Stay until it is finished' }, ...reaching },
      example: `antiphon campaign status --campaign ${id} --follow`,
      answers: 'id, name, state, pausedBecause, launchedAt, finishedAt, counts, stillToCome (messages, endsAt)',
      run: campaignStatus,
    },
    'campaign report': {
      does: 'Write what became of a campaign to a file',
      tells: 'Exit code 1 when there are more rows than the file holds.',
      takes: {
        campaign,
        csv: { as: 'FILE', means: 'The file, which must not be there yet', needed: true },
        what: { as: 'WHAT', means: '“counts” by step and variant (when not said), or “recipients”' },
        ...reaching,
      },
      example: `antiphon campaign report --campaign ${id} --csv spring.csv`,
      answers: 'file, what, truncated',
      run: campaignReport,
    },
    'contacts import': {
      does: 'Make contacts of a file of CSV, TSV or XLSX',
      tells:
        'The file is sent in pieces, every row is checked, and what could not be used is written to a file that can be mended and imported again.',
      takes: {
        from: { as: 'FILE', means: 'The file', needed: true },
        basis: { as: 'WORDS', means: 'On what ground these people may be written to; kept with the import' },
        list: { as: 'NAME', means: 'Put them in this list, by its id or name; made when it is not there' },
        tags: { as: 'TAGS', means: 'Tag them, separated by commas' },
        problems: { as: 'FILE', means: 'Where the rows go that could not be used' },
        'dry-run': { means: 'Only check, and say what would happen' },
        ...reaching,
      },
      example: 'antiphon contacts import --from people.csv --basis "They asked for our letters at the fair." --problems problems.csv',
      answers: 'importId, ran, rows, counts (added, changed, unchanged), refused, problems, undoUntil',
      run: contactsImport,
    },
    'contacts export': {
      does: 'Write contacts to a file in which no cell is a formula',
      takes: {
        csv: { as: 'FILE', means: 'The file, which must not be there yet', needed: true },
        list: { as: 'ID', means: 'Of this list alone: lst_…' },
        ...reaching,
      },
      example: 'antiphon contacts export --csv contacts.csv',
      answers: 'file, rows',
      run: contactsExport,
    },
    'lists list': {
      does: 'List the lists of contacts',
      takes: reaching,
      example: 'antiphon lists list',
      answers: 'lists (id, name, contacts …)',
      run: listsList,
    },
    'mailboxes list': {
      does: 'List the mailboxes from which campaigns can be sent, and whether each sends',
      takes: reaching,
      example: 'antiphon mailboxes list',
      answers: 'mailboxes (id, address, parkedBecause, usedInDay, limitNow …)',
      run: mailboxesList,
    },
    'conversations list': {
      does: 'List what was answered to campaigns, the newest first',
      takes: {
        state: { as: 'STATE', means: 'Only open or closed ones' },
        campaign: { as: 'ID', means: 'Of this campaign alone: otr_…' },
        limit: { as: 'NUMBER', means: 'How many at most; 50 when not said' },
        ...reaching,
      },
      example: 'antiphon conversations list --state open --json',
      answers: 'conversations (id, state, email, subject, isNew, lastMessageAt …), more',
      run: conversationsList,
    },
  },
};

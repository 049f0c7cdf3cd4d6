import { notFound, Refusal } from '../../../platform/errors.ts';
import { readCsv } from '../../../platform/csv.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { lockCampaign } from '../store.ts';
import { checkedRecipient } from './add-recipient.ts';
import { insertRecipient, recipientsOf, updateRecipient, type Recipient } from './store.ts';

export interface ImportResult {
  added: number;
  changed: number;
  unchanged: number;
  refused: { line: number; sentence: string }[];
}

/** Column titles that people write, and what they mean here. */
const titles: Record<string, keyof Columns> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  address: 'email',
  salutation: 'salutation',
  greeting: 'salutation',
  district: 'district',
  ward: 'district',
  constituency: 'district',
};
interface Columns {
  name: number;
  email: number;
  salutation: number | undefined;
  district: number | undefined;
}

const mostRows = 20_000;

/**
 * Adds recipients from a CSV file; an address that is there already gets the file's fields. Lines that cannot be used are named with the reason,
 * and do not keep the others out. With `dryRun` nothing is written.
 * @throws Refusal when the file itself cannot be read, or lacks the columns name and email
 */
export async function importRecipients(
  tools: Tools,
  actor: Actor,
  member: Member,
  input: { campaignId: string; csv: string; dryRun: boolean },
): Promise<ImportResult> {
  const { rows, refused } = readRecipients(input.csv);
  return tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const campaign = await lockCampaign(tx, member.workspaceId, input.campaignId, 'update');
    if (!campaign) throw notFound('campaign');
    if (campaign.state === 'closed')
      throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed. Its recipients stay as they were.');
    const there = new Map((await recipientsOf(tx, member.workspaceId, input.campaignId)).map((row) => [row.emailKey, row]));
    const inactiveSince = campaign.state === 'draft' ? tools.clock.now() : null;
    const plan = rows.map((fields) => ({ fields, before: there.get(fields.emailKey) }));
    const added = plan.filter(({ before }) => !before);
    const changed = plan.filter(({ fields, before }) => before && differs(fields, before));
    if (!input.dryRun) {
      for (const { fields } of added)
        await insert(tools, tx, { ...fields, workspaceId: member.workspaceId, campaignId: input.campaignId, inactiveSince });
      for (const {
        fields: { emailKey: _key, ...fields },
        before,
      } of changed)
        if (before) await updateRecipient(tx, member.workspaceId, before.id, fields);
      const details = { added: added.length, changed: changed.length, refused: refused.length };
      await recordEntry(
        tools,
        tx,
        { workspaceId: member.workspaceId, actor },
        { action: 'recipients.imported', subject: { kind: 'campaign', id: input.campaignId }, details },
      );
    }
    return { added: added.length, changed: changed.length, unchanged: rows.length - added.length - changed.length, refused };
  });
}

async function insert(
  tools: Tools,
  tx: Tx,
  row: Omit<Recipient, 'id'> & { workspaceId: string; campaignId: string; inactiveSince: Date | null },
): Promise<void> {
  await insertRecipient(tx, { ...row, id: newId(tools.clock), createdAt: tools.clock.now() });
}

const differs = (a: Omit<Recipient, 'id'>, b: Recipient) =>
  (['name', 'email', 'salutation', 'district'] as const).some((field) => a[field] !== b[field]);

function readRecipients(csv: string): { rows: Omit<Recipient, 'id'>[]; refused: ImportResult['refused'] } {
  const file = readCsv(csv, { maxRows: mostRows, maxBytes: 5_000_000 });
  const columns = findColumns(file.headers);
  const rows = new Map<string, Omit<Recipient, 'id'>>();
  const refused: ImportResult['refused'] = [];
  for (const { line, values } of file.rows) {
    const cell = (index: number | undefined) => (index === undefined ? '' : (values[index] ?? ''));
    const input = {
      name: cell(columns.name),
      email: cell(columns.email),
      salutation: cell(columns.salutation),
      district: cell(columns.district),
    };
    const checked = checkedRecipient(input);
    if (!checked.ok) refused.push({ line, sentence: checked.sentence });
    else if (rows.has(checked.fields.emailKey))
      refused.push({ line, sentence: 'This address stands in the file twice; the first line counts.' });
    else rows.set(checked.fields.emailKey, checked.fields);
  }
  return { rows: [...rows.values()], refused };
}

function findColumns(headers: readonly string[]): Columns {
  const found = new Map(
    headers
      .flatMap((header, index) => {
        const title = titles[header.trim().toLowerCase()];
        return title ? [[title, index] as const] : [];
      })
      .reverse(),
  );
  const [name, email] = [found.get('name'), found.get('email')];
  if (name === undefined || email === undefined)
    throw new Refusal(
      'invalid',
      'columns_missing',
      'The first line must name the columns, with “name” and “email” among them. “salutation” and “district” may follow.',
    );
  return { name, email, salutation: found.get('salutation'), district: found.get('district') };
}

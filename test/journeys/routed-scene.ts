import { writeCsv } from '../../server/platform/csv.ts';
import { formFields, newPerson, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { runJobs, setUp, Visitor, type Api } from '../harness/people.ts';
import type { Product } from '../harness/product.ts';

type Settings = Omit<Parameters<Api['campaigns']['change']>[0], 'workspaceId' | 'campaignId'>;
type Row = Partial<Record<(typeof columns)[number], string>> & { name: string };

const columns = [
  ...(['name', 'email', 'salutation', 'district', 'language', 'country', 'region', 'postcodes', 'affiliation'] as const),
  ...(['valid from', 'valid to', 'committee'] as const),
] as const;

export interface Routed extends Settings {
  recipients: Row[];
  publish?: boolean;
}

/** What everybody reads for whom nobody is left to write to. */
export const nobodyLeft = 'There is nobody to write to at the moment';

/** An address that a made-up recipient has when the test names none. */
export const addressOf = (name: string) => `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@council.example.org`;

/** The owner of a fresh copy, in a workspace without campaigns. */
export async function emptyWorkspace(product: Product): Promise<Omit<Scene, 'campaignId'>> {
  const { owner, workspaceId, slug } = await setUp(product);
  return { product, owner, workspaceId, path: `/c/${slug}/` };
}

/** A campaign with these settings and recipients, published unless it should stay a draft. */
export async function routedCampaign(base: Omit<Scene, 'campaignId'>, slug: string, routed: Routed): Promise<Scene> {
  const { recipients, publish = true, ...settings } = routed;
  const { owner, workspaceId } = base;
  const { id: campaignId } = await owner.api.campaigns.create({
    ...{ workspaceId, name: `Campaign ${slug}`, slug, introduction: 'The council decides soon.' },
    subject: 'A word to {{ recipient.name }}',
    body: '{{ recipient.salutation | default: "Dear Councillor" }},\n\nplease keep the ford.\n\nYours sincerely,\n{{ supporter.name }}',
  });
  await owner.api.campaigns.change({ workspaceId, campaignId, ...settings });
  const csv = writeCsv(
    columns,
    recipients.map((row) => columns.map((column) => row[column] ?? (column === 'email' ? addressOf(row.name) : ''))),
  );
  const { refused } = await owner.api.campaigns.importRecipients({ workspaceId, campaignId, csv });
  if (refused[0]) throw new Error(`Line ${String(refused[0].line)}: ${refused[0].sentence}`);
  if (publish) await owner.api.campaigns.setState({ workspaceId, campaignId, state: 'published' });
  return { ...base, campaignId, path: base.path.replace(/[^/]*$/, slug) };
}

/** The ids by which a campaign's public form knows its recipients, by name. */
export async function idsOf(scene: Scene): Promise<Map<string, string>> {
  const rows = await asOwner(
    scene.product.databaseUrl,
    'select r.id::text, r.name from campaign_recipients r join campaigns c on c.id = r.campaign_id where c.slug = $1',
    [scene.path.split('/').at(-1)],
  );
  return new Map(rows.map(({ id, name }) => [String(name), String(id)]));
}

/** The fields of the action page's form as a visitor finds them, without anything chosen. */
export async function emptyForm(scene: Scene, visitor = new Visitor(scene.product), query = ''): Promise<[string, string][]> {
  const page = await (await visitor.request(scene.path + query)).text();
  return Object.entries(formFields(page, scene.path)).filter(([name]) => !['recipient', 'postcode', 'region'].includes(name));
}

/** Presses a button of the action page's form; several fields may have one name. */
export function press(scene: Scene, visitor: Visitor, fields: readonly [string, string][]): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return visitor.request(scene.path, { method: 'POST', body: new URLSearchParams(fields.map((field) => [...field])), headers });
}

/** Whether an answer sends the supporter on to their mailbox. */
export const goesOn = (answer: Response) => answer.status === 303 && (answer.headers.get('location') ?? '').includes('client_id');

let people = 0;
export const somebody = (scene: Scene) => newPerson(scene, `routed${String(++people)}@gmail.test`);

/** The names of those to whom a letter is shown on the confirm page, in its order, and the whole page. */
export async function confirmPageOf(visitor: Visitor): Promise<{ names: string[]; page: string }> {
  const page = await (await visitor.request('/letter/confirm')).text();
  const names = [...page.matchAll(/A word to ([^<]+)</g)].map(([, name = '']) => name.trim());
  return { names: [...new Set(names)], page };
}

/** Presses “Confirm and send” on the page as it is shown now. */
export async function confirmNow(visitor: Visitor): Promise<Response> {
  const page = await (await visitor.request('/letter/confirm')).text();
  return visitor.post('/letter/confirm', formFields(page, '/letter/confirm'));
}

export async function suppress(scene: Scene, email: string): Promise<void> {
  await scene.owner.api.suppressions.suppress({ workspaceId: scene.workspaceId, email });
}

/** Runs a job that has a schedule and waits in no queue. */
export async function runSchedule(product: Product, name: string): Promise<void> {
  await runJobs(product, name);
  await product.app.jobs.find((job) => job.name === name)?.run({});
}

/** How often each recipient of a campaign counts as contacted, by name. */
export async function contactedOf(scene: Scene): Promise<Record<string, number>> {
  const rows = await asOwner(
    scene.product.databaseUrl,
    'select r.name, r.contacted from campaign_recipients r join campaigns c on c.id = r.campaign_id where c.slug = $1 order by r.name',
    [scene.path.split('/').at(-1)],
  );
  return Object.fromEntries(rows.map(({ name, contacted }) => [String(name), Number(contacted)]));
}

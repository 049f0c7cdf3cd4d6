import type { Product } from './product.ts';
import type { ScriptedFault } from '../../sandbox/google/faults.ts';
import { asOwner } from './database.ts';
import { setUp, type Visitor } from './people.ts';
import { passConsentScreen, type Person } from '../contracts/google-scene.ts';
import { passConsentScreen as passMicrosoft } from '../contracts/microsoft-scene.ts';
import { attribute, unescape } from '../contracts/scene.ts';

export const ada = 'ada.sample@gmail.test';
export const bruno = 'bruno.sample@gmail.test';

export interface Scene {
  product: Product;
  owner: Visitor;
  workspaceId: string;
  campaignId: string;
  /** Path of the action page. */
  path: string;
}

export const falk = { name: 'Ines Falk', email: 'ines.falk@council.example.org', salutation: 'Dear Councillor Falk', district: 'Ward 4' };
export const adler = {
  name: 'Piet Adler',
  email: 'piet.adler@council.example.org',
  salutation: 'Dear Councillor Adler',
  district: 'Ward 2',
};

export interface CampaignOptions {
  recipients?: (typeof falk)[];
  editing?: 'whole' | 'own_line' | 'locked';
  subject?: string;
  body?: string;
}

/** A published campaign of a fresh copy, with these recipients. */
export async function publishedCampaign(product: Product, options: CampaignOptions = {}): Promise<Scene> {
  const { owner, workspaceId, slug } = await setUp(product);
  return addCampaign({ product, owner, workspaceId, path: `/c/${slug}/` }, 'ford', options);
}

/** One more published campaign of the same workspace. */
export async function addCampaign(
  { product, owner, workspaceId, path }: Omit<Scene, 'campaignId'>,
  slug: string,
  options: CampaignOptions = {},
): Promise<Scene> {
  const campaign = await owner.api.campaigns.create({
    workspaceId,
    name: 'Keep the ford open',
    slug,
    introduction: 'On 3 December the council decides.',
    subject: options.subject ?? 'Please keep a crossing in {{ recipient.district }}',
    body: options.body ?? '{{ recipient.salutation }},\n\nI walk the path most weeks.\n\nYours sincerely,\n{{ supporter.name }}',
    editing: options.editing ?? 'whole',
  });
  for (const recipient of options.recipients ?? [falk])
    await owner.api.campaigns.addRecipient({ workspaceId, campaignId: campaign.id, ...recipient });
  await owner.api.campaigns.setState({ workspaceId, campaignId: campaign.id, state: 'published' });
  return { product, owner, workspaceId, campaignId: campaign.id, path: path.replace(/[^/]*$/, slug) };
}

/** The hidden and visible fields of the first form on a page that posts to a path. */
export function formFields(page: string, action: string): Record<string, string> {
  const form = [...page.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([text]) => text).find((text) => text.includes(`action="${action}"`));
  if (!form) throw new Error(`There is no form to ${action} on this page.`);
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const);
  const areas = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g)].map(
    ([, name = '', value = '']) => [name, unescape(value.replace(/^\n/, ''))] as const,
  );
  return Object.fromEntries([...inputs, ...areas]);
}

/** Reads the action page and presses “Continue with Gmail”; gives the way to Google. */
export async function continueWithGmail(scene: Scene, supporter: Visitor, changes: Record<string, string> = {}): Promise<URL> {
  const page = await (await supporter.request(scene.path)).text();
  const answer = await supporter.post(scene.path, { ...formFields(page, scene.path), ...changes });
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The action page answered ${answer.status}: ${await answer.text()}`);
  return new URL(location, scene.product.url);
}

/** Goes the whole way to Google and back; gives the answer of our callback. */
export async function connect(
  scene: Scene,
  supporter: Visitor,
  person: Partial<Person> & { changes?: Record<string, string> } = {},
): Promise<Response> {
  const { changes, ...rest } = person;
  return comeBack(supporter, await continueWithGmail(scene, supporter, changes), rest);
}

/** Goes through the consent pages of the company that an address leads to, and back; gives the answer of our callback. */
export async function comeBack(supporter: Visitor, url: URL, { account = ada, ...rest }: Partial<Person> = {}): Promise<Response> {
  const atMicrosoft = url.pathname.startsWith('/sandbox/microsoft');
  const person = { account, ...rest };
  const back = atMicrosoft
    ? await passMicrosoft(url, { account, ...(rest.cancelAt === 'permissions' ? { cancelAt: rest.cancelAt } : {}) })
    : await passConsentScreen(url, person);
  return supporter.request(back.pathname + back.search);
}

/** Connects and opens the confirm page; gives its form. */
export async function toConfirm(
  scene: Scene,
  supporter: Visitor,
  person: Parameters<typeof connect>[2] = {},
): Promise<{ page: string; fields: Record<string, string> }> {
  await connect(scene, supporter, person);
  const page = await (await supporter.request('/letter/confirm')).text();
  return { page, fields: formFields(page, '/letter/confirm') };
}

/** The whole path of a supporter: from the action page to what follows the confirmation. */
export async function sendLetter(scene: Scene, supporter: Visitor, person: Parameters<typeof connect>[2] = {}): Promise<Response> {
  const { fields } = await toConfirm(scene, supporter, person);
  return supporter.post('/letter/confirm', fields);
}

/** What Gmail's stand-in accepted. */
export function outbox(scene: Scene) {
  return scene.product.app.sandbox?.google.outbox.messages().filter(({ via }) => via === 'gmail') ?? [];
}

/** Counts from now on how often a code or a token is brought to Google's stand-in to be exchanged. */
export function countExchanges({ product }: Pick<Scene, 'product'>): () => number {
  const app = product.app.sandbox?.app;
  if (!app) throw new Error('This copy runs without the stand-in for Google.');
  const { fetch } = app;
  let count = 0;
  app.fetch = (request, ...more) => {
    if (new URL(request.url).pathname === '/sandbox/google/token') count += 1;
    return fetch(request, ...more);
  };
  return () => count;
}

/** Google takes messages only once it is let: whoever is being sent for stays inside the gate for so long. */
export function holdGoogle({ product }: Scene): { arrived: Promise<void>; release: () => void } {
  const google = product.app.sandbox?.google;
  if (!google) throw new Error('This copy runs without the stand-in for Google.');
  const [reached, opened] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const accept = google.outbox.accept.bind(google.outbox);
  google.outbox.accept = async (message) => {
    reached.resolve(undefined);
    await opened.promise;
    return accept(message);
  };
  const release = () => {
    google.outbox.accept = accept;
    opened.resolve(undefined);
  };
  return { arrived: reached.promise, release };
}

/** A made-up person with a Google account of their own. */
export function newPerson(scene: Scene, address: string, more: { displayName?: string; hasMailbox?: boolean } = {}): { account: string } {
  scene.product.app.sandbox?.google.accounts.add({ emailAddress: address, displayName: 'Pat Sample', ...more });
  return { account: address };
}

/** Lets the next exchanges of an account with Google go wrong, one after the other. */
export function script(scene: Scene, { account }: { account: string }, ...faults: ScriptedFault[]): void {
  for (const fault of faults) scene.product.app.sandbox?.google.script(account, fault);
}

/** The faults of an account that Google's stand-in has not come to yet. */
export function faultsLeft(scene: Scene, { account }: { account: string }): string[] {
  const google = scene.product.app.sandbox?.google;
  const subject = google?.accounts.byEmailAddress(account)?.subject;
  return google && subject ? google.faults.waiting(subject).map(({ fault }) => fault) : [];
}

/** The flow of a visitor as it stands in the database. */
export async function flowOf(scene: Scene, visitor: Visitor): Promise<Record<string, unknown> | undefined> {
  const [, id] = (visitor.cookies.get('antiphon_letter') ?? '').split('.');
  const [row] = await asOwner(scene.product.databaseUrl, 'select * from supporter_flows where id::text = $1', [id ?? '']);
  return row;
}

/** Which columns of a flow hold something that Google told us, or that opens Google. */
export function heldOf(flow: Record<string, unknown> | undefined): string[] {
  const columns = ['nonce', 'verifier', 'name', 'address', 'access_token', 'refresh_token'].map((name) => `${name}_sealed`);
  return [...columns, 'state_hash'].filter((column) => flow?.[column] != null);
}

export async function countsOf(scene: Scene) {
  return (await scene.owner.api.campaigns.show({ workspaceId: scene.workspaceId, campaignId: scene.campaignId })).counts;
}

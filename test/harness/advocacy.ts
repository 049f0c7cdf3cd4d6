import type { Product } from './product.ts';
import { setUp, Visitor } from './people.ts';
import { attribute, passConsentScreen, type Person } from '../contracts/google-scene.ts';

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

/** A published campaign of a fresh copy, with these recipients. */
export async function publishedCampaign(
  product: Product,
  options: { recipients?: (typeof falk)[]; editing?: 'whole' | 'own_line' | 'locked'; body?: string } = {},
): Promise<Scene> {
  const { owner, workspaceId, slug } = await setUp(product);
  const campaign = await owner.api.campaigns.create({
    workspaceId,
    name: 'Keep the ford open',
    slug: 'ford',
    introduction: 'On 3 December the council decides.',
    subject: 'Please keep a crossing in {{ recipient.district }}',
    body: options.body ?? '{{ recipient.salutation }},\n\nI walk the path most weeks.\n\nYours sincerely,\n{{ supporter.name }}',
    editing: options.editing ?? 'whole',
  });
  for (const recipient of options.recipients ?? [falk])
    await owner.api.campaigns.addRecipient({ workspaceId, campaignId: campaign.id, ...recipient });
  await owner.api.campaigns.setState({ workspaceId, campaignId: campaign.id, state: 'published' });
  return { product, owner, workspaceId, campaignId: campaign.id, path: `/c/${slug}/ford` };
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

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
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
  const back = await passConsentScreen(await continueWithGmail(scene, supporter, changes), { account: ada, ...rest });
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

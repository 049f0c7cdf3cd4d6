import { randomInt } from 'node:crypto';
import { addRecipient, createCampaign, setCampaignState } from '../modules/campaigns/index.ts';
import { createUserByCommand } from '../modules/identity/index.ts';
import { addPartner, signedPartnerId } from '../modules/partners/index.ts';
import { suppressAddress } from '../modules/suppressions/index.ts';
import type { Member } from '../platform/api.ts';
import type { Tools } from '../platform/tools.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

const council = [
  { name: 'Ines Falk (sample)', email: 'ines.falk@council.example.org', salutation: 'Dear Councillor Falk', district: 'Ward 4' },
  { name: 'Piet Adler (sample)', email: 'piet.adler@council.example.org', salutation: 'Dear Councillor Adler', district: 'Ward 2' },
  { name: 'Planning office (sample)', email: 'planning@council.example.org', salutation: 'Dear Sir or Madam', district: '' },
];

const body = `{{ recipient.salutation }},

I walk the path by Alder Mill most weeks. The plan before the council would close the ford to people on foot for four years while the weir is rebuilt.

The work is needed. The closure is not: the engineers’ own report describes a temporary crossing that costs less than one per cent of the budget. Please vote for the crossing to be part of the plan.

Yours sincerely,
{{ supporter.name }}`;

/** Fills a copy with a believable small workspace, marked as a sample, to look around in: an owner, a published campaign on a partner's site, a draft, a suppression. */
export async function demo({ config }: Options): Promise<Answer> {
  const email = `demo-${randomInt(1_000_000)}@example.org`;
  const password = Array.from({ length: 5 }, () => randomInt(46_656).toString(36).padStart(3, '0')).join('-');
  const elsewhere = otherNameOf(config);
  const { path, embed } = await withTools(config, async (tools) => {
    const owner = { email, password, name: 'Mara Sample', workspaceName: 'River Watch (sample)', operator: false };
    const { userId, workspaceId, slug } = await createUserByCommand(tools, commandActor, owner);
    const member: Member = { userId, workspaceId, role: 'owner', kind: 'user', operator: false, sessionId: undefined };
    const campaignId = await fill(tools, member);
    const name = 'Sample Walkers’ Club';
    const partner = elsewhere && (await addPartner(tools, commandActor, { workspaceId, campaignId, name, origins: [elsewhere] }));
    return { path: `/c/${slug}/keep-the-ford`, embed: partner && signedPartnerId(tools, 'embed', partner) };
  });
  const { PUBLIC_URL } = config;
  const query = embed && new URLSearchParams({ embed: `${PUBLIC_URL}/e/${embed}` }).toString();
  const data = {
    ...{ email, password, signInUrl: `${PUBLIC_URL}/sign-in`, actionPageUrl: PUBLIC_URL + path },
    ...(elsewhere && query ? { partnerSiteUrl: `${elsewhere}/sandbox/partner/component?${query}` } : {}),
  };
  const lines = [
    `Sign in at ${data.signInUrl} as ${email} with ${password}`,
    `The action page: ${data.actionPageUrl}`,
    ...(data.partnerSiteUrl ? [`The same on a partner’s site: ${data.partnerSiteUrl}`] : []),
  ];
  return { data, text: lines.join('\n') };
}

/** This machine under its other name, which browsers take for another site: there the sandbox shows a partner's. */
function otherNameOf({ PUBLIC_URL, GOOGLE_CLIENT_ID, SMTP_URL }: Options['config']): string | undefined {
  const url = new URL(PUBLIC_URL);
  const names: Partial<Record<string, string>> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };
  const name = GOOGLE_CLIENT_ID && SMTP_URL ? undefined : names[url.hostname];
  return name && `${url.protocol}//${name}${url.port ? `:${url.port}` : ''}`;
}

const nothingElse = { language: '', country: '', region: '', postcodes: [], affiliation: '', validFrom: null, validTo: null, fields: {} };

/** Gives the id of the published campaign. */
async function fill(tools: Tools, member: Member): Promise<string> {
  const words = {
    subject: 'Please keep a crossing at Alder Mill',
    body,
    editing: 'own_line' as const,
    language: 'en',
    choice: 'all' as const,
    mostLetters: 10,
  };
  const introduction =
    'The council decides whether people on foot lose the crossing for four years. A letter from you, in your own name, reaches those who vote.';
  const ford = await createCampaign(tools, commandActor, member, {
    name: 'Keep the ford at Alder Mill open',
    slug: 'keep-the-ford',
    introduction,
    goal: 500,
    ...words,
  });
  for (const recipient of council) await addRecipient(tools, commandActor, member, { campaignId: ford, ...nothingElse, ...recipient });
  await setCampaignState(tools, commandActor, member, { id: ford, state: 'published' });
  await createCampaign(tools, commandActor, member, {
    name: 'Night trains back to the coast',
    introduction: '',
    goal: null,
    ...words,
    subject: 'Please bring the night train back',
  });
  const { workspaceId, userId } = member;
  await suppressAddress(tools, commandActor, { workspaceId, userId, email: 'no.more.letters@example.org', reason: 'asked' });
  return ford;
}

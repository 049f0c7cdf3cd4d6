import { antiphon, type Copy } from './ours.ts';
import { password } from './people.ts';

/** What a script does with an API token and nothing else. */
export interface Script {
  workspaceId: string;
  slug: string;
  token: string;
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Runs a command with `--json` and reads its answer, which has to be the one thing on standard output. */
export async function answerOf<T>(words: string[], settings: Record<string, string>): Promise<T> {
  const { code, out, errors } = await antiphon([...words, '--json'], settings);
  if (code !== 0) throw new Error(`antiphon ${words.join(' ')} ended with ${code}: ${out}${errors}`);
  return JSON.parse(out) as T;
}

/** Makes an owner and their token from the command line; the rest goes by HTTP with the token alone. */
export async function scriptFor(copy: Pick<Copy, 'url' | 'settings'>, email = 'owner@example.org'): Promise<Script> {
  const owner = ['--email', email, '--name', 'Olga Sample', '--password', password, '--workspace', 'River Watch'];
  const { workspaceId, slug } = await answerOf<{ workspaceId: string; slug: string }>(['user', 'create', ...owner], copy.settings);
  const { token } = await answerOf<{ token: string }>(['token', 'create', '--email', email], copy.settings);
  return { workspaceId, slug, token, call: callerWith(copy.url, token) };
}

export function callerWith(url: string, token: string): Script['call'] {
  return async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  };
}

export interface Published {
  campaignId: string;
  /** Path of the action page. */
  path: string;
}

/** Creates a campaign, adds its recipients by CSV and publishes it. */
export async function publishByScript({ call, workspaceId, slug }: Script, recipients: string[], name = 'ford'): Promise<Published> {
  const workspace = `/workspaces/${workspaceId}`;
  const { id: campaignId } = await call<{ id: string }>('POST', `${workspace}/campaigns`, {
    name: 'Keep the ford open',
    slug: name,
    subject: 'Please keep a crossing in {{ recipient.district }}',
    body: '{{ recipient.salutation }},\n\nI walk the path most weeks.\n\nYours sincerely,\n{{ supporter.name }}',
  });
  const lines = recipients.map((name) => `${name},${name.toLowerCase().replace(' ', '.')}@council.example.org,Dear ${name},Ward 4`);
  await call('POST', `${workspace}/campaigns/${campaignId}/recipient-imports`, {
    csv: ['name,email,salutation,district', ...lines].join('\n'),
  });
  await call('PUT', `${workspace}/campaigns/${campaignId}/state`, { state: 'published' });
  return { campaignId, path: `/c/${slug}/${name}` };
}

export interface Standing {
  counts: Record<'participations' | 'accepted' | 'failed' | 'skipped' | 'uncertain', number>;
  deliveries: { recipientAddress: string; state: string; reason: string | null }[];
}

/** How a campaign stands, as the API says it. */
export async function standingOf(script: Script, campaignId: string, state?: string): Promise<Standing> {
  const campaign = `/workspaces/${script.workspaceId}/campaigns/${campaignId}`;
  const { counts } = await script.call<Pick<Standing, 'counts'>>('GET', campaign);
  const { deliveries } = await script.call<Pick<Standing, 'deliveries'>>(
    'GET',
    `${campaign}/deliveries${state === undefined ? '' : `?state=${state}`}`,
  );
  return { counts, deliveries };
}

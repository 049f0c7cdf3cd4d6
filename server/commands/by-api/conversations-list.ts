import { Misuse, type Answer, type Options, type Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy, type Copy } from './open-copy.ts';

const states = ['open', 'closed'] as const;
const pageRows = 200;
const mostRows = 10_000;

type Conversation = Awaited<ReturnType<Copy['api']['conversations']['list']>>['conversations'][number];

/** Lists what was answered to campaigns, the conversation that moved last first. */
export async function conversationsList(options: Options, around: Surroundings): Promise<Answer> {
  const state = states.find((one) => one === options.state);
  if (options.state !== undefined && !state) throw new Misuse(`--state is one of ${states.join(', ')}.`);
  const most = Number(options.limit ?? 50);
  if (!Number.isInteger(most) || most < 1 || most > mostRows) throw new Misuse(`--limit is a whole number from 1 to ${String(mostRows)}.`);
  const { api, workspaceId } = await openCopy(options, around);
  const asked = { workspaceId, ...(state ? { state } : {}), ...(options.campaign === undefined ? {} : { outreachId: options.campaign }) };
  const found: Conversation[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(pageRows, most - found.length);
    const page = await api.conversations.list({ ...asked, limit, ...(after === undefined ? {} : { after }) });
    found.push(...page.conversations);
    after = page.after;
  } while (after !== undefined && found.length < most);
  const lines = found.map(
    ({ id, lastMessageAt, state, isNew, email, subject }) =>
      `${id}  ${lastMessageAt.slice(0, 16)}  ${state.padEnd(6)}  ${isNew ? 'new' : '   '}  ${inOneLine(email)}  ${inOneLine(subject)}`,
  );
  return { data: { conversations: found, more: after !== undefined }, text: lines.join('\n') || 'There is no conversation.' };
}

import type { Tx } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import { pageOfConversations, type ConversationFilter, type ConversationRow } from './store.ts';

/** A page of the wanted conversations, with the place behind it where there are more. One that moves meanwhile is seen at its new place. */
export async function findConversations(
  tx: Tx,
  workspaceId: string,
  { after, limit, ...filter }: ConversationFilter & { after: string | undefined; limit: number },
): Promise<{ conversations: ConversationRow[]; after: string | undefined }> {
  const place = after === undefined ? undefined : readPlace(after);
  const found = await pageOfConversations(tx, workspaceId, filter, { after: place, limit: limit + 1 });
  const conversations = found.slice(0, limit);
  const last = conversations.at(-1);
  return { conversations, after: last && found.length > limit ? placeOf(last) : undefined };
}

const placeOf = ({ id, lastMessageAt }: ConversationRow) => `${String(lastMessageAt.getTime())}.${showId('conversation', id)}`;

function readPlace(place: string): { at: Date; id: string } {
  const [, at = '', id = ''] = /^(\d{1,14})\.(.+)$/.exec(place) ?? [];
  if (at === '') throw notFound('conversation');
  return { at: new Date(Number(at)), id: readId('conversation', id) };
}

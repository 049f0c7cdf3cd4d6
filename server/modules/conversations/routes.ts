import { actorOf, api, memberOf, type CallContext } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, type Noun } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { sentMessages } from '../outreach/index.ts';
import { answerConversation, type AnswerNeeds } from './answering/answer-conversation.ts';
import { settleAnswer } from './answering/settle-answer.ts';
import { standingOf } from './answering/standing-of.ts';
import { whatToKnow, whyNotAnswer } from './conversation.ts';
import { findConversations } from './find-conversations.ts';
import { removeConversation } from './remove-conversation.ts';
import { seeConversation } from './see-conversation.ts';
import { setConversationState } from './set-conversation-state.ts';
import { shownConversation, shownMessage, shownSent } from './show-conversation.ts';
import { findConversation } from './store.ts';

const done = { done: true as const };
const idOf = (input: { conversationId: string }) => readId('conversation', input.conversationId);
const given = (noun: Noun, id: string | undefined) => (id === undefined ? undefined : readId(noun, id));

/** What came back to a team’s mailboxes, and what members answer. Whoever reads it leaves an entry. */
export function conversationRoutes(tools: Tools, needs: AnswerNeeds) {
  const { conversations } = api;
  const who = (context: CallContext) => ({ actor: actorOf(context), member: memberOf(context) });
  return {
    list: conversations.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const { state, only, search, after, limit } = input;
      const wanted = {
        campaignId: given('outreach', input.outreachId),
        enrolmentId: given('enrolment', input.enrolmentId),
        contactId: given('contact', input.contactId),
        mailboxId: given('mailbox', input.mailboxId),
      };
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await findConversations(tx, workspaceId, { state, only, search, after, limit, ...wanted });
        const entry = { action: 'conversations.read', details: { rows: found.conversations.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return {
          conversations: found.conversations.map(shownConversation),
          ...(found.after === undefined ? {} : { after: found.after }),
        };
      });
    }),
    show: conversations.show.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const row = await findConversation(tx, workspaceId, idOf(input));
        if (!row) throw notFound('conversation');
        const { campaignId, enrolmentId } = row;
        const sent = campaignId === null || enrolmentId === null ? [] : await sentMessages(tx, workspaceId, { campaignId, enrolmentId });
        const standing = await standingOf(tools, tx, workspaceId, row);
        const subject = { kind: 'conversation', id: row.id } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'conversation.read', subject });
        return {
          ...shownConversation(row),
          sent: sent.map(shownSent),
          messages: standing.messages.map(shownMessage),
          answersTo: { email: standing.to.email, name: standing.to.name },
          cannotAnswer: whyNotAnswer(standing, tools.clock.now())?.sentence ?? null,
          toKnow: whatToKnow(standing) ?? null,
        };
      });
    }),
    see: conversations.see.handler(async ({ input, context }) => {
      const seen = { id: idOf(input), messageId: readId('message', input.messageId) };
      await seeConversation(tools, actorOf(context), memberOf(context).workspaceId, seen);
      return done;
    }),
    answer: conversations.answer.handler(async ({ input, context }) => {
      const asked = { id: idOf(input), messageId: readId('message', input.messageId), to: input.to, text: input.text };
      return shownMessage(await answerConversation(tools, needs, who(context), asked));
    }),
    settle: conversations.settle.handler(async ({ input, context }) => {
      const which = { conversationId: idOf(input), id: readId('message', input.messageId), became: input.became };
      await settleAnswer(tools, actorOf(context), memberOf(context).workspaceId, which);
      return done;
    }),
    setState: conversations.setState.handler(async ({ input, context }) => {
      await setConversationState(tools, actorOf(context), memberOf(context).workspaceId, { id: idOf(input), state: input.state });
      return done;
    }),
    remove: conversations.remove.handler(async ({ input, context }) => {
      await removeConversation(tools, actorOf(context), memberOf(context).workspaceId, idOf(input));
      return done;
    }),
  };
}

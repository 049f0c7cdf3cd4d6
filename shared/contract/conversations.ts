import { z } from 'zod';
import {
  contactId,
  conversationId,
  done,
  emailAddress,
  enrolmentId,
  instant,
  inWorkspace,
  mailboxId,
  messageId,
  outreachId,
  page,
  route,
} from './base.ts';

const state = z.enum(['open', 'closed']);

/** A conversation as lists show it. */
export const conversation = z.object({
  id: conversationId,
  state,
  email: z.string(),
  name: z.string(),
  subject: z.string(),
  excerpt: z.string().describe('How the last message begins'),
  lastFrom: z.enum(['in', 'out']).describe('Whether they wrote last or a member did'),
  isNew: z.boolean().describe('Something came that no member has looked at'),
  onlyAutomatic: z.boolean().describe('Nothing but automatic answers came'),
  campaign: z.object({ id: outreachId, name: z.string() }).nullable(),
  enrolmentId: enrolmentId.nullable(),
  contactId: contactId.nullable(),
  mailbox: z.object({ id: mailboxId, address: z.string() }).nullable().describe('The mailbox that was written to, while it is connected'),
  begunAt: instant,
  lastMessageAt: instant,
});

export const conversationMessage = z.object({
  id: messageId,
  direction: z.enum(['in', 'out']),
  kind: z.enum(['reply', 'auto_reply', 'answer']),
  fromEmail: z.string(),
  fromName: z.string(),
  toEmail: z.string(),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ name: z.string(), bytes: z.number().int() })).describe('What was attached stays in the mailbox'),
  writtenBy: z.string().nullable().describe('The member who wrote an answer, by name'),
  state: z.enum(['sending', 'accepted', 'failed', 'uncertain']).nullable().describe('Of an answer: how far it is'),
  because: z.string().nullable().describe('Why it failed, or why nobody knows whether it left'),
  at: instant,
});

const whole = conversation.extend({
  sent: z
    .array(
      z.object({
        step: z.number().int(),
        state: z.enum(['sending', 'accepted', 'uncertain']),
        subject: z.string(),
        text: z.string(),
        mailbox: z.string().nullable(),
        at: instant,
      }),
    )
    .describe('What the campaign had sent, composed anew'),
  messages: z.array(conversationMessage).describe('Oldest first'),
  answersTo: z.object({ email: z.string(), name: z.string() }).describe('Whom an answer goes to: whoever wrote last'),
  cannotAnswer: z.string().nullable().describe('Why no answer can leave now, as a sentence'),
  toKnow: z.string().nullable().describe('What to know before one answers, as a sentence'),
});

const one = inWorkspace.extend({ conversationId });

/** What came back to a team’s mailboxes for its campaigns, and what members answer. */
export const conversations = {
  list: route('GET', '/workspaces/{workspaceId}/conversations', 'conversations.read', 'Conversations, the one that moved last first')
    .input(
      inWorkspace.extend(page.shape).extend({
        state: state.optional(),
        only: z
          .enum(['new', 'replies', 'automatic'])
          .optional()
          .describe('Only those with something new, with a reply, or with automatic answers alone'),
        outreachId: outreachId.optional(),
        enrolmentId: enrolmentId.optional(),
        contactId: contactId.optional(),
        mailboxId: mailboxId.optional(),
        search: z.string().trim().max(120).optional().describe('A part of an address, name or subject'),
      }),
    )
    .output(z.object({ conversations: z.array(conversation), after: z.string().optional() })),
  show: route(
    'GET',
    '/workspaces/{workspaceId}/conversations/{conversationId}',
    'conversations.read',
    'One conversation: what the campaign had sent, what came back, and what was answered',
  )
    .input(one)
    .output(whole),
  see: route(
    'PUT',
    '/workspaces/{workspaceId}/conversations/{conversationId}/seen',
    'conversations.read',
    'Say that it was looked at, up to its newest message; what came meanwhile stays new',
  )
    .input(one.extend({ messageId }))
    .output(done),
  answer: route(
    'POST',
    '/workspaces/{workspaceId}/conversations/{conversationId}/answers',
    'conversations.answer',
    'Answer from the mailbox that was written to. The same message twice leaves once; one that surely never left is tried again',
  )
    .input(
      one.extend({
        messageId: messageId.describe('Made by the caller, so that a double press sends once'),
        to: emailAddress.describe('Whom it is meant for, as it was read; where somebody else wrote meanwhile nothing leaves'),
        text: z.string().max(50_000).describe('What is written, as plain text'),
      }),
    )
    .output(conversationMessage),
  settle: route(
    'PUT',
    '/workspaces/{workspaceId}/conversations/{conversationId}/answers/{messageId}/outcome',
    'conversations.answer',
    'Say what became of an answer of which nobody knows whether it left: it is there, or it never left and can be tried again',
  )
    .input(one.extend({ messageId, became: z.enum(['accepted', 'not_sent']) }))
    .output(done),
  setState: route('PUT', '/workspaces/{workspaceId}/conversations/{conversationId}/state', 'conversations.answer', 'Close or reopen it')
    .input(one.extend({ state }))
    .output(done),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/conversations/{conversationId}',
    'conversations.answer',
    'Remove it with its messages. What is in the mailbox stays there',
  )
    .input(one)
    .output(done),
};

export type { AnswerNeeds } from './answering/answer-conversation.ts';
export type { Reply, ReplyOf } from './conversation.ts';
export { conversationsUnder, deleteConversationsUnder, type HeldConversation } from './held/store.ts';
export { conversationOfAnswer } from './answering/store.ts';
export { settleAnswer } from './answering/settle-answer.ts';
export { keepReply } from './keep-reply.ts';
export { conversationRoutes } from './routes.ts';

import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>;

export type Conversation = Outputs['conversations']['list']['conversations'][number];
/** A conversation with everything that was written in it. */
export type WholeConversation = Outputs['conversations']['show'];
export type Message = WholeConversation['messages'][number];
export type SentMessage = WholeConversation['sent'][number];

/** Which conversations a list shows: what waits for somebody, what only programs answered, what is closed, or all. */
export const views = ['open', 'automatic', 'closed', 'all'] as const;
export type View = (typeof views)[number];

export const viewWords: Record<View, string> = { open: 'Open', automatic: 'Automatic answers', closed: 'Closed', all: 'All' };

/** What a view asks the server for. */
export const filterOf: Record<View, { state?: 'open' | 'closed'; only?: 'replies' | 'automatic' }> = {
  open: { state: 'open', only: 'replies' },
  automatic: { state: 'open', only: 'automatic' },
  closed: { state: 'closed' },
  all: {},
};

/** What is looked for, as the URL has it. */
export interface ConversationSearch {
  view?: View | undefined;
  search?: string | undefined;
  campaign?: string | undefined;
  mailbox?: string | undefined;
  contact?: string | undefined;
}

/** How somebody is called: by name, or else by address. */
export const callOf = ({ name, email }: { name: string; email: string }): string => name || email;

import type { Api } from '../../api.ts';

type Listed = Awaited<ReturnType<Api['mailboxes']['list']>>;

/** A mailbox as the API shows it. */
export type Mailbox = Listed['mailboxes'][number];
export type Offers = Listed['offers'];

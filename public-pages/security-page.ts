import { documentPage } from './document-page.ts';
import type { Frame, Html } from './page.ts';

export interface SecurityPageProps {
  readonly operator: string;
  /** Their address for such messages, where one is set. */
  readonly email?: string | undefined;
}

/** The day on which its words last changed. */
const updated = '2026-11-22';

/** How to report a weakness, what may be tried, and what whoever reports can count on. */
export function securityPage({ operator, email }: SecurityPageProps, frame: Frame): Html {
  const contact = email ? `[${email}](mailto:${email})` : 'the address on the page [Legal and contact](/legal)';
  const text = `
If you have found a way to read, change or send something here that is not yours, please tell us before you tell others.

## How to tell us

Write to ${contact}. Say what you did, step by step, and what happened; a picture or a request that shows it helps. Please send no data of other people: that you could see it is enough.

## What you can count on

- ${operator} answers within three working days, and says within ten what will be done and by when.
- Nobody takes steps against you when you keep to this page.
- If you want, you are named when the weakness is mended. Money is not paid.
- Where data of people was reached, they and the authority are told within the time that the law sets.

## What you may try

- Your own accounts, letters and workspaces on this copy. A copy of your own is better still: the software is free, and its sandbox sends nothing.
- Please read, change and keep nothing of others; stop as soon as you see that you could.
- Please send no floods of requests, no letters to real people, and nothing that deceives people who work here.

Weaknesses of the software itself, on every copy, are mended by those who make it; we pass them on.
`;
  return documentPage({ title: 'Reporting a weakness', updated, text }, frame);
}

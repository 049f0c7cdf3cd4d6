export { disconnectAllOf } from './disconnect-mailbox.ts';
export { mailParkedMailboxJob } from './mail-parked-mailbox.ts';
export type { MailboxWay, MailboxWays } from './mailbox-ways.ts';
export type { ParkedBecause } from './mailbox.ts';
export { openMailbox } from './open-mailbox.ts';
export { mailboxPages, type MailboxPageNeeds } from './pages.ts';
export { parkMailbox } from './park-mailbox.ts';
export { mailboxRoutes, type MailboxNeeds } from './routes.ts';
export { addManyUses, addUses, mailboxesOf, setAccepted, usesSince, type Mailbox } from './store.ts';

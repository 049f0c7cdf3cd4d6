import { readId } from '../../server/platform/ids.ts';
import { passConsentScreen, type Person } from '../contracts/google-scene.ts';
import * as microsoft from '../contracts/microsoft-scene.ts';
import type { Visitor } from './people.ts';
import type { Product } from './product.ts';

/** How the stand-in’s mail server is entered when a mailbox is connected. */
export function sampleServer(product: Product) {
  const server = product.app.sandbox?.mailServer;
  if (!server) throw new Error('This copy has no sandbox.');
  const { host, port } = server;
  return { smtp: { host, port, security: 'starttls' as const }, password: 'sandbox' };
}

/** The side of the same server that mailboxes are read by. */
export function readingServer(product: Product) {
  const server = product.app.sandbox?.mailServer.imap;
  if (!server) throw new Error('This copy has no sandbox.');
  return { host: server.host, port: server.port, security: 'starttls' as const };
}

/** A mailbox of the stand-in’s mail server, connected by a member; its id as it is shown and as it is in the database. */
export async function connectServerMailbox(
  product: Product,
  visitor: Visitor,
  {
    workspaceId,
    address = 'gil.sample@mail.test',
    name = 'Gil Sample',
    reads = false,
  }: { workspaceId: string; address?: string; name?: string; reads?: boolean },
) {
  product.app.sandbox?.mailServer.accounts.add({ emailAddress: address, displayName: name });
  const mailbox = await visitor.api.mailboxes.connectServer({
    workspaceId,
    address,
    name,
    ...sampleServer(product),
    ...(reads ? { imap: readingServer(product) } : {}),
  });
  return { ...mailbox, rowId: readId('mailbox', mailbox.id) };
}

/** Goes through the consent screen of the stand-in and comes back in the same browser. */
export async function consentInBrowser(
  visitor: Visitor,
  input: Parameters<Visitor['api']['mailboxes']['beginConsent']>[0],
  person: Person,
): Promise<Response> {
  const { url } = await visitor.api.mailboxes.beginConsent(input);
  return comeBack(visitor, input.provider, new URL(url), person);
}

/** The rest of the way, from the consent screen on. */
export async function comeBack(visitor: Visitor, provider: 'gmail' | 'outlook', url: URL, person: Person): Promise<Response> {
  const back =
    provider === 'gmail' ? await passConsentScreen(url, person) : await microsoft.passConsentScreen(url, { account: person.account });
  return visitor.request(back.pathname + back.search);
}

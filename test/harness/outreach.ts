import { newId, readId, showId } from '../../server/platform/ids.ts';
import { emailKey } from '../../shared/email-address.ts';
import { asOwner } from './database.ts';
import type { Product } from './product.ts';

/** A mailbox that is connected and could send; nothing can be opened with it. */
export async function plantMailbox(product: Product, workspaceId: string, address = 'olga@sample.example'): Promise<string> {
  const id = newId(product.clock);
  await asOwner(
    product.databaseUrl,
    `insert into mailboxes (workspace_id, id, provider, mode, address, address_key, name, daily_limit, gap_seconds, time_zone, connected_at)
     values ($1, $2, 'smtp', 'send', $3, $3, 'Olga Sample', 400, 30, 'Europe/Vienna', $4)`,
    [readId('workspace', workspaceId), id, address, product.clock.now()],
  );
  return showId('mailbox', id);
}

interface Person {
  email: string;
  firstName?: string;
  timeZone?: string;
}

/** Contacts in lists of these names; an address that stands in several is one contact. Gives the ids of the lists. */
export async function plantContacts(product: Product, workspaceId: string, people: Record<string, readonly Person[]>): Promise<string[]> {
  const workspace = readId('workspace', workspaceId);
  const now = product.clock.now();
  const lists: string[] = [];
  for (const [name, members] of Object.entries(people)) {
    const list = newId(product.clock);
    lists.push(showId('list', list));
    await asOwner(product.databaseUrl, 'insert into lists (workspace_id, id, name, created_at) values ($1, $2, $3, $4)', [
      workspace,
      list,
      name,
      now,
    ]);
    const rows = members.map(({ email, firstName = '', timeZone = '' }) => ({
      id: newId(product.clock),
      email,
      key: emailKey(email),
      firstName,
      timeZone,
    }));
    const given = `jsonb_to_recordset($2::jsonb) as g(id uuid, email text, key text, "firstName" text, "timeZone" text)`;
    await asOwner(
      product.databaseUrl,
      `insert into contacts (workspace_id, id, email, email_key, first_name, time_zone, created_at, changed_at)
       select $1, id, email, key, "firstName", "timeZone", $3, $3 from ${given} on conflict (workspace_id, email_key) do nothing`,
      [workspace, JSON.stringify(rows), now],
    );
    await asOwner(
      product.databaseUrl,
      `insert into list_contacts (workspace_id, list_id, contact_id, added_at)
       select $1, $3, c.id, $4 from contacts c join ${given} on g.key = c.email_key where c.workspace_id = $1`,
      [workspace, JSON.stringify(rows), list, now],
    );
  }
  return lists;
}

import { emailKey } from '../../shared/email-address.ts';
import { newId } from '../../server/platform/ids.ts';
import { asOwner } from './database.ts';
import type { Product } from './product.ts';

export interface Enrolled {
  /** The rows’ own ids. */
  workspaceId: string;
  campaignId: string;
  enrolmentId: string;
  contactId: string;
  email: string;
}

/** Somebody in a workspace’s address book, in one of its lists, and waiting in a running team campaign. */
export async function enrol(
  product: Product,
  { workspaceId, email, campaignId, name = ['', ''] }: { workspaceId: string; email: string; campaignId?: string; name?: [string, string] },
): Promise<Enrolled> {
  const now = product.clock.now();
  const id = () => newId(product.clock);
  const put = (text: string, values: unknown[]) => asOwner(product.databaseUrl, text, values);
  const campaign = campaignId ?? id();
  if (!campaignId)
    await put(
      `insert into outreach_campaigns (workspace_id, id, name, state, time_zone, version, created_at, launched_at)
       values ($1, $2, 'Spring letters', 'running', 'Europe/Berlin', 1, $3, $3)`,
      [workspaceId, campaign, now],
    );
  const key = emailKey(email);
  const [known] = await put('select id from contacts where workspace_id = $1 and email_key = $2', [workspaceId, key]);
  const contactId = known ? String(known.id) : id();
  if (!known) {
    await put(
      `insert into contacts (workspace_id, id, email, email_key, first_name, last_name, fields, tags, created_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, '{"plot": "north"}', '{gardens}', $7, $7)`,
      [workspaceId, contactId, email, key, ...name, now],
    );
    const list = id();
    await put("insert into lists (workspace_id, id, name, created_at) values ($1, $2, 'Gardens', $3)", [workspaceId, list, now]);
    await put('insert into list_contacts (workspace_id, list_id, contact_id, added_at) values ($1, $2, $3, $4)', [
      workspaceId,
      list,
      contactId,
      now,
    ]);
  }
  const enrolmentId = id();
  await put(
    `insert into enrolments
       (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'Europe/Berlin', 'waiting', 2, 'a', $8, 1, $8)`,
    [workspaceId, campaign, enrolmentId, contactId, email, key, JSON.stringify({ first_name: name[0] }), now],
  );
  await put(
    `insert into outreach_deliveries
       (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, attempts, message_id, claimed_at, settled_at)
     values ($1, $2, $3, 1, $4, 'a', 1, 'accepted', 1, $5, $6, $6)`,
    [workspaceId, campaign, enrolmentId, id(), `<${enrolmentId}@example.org>`, now],
  );
  return { workspaceId, campaignId: campaign, enrolmentId, contactId, email };
}

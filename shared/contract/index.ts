import { account } from './account.ts';
import { campaigns } from './campaigns.ts';
import { conversations } from './conversations.ts';
import { companies, contactFields, lists, segments } from './contact-groups.ts';
import { contacts, duplicates } from './contacts.ts';
import { documents } from './documents.ts';
import { evidence, operator } from './evidence.ts';
import { mailboxes } from './mailboxes.ts';
import { outreach } from './outreach.ts';
import { outreachComparing } from './outreach-comparing.ts';
import { outreachGuarding } from './outreach-guarding.ts';
import { outreachLaunching } from './outreach-launching.ts';
import { outreachReport } from './outreach-report.ts';
import { imports } from './imports.ts';
import { partners, webhooks } from './partners.ts';
import { requests } from './requests.ts';
import { rights } from './rights.ts';
import { setup } from './setup.ts';
import { suppressions } from './suppressions.ts';
import { templates } from './templates.ts';
import { trackingContract } from './tracking.ts';
import { workspaces } from './workspaces.ts';

/** The whole API, said once: server, web app, documentation and tests are made from it. */
export const contract = {
  setup,
  account,
  workspaces,
  campaigns,
  mailboxes,
  outreach: { ...outreach, ...outreachLaunching, ...outreachGuarding, ...outreachComparing, ...outreachReport },
  partners,
  webhooks,
  imports,
  suppressions,
  templates,
  tracking: trackingContract,
  contacts,
  duplicates,
  conversations,
  companies,
  contactFields,
  lists,
  segments,
  documents,
  evidence,
  rights,
  requests,
  operator,
};

import { account } from './account.ts';
import { campaigns } from './campaigns.ts';
import { conversations } from './conversations.ts';
import { companies, contactFields, lists, segments } from './contact-groups.ts';
import { contacts, duplicates } from './contacts.ts';
import { extension } from './extension.ts';
import { documents } from './documents.ts';
import { evidence, operator } from './evidence.ts';
import { files } from './files.ts';
import { mailboxes } from './mailboxes.ts';
import { outreach } from './outreach.ts';
import { outreachComparing } from './outreach-comparing.ts';
import { outreachGuarding } from './outreach-guarding.ts';
import { outreachLaunching } from './outreach-launching.ts';
import { outreachReport } from './outreach-report.ts';
import { imports } from './imports.ts';
import { partners } from './partners.ts';
import { requests } from './requests.ts';
import { rights } from './rights.ts';
import { setup } from './setup.ts';
import { suppressions } from './suppressions.ts';
import { templates } from './templates.ts';
import { trackingContract } from './tracking.ts';
import { trackingDomainContract } from './tracking-domain.ts';
import { webhooks } from './webhooks.ts';
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
  files,
  suppressions,
  templates,
  tracking: trackingContract,
  trackingDomain: trackingDomainContract,
  contacts,
  duplicates,
  conversations,
  companies,
  contactFields,
  lists,
  segments,
  documents,
  extension,
  evidence,
  rights,
  requests,
  operator,
};

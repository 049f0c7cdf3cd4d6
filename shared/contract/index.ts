import { account } from './account.ts';
import { campaigns } from './campaigns.ts';
import { documents } from './documents.ts';
import { evidence, operator } from './evidence.ts';
import { partners, webhooks } from './partners.ts';
import { requests } from './requests.ts';
import { rights } from './rights.ts';
import { setup } from './setup.ts';
import { suppressions } from './suppressions.ts';
import { workspaces } from './workspaces.ts';

/** The whole API, said once: server, web app, documentation and tests are made from it. */
export const contract = {
  setup,
  account,
  workspaces,
  campaigns,
  partners,
  webhooks,
  suppressions,
  documents,
  evidence,
  rights,
  requests,
  operator,
};

import { countRecovered, recoverFlowsJob, releaseOffersJob, type Ways } from './modules/supporters/index.ts';
import { recoverDeliveriesJob } from './modules/deliveries/index.ts';
import { mailPasswordLinkJob } from './modules/identity/index.ts';
import { keepPromisesJob } from './modules/privacy/index.ts';
import { mailRecipientLinkJob } from './modules/recipient-portal/index.ts';
import { mailRequestAnswerJob, mailRequestLinkJob } from './modules/requests/index.ts';
import { tellTotalsJob } from './modules/webhooks/index.ts';
import { mailInvitationJob } from './modules/workspaces/index.ts';
import type { Outbound } from './platform/outbound.ts';
import type { Job } from './platform/queue.ts';
import type { Tools } from './platform/tools.ts';
import type { SendServiceMail } from './providers/capabilities.ts';

/** What happens by itself: every job, with its schedule and retry class in its own file. */
export function allJobs(tools: Tools, needs: { ways: Ways; mail: SendServiceMail; publicUrl: string; outbound: Outbound }): Job[] {
  return [
    keepPromisesJob(tools),
    recoverDeliveriesJob(tools, countRecovered),
    recoverFlowsJob(tools, needs.ways),
    releaseOffersJob(tools),
    tellTotalsJob(tools, needs.outbound),
    mailInvitationJob(tools, needs.mail, needs.publicUrl),
    mailPasswordLinkJob(tools, needs.mail, needs.publicUrl),
    mailRecipientLinkJob(tools, needs.mail, needs.publicUrl),
    mailRequestLinkJob(tools, needs.mail, needs.publicUrl),
    mailRequestAnswerJob(tools, needs.mail),
  ];
}

/** Every job's name, schedule and retry class, without what it needs to run: for making the queues and for the documents. */
export function jobShapes(): Job[] {
  const none = {} as never;
  return allJobs(none, { ways: none, mail: none, publicUrl: '', outbound: none });
}

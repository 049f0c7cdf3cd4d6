import { anchorAuditJob } from './modules/audit/index.ts';
import { countRecovered, giveBackConsents, recoverFlowsJob, releaseOffersJob, type Ways } from './modules/supporters/index.ts';
import { disconnectAllIn, mailParkedMailboxJob, type MailboxWays } from './modules/mailboxes/index.ts';
import { checkContactsJob, checkLeftOverJob, probeContactsJob, type ProbeNeeds } from './modules/contacts/index.ts';
import { recoverAnswersJob, recoverDeliveriesJob } from './modules/deliveries/index.ts';
import { mailAddressLinkJob, mailFarewellJob, mailPasswordLinkJob, mailSecurityNoticeJob } from './modules/identity/index.ts';
import {
  forgetEvidenceJob,
  keepPromisesJob,
  mailDocumentNoticesJob,
  publishDocumentsJob,
  type Publisher,
} from './modules/privacy/index.ts';
import { followRefusalJob, mailPausedOutreachJob, recoverClaimsJob, steerCampaignsJob } from './modules/outreach/index.ts';
import { goOnWithImportJob, sweepImportsJob, type ImportFiles } from './modules/imports/index.ts';
import { mailRecipientLinkJob, sweepErasuresJob } from './modules/recipient-portal/index.ts';
import { watchMailboxesJob, type WatchingNeeds } from './modules/receiving/index.ts';
import { mailRequestAnswerJob, mailRequestLinkJob, mailRequestReminderJob, remindOfRequestsJob } from './modules/requests/index.ts';
import {
  checkDomainsJob,
  judgeAgainJob,
  judgeHitsJob,
  mailFailingDomainJob,
  removeTrackingJob,
  type DomainNeeds,
} from './modules/tracking/index.ts';
import { mailEndedWebhookJob, tellTotalsJob } from './modules/webhooks/index.ts';
import { endWorkspacesJob, mailInvitationJob, mailWorkspaceEndJob } from './modules/workspaces/index.ts';
import type { MailDomains } from './platform/mail-domains.ts';
import type { Job } from './platform/queue.ts';
import type { Tools } from './platform/tools.ts';
import type { SendServiceMail } from './providers/capabilities.ts';

/** What happens by itself: every job, with its schedule and retry class in its own file. */
export function allJobs(
  tools: Tools,
  needs: {
    ways: Ways;
    mailboxWays: MailboxWays;
    mail: SendServiceMail;
    publicUrl: string;
    operatorAddresses(): Promise<readonly string[]>;
    mailDomains: MailDomains;
    domains: DomainNeeds;
    probing: Omit<ProbeNeeds, 'mailDomains'>;
    publisher: Publisher;
    imports: ImportFiles;
    watching: WatchingNeeds;
  },
): Job[] {
  return [
    keepPromisesJob(tools),
    anchorAuditJob(tools),
    forgetEvidenceJob(tools, needs.publisher),
    publishDocumentsJob(tools, needs.publisher),
    mailDocumentNoticesJob(tools, needs.mail, needs.publicUrl),
    recoverDeliveriesJob(tools, countRecovered),
    recoverClaimsJob(tools),
    recoverAnswersJob(tools),
    recoverFlowsJob(tools, needs.ways),
    releaseOffersJob(tools),
    checkContactsJob(tools, needs.mailDomains),
    checkLeftOverJob(tools, needs.mailDomains),
    probeContactsJob(tools, { ...needs.probing, mailDomains: needs.mailDomains }),
    steerCampaignsJob(tools),
    followRefusalJob(tools),
    judgeHitsJob(tools),
    judgeAgainJob(tools),
    removeTrackingJob(tools),
    checkDomainsJob(tools, needs.domains),
    mailFailingDomainJob(tools, needs.mail, needs.publicUrl),
    endWorkspacesJob(tools, {
      campaign: (tx, campaign) => giveBackConsents(tools, tx, needs.ways, campaign),
      workspace: (tx, workspaceId) => disconnectAllIn(tools, tx, needs.mailboxWays, { actor: { kind: 'job' }, workspaceId }),
    }),
    tellTotalsJob(tools),
    mailInvitationJob(tools, needs.mail, needs.publicUrl),
    mailPasswordLinkJob(tools, needs.mail, needs.publicUrl),
    mailAddressLinkJob(tools, needs.mail, needs.publicUrl),
    mailSecurityNoticeJob(tools, needs.mail, needs.publicUrl),
    mailParkedMailboxJob(tools, needs.mail, needs.publicUrl),
    mailPausedOutreachJob(tools, needs.mail, needs.publicUrl),
    mailEndedWebhookJob(tools, needs.mail, needs.publicUrl),
    mailFarewellJob(tools, needs.mail),
    mailWorkspaceEndJob(tools, needs.mail, needs.publicUrl),
    mailRecipientLinkJob(tools, needs.mail, needs.publicUrl),
    mailRequestLinkJob(tools, needs.mail, needs.publicUrl),
    mailRequestAnswerJob(tools, needs.mail),
    sweepErasuresJob(tools, needs.ways),
    goOnWithImportJob(tools, needs.imports),
    sweepImportsJob(tools, needs.imports),
    watchMailboxesJob(tools, needs.watching),
    remindOfRequestsJob(tools),
    mailRequestReminderJob(needs.mail, { addresses: needs.operatorAddresses, publicUrl: needs.publicUrl }),
  ];
}

/** Every job's name, schedule and retry class, without what it needs to run: for making the queues and for the documents. */
export function jobShapes(): Job[] {
  const none = {} as never;
  return allJobs(none, {
    ways: none,
    mailboxWays: none,
    mail: none,
    publicUrl: '',
    operatorAddresses: none,
    mailDomains: none,
    domains: none,
    probing: none,
    publisher: none,
    imports: none,
    watching: none,
  });
}

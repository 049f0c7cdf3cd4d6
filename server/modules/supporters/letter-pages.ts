import { periodOf } from '../../../privacy/promises.ts';
import { confirmPage } from '../../../public-pages/confirm-page.ts';
import { speakOf, type Mailbox } from '../../../public-pages/mailboxes.ts';
import { noticeFor, noticePage, type NoticeFacts } from '../../../public-pages/notice.ts';
import type { NoticeCode } from '../../../public-pages/notices.ts';
import { receiptPage } from '../../../public-pages/receipt.ts';
import { statusPage } from '../../../public-pages/status-page.ts';
import { frameOf, type Site, type Visit } from '../../platform/page.ts';
import { dayInWords, later } from '../../platform/period.ts';
import type { CampaignRow } from '../campaigns/index.ts';
import type { FlowDelivery } from '../deliveries/index.ts';
import { flowHours } from './flow.ts';
import { contentHashOf } from './letters.ts';
import type { ToConfirm, WhyLeftOut } from './look-at-flow.ts';
import { causeOf, lineOf } from './status-lines.ts';
import type { Flow } from './store.ts';

interface Field {
  name: string;
  value: string;
}

/** Makes the pages of a flow out of what is known; decides nothing. */
export interface LetterPages {
  notice(
    code: NoticeCode,
    facts?: {
      campaignUrl?: string | undefined;
      csrf?: Field | undefined;
      seconds?: number | undefined;
      mailbox?: Flow['mailbox'] | undefined;
    },
  ): Response | Promise<Response>;
  confirm(
    about: ToConfirm,
    page: { organiser: string; csrf: Field; campaignUrl: string; mailbox: Flow['mailbox']; anotherAccount: boolean; rehearsal: boolean },
  ): Response | Promise<Response>;
  status(
    deliveries: readonly FlowDelivery[],
    about: { campaignUrl: string; organiser: string; flow: Flow; csrf: Field },
  ): Response | Promise<Response>;
  receipt(
    deliveries: readonly FlowDelivery[],
    about: {
      campaignUrl: string;
      organiser: string;
      flow: Flow;
      campaign: CampaignRow;
      participations: number;
      receipt: string | undefined;
    },
  ): Response | Promise<Response>;
}

const paths = {
  confirm: '/letter/confirm',
  stop: '/letter/stop',
  connect: '/letter/connect',
  retry: '/letter/retry',
  other: '/letter/other',
};

export function letterPages(site: Site, visit: Visit): LetterPages {
  const frame = (organiser = site.operator.name) => frameOf(site, visit, organiser);
  return {
    notice(code, { seconds, ...known } = {}) {
      const wait = seconds ?? waits[code];
      if (wait !== undefined) visit.header('Retry-After', String(wait));
      visit.status(statusOf(code));
      return visit.html(noticePage(noticeFor(code, { ...factsOf(known), seconds: wait }), frame()));
    },
    confirm({ from, letters, leftOut }, { organiser, csrf, campaignUrl, mailbox, anotherAccount, rehearsal }) {
      return visit.html(
        confirmPage(
          {
            from,
            messages: letters.map(({ recipient, subject, body }) => ({ recipient: reader(recipient), subject, text: body })),
            leftOut: leftOut.map(({ recipient, why }) => ({ name: recipient.name, reason: whyLeftOut[why] })),
            urls: { confirm: paths.confirm, change: campaignUrl, stop: paths.stop },
            csrf,
            contentHash: contentHashOf(letters),
            hours: flowHours,
            mailbox: mailOf(mailbox),
            anotherAccount,
            rehearsal,
          },
          frame(organiser),
        ),
      );
    },
    status(deliveries, { campaignUrl, organiser, flow, csrf }) {
      const mailbox = mailOf(flow.mailbox);
      const lines = deliveries.map((delivery) => lineOf(delivery, { underWay: flow.step === 'sending', mailbox }));
      const code = flow.step === 'sending' ? undefined : causeOf(deliveries);
      const cause = code && noticeFor(code, factsOf({ campaignUrl, csrf, mailbox }));
      const mayTryAgain = flow.step === 'connected' && deliveries.some(({ state }) => state === 'failed');
      return visit.html(
        statusPage(
          {
            ...{ lines, campaignUrl, mailbox, cause },
            ...(mayTryAgain ? { retry: { url: paths.retry, csrf }, stop: { url: paths.stop, csrf } } : {}),
          },
          frame(organiser),
        ),
      );
    },
    receipt(deliveries, { campaignUrl, organiser, flow, campaign, participations, receipt }) {
      const at = flow.settledAt ?? flow.lastActiveAt;
      const accepted = deliveries.filter(({ state }) => state === 'accepted');
      return visit.html(
        receiptPage(
          {
            at: momentInWords(at),
            recipients: accepted.map(({ name, district }) => ({
              name: name ?? 'a recipient who was removed since',
              district: district ?? '',
            })),
            leftOut: deliveries
              .filter(({ state }) => state === 'skipped')
              .map(({ name, reason }) => ({
                name: name ?? 'A recipient who was removed since',
                reason: reason === 'suppressed' ? whyLeftOut.suppressed : 'cannot be written to now, and gets no letter',
              })),
            mailbox: mailOf(flow.mailbox),
            thanks: campaign.thanks,
            receipt: receipt === undefined ? undefined : { code: receipt, countUrl: `${campaignUrl}/count` },
            bounceUrl: `${campaignUrl}/bounce`,
            rehearsal: flow.rehearsal,
            title: campaign.name,
            revokedAt: flow.revokedAt ? momentInWords(flow.revokedAt) : null,
            rows: leftBehind(at, mailOf(flow.mailbox)),
            number: flow.rehearsal ? null : participations,
            shareUrl: campaignUrl,
          },
          frame(organiser),
        ),
      );
    },
  };
}

/** What a notice can lead to: the steps of the letter only where there is one. */
function factsOf(known: {
  campaignUrl?: string | undefined;
  csrf?: Field | undefined;
  mailbox?: Flow['mailbox'] | undefined;
}): NoticeFacts {
  const { campaignUrl, csrf, mailbox } = known;
  const links = {
    home: '/',
    ...(campaignUrl ? { campaign: campaignUrl } : {}),
    ...(csrf ? { connect: paths.connect, confirm: paths.confirm, own_mail: paths.other } : {}),
  };
  return { links, csrf, hours: flowHours, mailbox: mailOf(mailbox) };
}

/** The mailbox that pages speak of; nobody's while none is connected. */
const mailOf = (mailbox: Flow['mailbox'] | undefined): Mailbox | undefined =>
  mailbox === 'gmail' || mailbox === 'outlook' ? mailbox : undefined;

/** After how many seconds another try makes sense. */
const waits: Partial<Record<NoticeCode, number>> = { project_quota: 60, campaign_resting: 900, campaign_quarantined: 3_600 };

export const whyLeftOut: Record<WhyLeftOut, string> = {
  suppressed: 'asked not to be written to, and gets no letter',
  excluded: 'is not written to in this campaign',
  out_of_office: 'is not in office now, and gets no letter',
  over_budget: 'has had as many letters as they can read for now, and gets none',
  gap: 'gets no letter: something in it could not be filled in',
};

const reader = ({ name, email, district }: { name: string; email: string; district: string }) => ({
  name,
  address: email,
  ...(district ? { district } : {}),
});

/** What is left of a supporter; the periods are those of the register, counted from the send. */
function leftBehind(at: Date, mailbox: Mailbox | undefined) {
  const when = `Deleted, ${at.toISOString().slice(11, 16)} UTC`;
  return [
    { what: 'Tokens, name and address', state: when, until: 'gone', gone: true },
    { what: 'Content of the letter', state: when, until: 'gone', gone: true },
    {
      what: 'A one-way hash of your address',
      state: 'Kept, so that nobody is counted twice',
      until: dayInWords(later(at, periodOf('participations'))),
      gone: false,
    },
    {
      what: speakOf(mailbox, 'Which recipient, and {mail}’s message id'),
      state: 'Kept, to answer for mistakes',
      until: dayInWords(later(at, periodOf('deliveries'))),
      gone: false,
    },
  ];
}

const momentInWords = (at: Date) => `${at.toISOString().slice(11, 16)} UTC on ${dayInWords(at)}`;

function statusOf(code: NoticeCode): 200 | 400 | 404 | 409 | 410 | 429 | 500 | 502 | 503 {
  if (code === 'not_found') return 404;
  if (code === 'too_many') return 429;
  if (code === 'server_error') return 500;
  if (code === 'many_at_once' || code === 'campaign_resting' || code === 'campaign_quarantined' || code === 'project_quota') return 503;
  if (
    code === 'flow_expired' ||
    code === 'letter_gone' ||
    code === 'state_expired' ||
    code === 'campaign_closed' ||
    code === 'campaign_removed'
  )
    return 410;
  if (code === 'state_mismatch' || code === 'different_browser' || code === 'form_expired' || code === 'cookies_off') return 400;
  if (code === 'provider_down' || code === 'unreachable') return 502;
  return code === 'campaign_changed' || code === 'campaign_paused' || code === 'campaign_held' || code === 'already_took_part' ? 409 : 200;
}

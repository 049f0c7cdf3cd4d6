import { actionPage } from './action-page.ts';
import type { ActionPageProps, ActionRecipient } from './action-page.ts';
import { confirmPage } from './confirm-page.ts';
import type { ConfirmPageProps } from './confirm-page.ts';
import { documentSamples } from './samples-documents.ts';
import { homePage } from './home-page.ts';
import { keptPage } from './kept-page.ts';
import { noticeFor, noticePage } from './notice.ts';
import { notices } from './notices.ts';
import type { NoticeCode } from './notices.ts';
import type { Frame, Html } from './page.ts';
import { receiptPage } from './receipt.ts';
import { promises } from './samples-kept.ts';
import { statusPage } from './status-page.ts';
import { leaveAppPage } from './leave-app-page.ts';
import { countSamples } from './samples-count.ts';
import { otherSamples } from './samples-other.ts';
import { recipientSamples } from './samples-recipient.ts';
import { partnerSamples } from './samples-partner.ts';

const csrf = { name: 'csrf', value: 'sample-proof' };

const council: readonly ActionRecipient[] = [
  'Ines Falk',
  'Piet Adler',
  'Rosa Lind',
  'Omar Weber',
  'Jana Holt',
  'Max Stern',
  'Eva Brandt',
].map((name, index) => ({
  id: `rcp_${String(index + 1)}`,
  name: `Councillor ${name}`,
  address: `${name.toLowerCase().replace(' ', '.')}@council.example.org`,
  district: `Ward ${String(index + 1)}`,
}));

const before = `Dear Councillor Falk,

I walk the path by Alder Mill most weeks. The plan before the council on 3 December would close the ford to people on foot for four years while the weir is rebuilt.`;
const after = `The work is needed. The closure is not: the engineers’ own report, on page 31, describes a temporary crossing that costs less than one per cent of the budget.

Please vote for the crossing to be part of the plan.

Yours sincerely,
`;
const mine = 'My mother uses the ford to reach the surgery; the road round is forty minutes for her.';

const action: ActionPageProps = {
  title: 'Keep the ford at Alder Mill open',
  intro:
    'On 3 December the council decides whether people on foot lose the crossing for four years. A letter from you, in your own name, reaches the one councillor who speaks for your ward.',
  counts: { accepted: 4318 },
  recipients: council.slice(0, 1),
  letter: {
    subject: 'Please keep a crossing at Alder Mill',
    body: before,
    rest: `${after}your name, as Google gives it`,
    editable: 'own_line',
  },
  start: { url: '/c/alder-mill/start', csrf },
  state: 'open',
};

const confirm: ConfirmPageProps = {
  from: { name: 'Ada Sample', address: 'ada.sample@example.org' },
  messages: council
    .slice(0, 1)
    .map((recipient) => ({ recipient, subject: action.letter.subject, text: `${before}\n\n${mine}\n\n${after}Ada Sample` })),
  leftOut: [],
  urls: { confirm: '/send/confirm', change: '/c/alder-mill', stop: '/send/stop' },
  csrf,
  contentHash: 'sample-hash',
  hours: 48,
};
const three = council.slice(0, 3).map((recipient) => ({
  recipient,
  subject: action.letter.subject,
  text: `${before.replace('Councillor Falk', recipient.name)}\n\n${after}Ada Sample`,
}));

const rows = [
  { what: 'Credentials, name and address', state: 'Deleted, 14:22', until: 'gone', gone: true },
  { what: 'Content of the letter', state: 'Never stored', until: 'none', gone: true },
  { what: 'A one-way hash of your address', state: 'Kept, so that nobody is counted twice', until: '19 Feb 2027', gone: false },
  { what: 'Which recipient, and Gmail’s message id', state: 'Kept, to answer for mistakes', until: '17 Feb 2027', gone: false },
];
const receipt = {
  at: '14:22 on 19 November 2026',
  recipients: council.slice(0, 1),
  revokedAt: '14:22',
  rows,
  number: 4319,
  shareUrl: 'https://letters.example.org/alder-mill',
};

const links = {
  campaign: '/c/alder-mill',
  connect: '/c/alder-mill/start',
  confirm: '/send/confirm',
  own_mail: 'mailto:ines.falk@council.example.org',
  home: '/',
};

/** Every public page with believable, invented people: for looking at them, and for the tests. */
export function samplePages(frame: Frame): Record<string, Html> {
  const page = (change: Partial<ActionPageProps>): Html => actionPage({ ...action, ...change }, frame);
  const pages: Record<string, Html> = {
    'action-page': page({}),
    'action-whole': page({
      letter: { subject: action.letter.subject, body: `${before}\n\n${after}{{sender_name}}`, editable: 'whole' },
      recipients: council.slice(0, 3),
      counts: { accepted: 4318, goal: 5000 },
    }),
    'action-locked': page({ letter: { ...action.letter, editable: 'locked' }, recipients: council, counts: { accepted: 0 } }),
    'action-paused': page({ state: 'paused' }),
    'action-closed': page({ state: 'closed' }),
    'action-nobody': page({ state: 'no_recipients', recipients: [] }),
    'action-held': page({ state: 'held' }),
    'action-quarantined': page({ state: 'quarantined' }),
    'action-resting': page({ state: 'resting' }),
    'action-rehearsal': page({ rehearsal: true }),
    'action-part': page({ letter: { ...action.letter, editable: 'part', own: mine, required: true } }),
    'action-pick': page({
      recipients: [],
      choosing: { kind: 'pick', most: 2, options: council.map((one, index) => ({ ...one, chosen: index === 1 })) },
      languages: [
        { code: 'en', label: 'English', href: '?lang=en', current: true },
        { code: 'de', label: 'Deutsch', href: '?lang=de', current: false },
      ],
      ways: { outlook: true },
    }),
    'action-postcode': page({ recipients: [], choosing: { kind: 'postcode', value: '' } }),
    'action-region': page({
      choosing: { kind: 'region', value: 'North', regions: ['North', 'South'] },
      instead: [{ name: 'Councillor Omar Weber', text: 'has agreed already. Thank him instead:', link: 'https://example.org/thanks' }],
    }),
    'action-turn': page({ recipients: [], choosing: { kind: 'turn', letters: 1, among: 700 } }),
    'action-embedded': actionPage(
      { ...action, start: { ...action.start, direct: 'https://letters.example.org/c/alder-mill' } },
      { ...frame, embedded: { origins: ['https://www.walkers.example.org'] } },
    ),
    'leave-app': leaveAppPage({ app: 'Instagram', url: 'https://letters.example.org/continue/sample', minutes: 15 }, frame),
    ...countSamples(frame),
    ...otherSamples(frame),
    ...recipientSamples(frame),
    ...partnerSamples(frame),
    'action-problem': page({ problem: 'Your own line is longer than 400 characters. Please shorten it; nothing was sent.' }),
    confirm: confirmPage(confirm, frame),
    'confirm-three': confirmPage(
      {
        ...confirm,
        messages: three,
        leftOut: [{ name: 'Councillor Omar Weber', reason: 'This person has asked not to be written to through this service.' }],
      },
      frame,
    ),
    receipt: receiptPage(receipt, frame),
    'receipt-unconfirmed': receiptPage({ ...receipt, recipients: council.slice(0, 3), revokedAt: null }, frame),
    'status-sending': statusPage(
      {
        campaignUrl: '/c/alder-mill',
        lines: council.slice(0, 4).map(({ name, district }, index) => ({
          name,
          district,
          state: (['accepted', 'accepted', 'sending', 'waiting'] as const)[index] ?? 'waiting',
        })),
      },
      frame,
    ),
    'status-partly': statusPage(
      {
        campaignUrl: '/c/alder-mill',
        retry: { url: '/send/retry', csrf },
        stop: { url: '/send/stop', csrf },
        lines: [
          { name: 'Councillor Ines Falk', district: 'Ward 1', state: 'accepted' },
          {
            name: 'Councillor Piet Adler',
            district: 'Ward 2',
            state: 'failed',
            reason: 'Gmail wants a pause between messages.',
            nextStep: 'Wait a few minutes and try again.',
          },
          { name: 'Councillor Rosa Lind', state: 'uncertain' },
          { name: 'Councillor Omar Weber', state: 'skipped', reason: 'This person asked not to be written to.' },
        ],
      },
      frame,
    ),
    'kept-page': keptPage(
      { operator: frame.organiser, at: '19 November 2026, 14:22', promises, ask: { url: '/your-data', csrf }, figuresUrl: '/kept.json' },
      frame,
    ),
    ...documentSamples(frame),
    'home-page': homePage({ service: 'Example Letters', operator: frame.organiser, signInUrl: '/sign-in', hours: 48 }, frame),
    'home-outlook': homePage(
      { service: 'Example Letters', operator: frame.organiser, signInUrl: '/sign-in', hours: 48, outlook: true },
      frame,
    ),
  };
  for (const code of Object.keys(notices) as NoticeCode[])
    pages[`notice-${code}`] = noticePage(noticeFor(code, { links, csrf, seconds: 40 }), frame);
  return pages;
}

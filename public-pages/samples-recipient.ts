import { checkedPage, checkFormPage, checkUnknownPage, type CheckedProps } from './check-page.ts';
import { contactConfirmPage, contactPage, contactThanksPage } from './contact-page.ts';
import { googlePage } from './google-page.ts';
import type { Frame, Html } from './page.ts';
import { recipientAskedPage, recipientAskPage, recipientLinkOverPage } from './recipient-ask-page.ts';
import { erasedPage } from './erased-page.ts';
import { leaveGonePage, leaveLaterPage, leavePage, leaveUnknownPage, type LeavePageProps } from './leave-page.ts';
import { exportPage } from './export-page.ts';
import { recipientExportPage } from './recipient-export-page.ts';
import { recipientPage } from './recipient-page.ts';
import type { RecipientPageProps } from './recipient-props.ts';

const csrf = { name: 'csrf', value: 'sample-proof' };
const form = (url: string) => ({ url, csrf });
const url = 'https://letters.example.org';

const checked: CheckedProps = {
  code: '7H3KQ2M9',
  campaign: 'Keep the ford at Alder Mill open',
  host: 'letters.example.org',
  operator: 'Example Letters',
  url: '/c/river-watch/alder-mill',
  since: '3 November 2026',
  state: 'running',
  letters: 4318,
  recipients: 7,
  subject: 'Please keep a crossing in [district]',
  text: '[salutation],\n\nI walk the path by Alder Mill most weeks.\n\nPlease vote for the crossing.\n\nYours sincerely,\n[name of the sender]',
  editing: 'own_line',
};

const recipient: RecipientPageProps = {
  address: 'ines.falk@council.example.org',
  until: '15:22 UTC',
  organisations: [
    {
      id: 'wks_sample',
      name: 'River Watch',
      campaigns: [
        {
          id: 'cmp_one',
          title: 'Keep the ford at Alder Mill open',
          url: '/c/river-watch/alder-mill',
          state: 'Running',
          letters: 612,
          fields: [
            { name: 'Name', value: 'Councillor Ines Falk' },
            { name: 'Address', value: 'ines.falk@council.example.org' },
            { name: 'District', value: 'Ward 4' },
            { name: 'Added on', value: '3 November 2026' },
          ],
          complained: false,
        },
        { id: 'cmp_two', title: 'A bench at the weir', state: 'A campaign that wrote to you', letters: 1, fields: [], complained: true },
      ],
      addressBook: [
        { name: 'Address', value: 'ines.falk@council.example.org' },
        { name: 'Tags', value: 'council, rivers' },
      ],
      teamCampaigns: [
        {
          title: 'Spring letters',
          state: 'More messages may come',
          messages: 2,
          fields: [{ name: 'first_name', value: 'Ines' }],
        },
      ],
      conversations: [
        {
          title: 'The ford',
          messages: 2,
          lines: [
            { name: 'You wrote on 4 November 2026', value: 'Who pays for the new planks?' },
            { name: 'They answered on 5 November 2026', value: 'The county does, from its fund for paths.' },
          ],
        },
      ],
    },
  ],
  limit: null,
  paused: false,
  account: false,
  invitations: [],
  underWay: [],
  tookPart: [],
  requests: [],
  forms: {
    stop: form('/recipient/sample/stop'),
    limit: form('/recipient/sample/limit'),
    restrict: form('/recipient/sample/restrict'),
    lift: form('/recipient/sample/lift'),
    correct: form('/recipient/sample/correct'),
    export: form('/recipient/sample/export'),
    erase: form('/recipient/sample/erase'),
    complain: form('/recipient/sample/complain'),
  },
};

const leaving: LeavePageProps = {
  url: '/leave/sample',
  organisation: 'River Watch',
  address: 'i…@council.example.org',
  listed: true,
  origin: { words: 'Public list of the members of the council', noted: '3 November 2026' },
  choices: ['workspace', 'campaign', 'everywhere'],
};

const contact = {
  operator: 'Example Letters',
  kinds: [
    { value: 'question', words: 'A question, or something else' },
    { value: 'access', words: 'See what is kept about me' },
  ],
  form: form('/contact'),
  longest: 5000,
};

const google = {
  service: 'Example Letters',
  operator: { name: 'Example Letters', email: 'hello@example.org' },
  urls: {
    home: `${url}/`,
    privacy: `${url}/privacy`,
    legal: `${url}/legal`,
    contact: `${url}/contact`,
    kept: `${url}/kept`,
    redirect: `${url}/oauth/google/callback`,
  },
  domain: 'letters.example.org',
  clientId: '000000000000-sample.apps.googleusercontent.com',
  scopes: [
    { scope: 'email', gives: 'The address of the account.', why: 'To show from which account the letter leaves.' },
    { scope: 'https://www.googleapis.com/auth/gmail.send', gives: 'Permission to send.', why: 'To send the letter that was confirmed.' },
  ],
  kept: [{ title: 'Letters under way', sentence: 'If you connect and do not send, all of it is gone after 48 hours.', stays: 'Nothing.' }],
};

/** The pages for recipients, for everybody's requests, and for Google's reviewers, with invented people: for looking at them, and for the tests. */
export function recipientSamples(frame: Frame): Record<string, Html> {
  return {
    'check-form': checkFormPage({ form: form('/check') }, frame),
    'check-problem': checkFormPage({ form: form('/check'), problem: 'Please type the code.' }, frame),
    'check-unknown': checkUnknownPage({ form: { ...form('/check'), value: '7H3KQ2M0' } }, frame),
    'check-known': checkedPage(checked, frame),
    'check-held': checkedPage({ ...checked, state: 'held', editing: 'whole' }, frame),
    'recipient-ask': recipientAskPage({ form: form('/recipient') }, frame),
    'recipient-asked': recipientAskedPage(frame),
    'recipient-over': recipientLinkOverPage(frame),
    recipient: recipientPage(recipient, frame),
    'recipient-stopped': recipientPage(
      {
        ...recipient,
        stoppedUntil: '22 November 2029',
        limit: 3,
        requests: [{ about: 'You wrote to us on 20 November 2026.', state: 'Answered by 20 December 2026 at the latest' }],
        said: 'The letters are stopped.',
      },
      frame,
    ),
    'recipient-supporter': recipientPage(
      {
        ...recipient,
        organisations: [],
        account: true,
        paused: true,
        invitations: ['River Watch invited you to work with them, until 29 November 2026.'],
        underWay: ['A letter that you began on 21 November 2026 and have not sent.'],
        tookPart: ['You took part in “Keep the ford at Alder Mill open” of River Watch on 3 November 2026.'],
        erasedOn: '1 November 2026',
      },
      frame,
    ),
    'recipient-export': recipientExportPage(
      { url: '/export/sample', passphrase: '7H3KQ-2M0BC-DFG4J-KMN5P-QRS6T', until: '15:22 UTC' },
      frame,
    ),
    'export-waiting': exportPage({ state: 'waiting', until: '15:22 UTC', form: form('/export/sample') }, frame),
    'export-over': exportPage({ state: 'over' }, frame),
    'recipient-problem': recipientPage({ ...recipient, organisations: [], problem: 'Please write a whole number from 1 to 1000.' }, frame),
    'recipient-erased': erasedPage(
      {
        address: recipient.address,
        at: '22 November 2026 at 14:30 UTC',
        wiped: ['Your name, address and all other fields in 2 campaigns of River Watch', 'The link to this page'],
        stays: ['A code of your address, so that you are not written to and not listed again.'],
      },
      frame,
    ),
    leave: leavePage(leaving, frame),
    'leave-done': leavePage({ ...leaving, left: 'workspace', leftUntil: '22 November 2029', choices: ['everywhere'] }, frame),
    'leave-campaign': leavePage({ ...leaving, left: 'campaign', choices: ['workspace', 'everywhere'] }, frame),
    'leave-before': leavePage({ ...leaving, address: undefined, leftUntil: '22 November 2029', choices: ['everywhere'] }, frame),
    'leave-everywhere': leavePage({ ...leaving, left: 'everywhere', leftEverywhereUntil: '22 November 2029', choices: [] }, frame),
    'leave-problem': leavePage({ ...leaving, problem: 'Nothing was changed. Please press one of the buttons.' }, frame),
    'leave-unknown': leaveUnknownPage(frame),
    'leave-gone': leaveGonePage(frame),
    'leave-later': leaveLaterPage('/leave/sample', frame),
    contact: contactPage(contact, frame),
    'contact-problem': contactPage({ ...contact, kind: 'access', email: 'x', message: 'Hello', problem: 'An address needs an @.' }, frame),
    'contact-thanks': contactThanksPage(frame),
    'contact-waiting': contactConfirmPage({ state: 'waiting', form: form('/contact/sample'), againUrl: '/contact' }, frame),
    'contact-confirmed': contactConfirmPage({ state: 'confirmed', form: form('/contact/sample'), againUrl: '/contact' }, frame),
    'contact-over': contactConfirmPage({ state: 'over', form: form('/contact/sample'), againUrl: '/contact' }, frame),
    google: googlePage(google, frame),
  };
}

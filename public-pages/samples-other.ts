import { bouncePage, bounceThanksPage } from './bounce-page.ts';
import type { BouncePageProps, BounceRecipient } from './bounce-page.ts';
import { otherWaysPage } from './other-ways-page.ts';
import type { LetterToCarry, OfferedWay, OtherWaysPageProps } from './other-ways-page.ts';
import type { Frame, Html } from './page.ts';

const csrf = { name: 'csrf', value: 'sample-proof' };

const council: readonly BounceRecipient[] = ['Ines Falk', 'Piet Adler', 'Rosa Lind'].map((name, index) => ({
  id: `rcp_${String(index + 1)}`,
  name: `Councillor ${name}`,
  address: `${name.toLowerCase().replace(' ', '.')}@council.example.org`,
  district: `Ward ${String(index + 1)}`,
}));

const ways: readonly OfferedWay['way'][] = ['gmail_compose', 'outlook_compose', 'yahoo_compose', 'mailto', 'eml'];
const tooLong = 'Your letter is too long for this way. Open it in Gmail, copy it, or download it as a file.';

const letters: readonly LetterToCarry[] = council.map((recipient, index) => ({
  recipient,
  subject: 'Please keep a crossing at Alder Mill',
  text: `Dear ${recipient.name},

I walk the path by Alder Mill most weeks. The plan before the council on 3 December would close the ford to people on foot for four years.

Please vote for the crossing to be part of the plan.

Yours sincerely,
Ada Sample`,
  ways: ways.map((way) => ({ way, href: `/letter/other/${way}/${String(index + 1)}` })),
}));

const carry: OtherWaysPageProps = {
  letters: letters.slice(0, 1),
  leftOut: [],
  name: { url: '/letter/other/name', csrf, value: 'Ada Sample' },
  backUrl: '/c/alder-mill',
};

const bounce: BouncePageProps = { recipients: council, form: { url: '/c/alder-mill/bounced', csrf }, backUrl: '/c/alder-mill' };

/** The pages for whoever sends with a mail program of their own, with invented people: for looking at them, and for the tests. */
export function otherSamples(frame: Frame): Record<string, Html> {
  const long = letters.slice(0, 1).map((one) => ({
    ...one,
    ways: one.ways.map((offered) =>
      offered.way === 'gmail_compose' || offered.way === 'eml' ? offered : { way: offered.way, sentence: tooLong },
    ),
  }));
  return {
    'other-ways': otherWaysPage(carry, frame),
    'other-ways-three': otherWaysPage(
      { ...carry, letters, leftOut: [{ name: 'Councillor Omar Weber', reason: 'asked not to be written to, and gets no letter' }] },
      frame,
    ),
    'other-ways-long': otherWaysPage({ ...carry, letters: long }, frame),
    'other-ways-name': otherWaysPage(
      {
        ...carry,
        letters: [],
        name: { ...carry.name, value: '' },
        problem: 'The name is empty. Please write the one to put under the letter.',
      },
      frame,
    ),
    bounce: bouncePage(bounce, frame),
    'bounce-problem': bouncePage(
      { ...bounce, chosen: { recipient: 'rcp_2' }, problem: 'Please choose what the message says. Nothing was noted.' },
      frame,
    ),
    'bounce-nobody': bouncePage({ ...bounce, recipients: [] }, frame),
    'bounce-thanks': bounceThanksPage({ recipients: council.length, againUrl: '/c/alder-mill/bounced', backUrl: '/c/alder-mill' }, frame),
  };
}

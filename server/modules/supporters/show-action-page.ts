import {
  actionPage,
  type ActionLetter,
  type ActionPageProps,
  type ActionRecipient,
  type Choosing,
} from '../../../public-pages/action-page.ts';
import type { Frame, HiddenField } from '../../../public-pages/page.ts';
import { csrfFor } from '../../platform/form-proof.ts';
import type { Tools } from '../../platform/tools.ts';
import { asksFirst, chosenFor, fillLetter, lettersOf, meantBy, shownGoal, type Recipient, type Wish } from '../campaigns/index.ts';
import { stateOf, type CampaignView } from './campaign-view.ts';
import { csrfSubjectOfPage, type Draft } from './flow.ts';
import { aroundOwnLine } from './letters.ts';
import type { Challenge } from './proof-of-work.ts';

/** What a visit adds to what is public: in which language and words it reads, what was written and chosen before, and where it stands. */
export interface ActionVisit {
  language: string;
  combination: number;
  draft?: Draft | undefined;
  wish?: Wish | undefined;
  problem?: string | undefined;
  /** Others were faster since the page was read: there is nobody left to write to. */
  nobodyLeft?: boolean | undefined;
  rehearsal?: string | undefined;
  /** The signed id of the partner whose site the visit comes from. */
  embed?: string | undefined;
  /** By which the frame that a letter came from learns how it ended; it goes along when the page has to be shown again. */
  handle?: string | undefined;
  outlook: boolean;
}

const noWish: Wish = { postcode: '', region: '', recipientIds: [] };

/** The action page of a campaign as one visit sees it. */
export function showActionPage(
  tools: Tools,
  { view, publicUrl, frame }: { view: CampaignView; publicUrl: string; frame: Frame },
  visit: ActionVisit,
) {
  const { campaign, standing } = view;
  const { language, combination, embed } = visit;
  const wish = visit.wish ?? noWish;
  const known = knownRecipients(view, wish);
  const base = frame.embedded ? publicUrl : '';
  const props: ActionPageProps = {
    title: campaign.name,
    intro: campaign.introduction,
    counts: {
      accepted: view.participations,
      goal: shownGoal(campaign, view.participations) ?? undefined,
      countUrl: `${base}${view.path}/count`,
    },
    languages: view.languages.map((code) => ({
      code,
      label: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code,
      href: visit.rehearsal === undefined ? `?lang=${code}` : `?lang=${code}&rehearsal=${visit.rehearsal}`,
      current: code === language,
    })),
    recipients: known.map(shown),
    choosing: choosingOf(view, wish),
    letter: letterToRead(view, known, visit),
    start: {
      url: `${base}${embed === undefined ? view.path : `/e/${embed}`}`,
      csrf: csrfFor(tools, csrfSubjectOfPage(campaign.id)),
      hidden: [
        { name: 'language', value: language },
        { name: 'combination', value: String(combination) },
        ...(visit.rehearsal === undefined ? [] : [{ name: 'rehearsal', value: visit.rehearsal }]),
        ...(embed === undefined ? [] : [{ name: 'handle', value: visit.handle ?? '' }]),
        ...wishFields(view, wish),
      ],
      ...(frame.embedded && embed !== undefined ? { direct: `${publicUrl}/e/${embed}` } : {}),
    },
    ways: { outlook: visit.outlook },
    ...(campaign.challenge === 'work' && visit.rehearsal === undefined ? { challenge: challengeOf(tools, campaign.id) } : {}),
    state: visit.nobodyLeft ? 'no_recipients' : stateOf(view, tools.clock.now(), visit.rehearsal !== undefined),
    rehearsal: visit.rehearsal !== undefined,
    instead: insteadOf(standing, campaign.choice, wish),
    problem: visit.problem,
  };
  return actionPage(props, { ...frame, lang: language });
}

/** A calculation that is cheap once and dear a thousand times; its seed changes every half day, as the proof of the form does. */
export function challengeOf(tools: Tools, campaignId: string, halfDaysAgo = 0): Challenge {
  return { seed: csrfFor(tools, `work|${campaignId}`, halfDaysAgo).value.slice(0, 22), bits: 16 };
}

const shown = ({ id, name, email, district }: Recipient): ActionRecipient => ({
  id,
  name,
  address: email,
  ...(district ? { district } : {}),
});

/** Those of whom it is known that the letter goes to them: all, or whom the supporter named. */
function knownRecipients({ campaign, standing }: CampaignView, wish: Wish): Recipient[] {
  if (campaign.choice === 'all') return standing.open.slice(0, lettersOf(campaign));
  if (!asksFirst(campaign.choice)) return standing.open.length <= lettersOf(campaign) ? standing.open : [];
  return meantBy(campaign.choice, standing.open, wish)
    .toSorted((one, other) => one.contacted - other.contacted)
    .slice(0, lettersOf(campaign));
}

function choosingOf({ campaign, standing }: CampaignView, wish: Wish): Choosing | undefined {
  const { choice } = campaign;
  const letters = lettersOf(campaign);
  if (choice === 'pick')
    return {
      kind: 'pick',
      most: letters,
      options: standing.open.map((recipient) => ({ ...shown(recipient), chosen: wish.recipientIds.includes(recipient.id) })),
    };
  if (choice === 'postcode') return { kind: 'postcode', value: wish.postcode };
  if (choice === 'region') {
    // Where nobody is written to, but something is said instead, can be chosen too: else nobody would read it.
    const answered = [...standing.open, ...standing.left.filter(({ why }) => why === 'excluded').map(({ recipient }) => recipient)];
    const regions = [...new Set(answered.map(({ region }) => region).filter(Boolean))].toSorted((a, b) => a.localeCompare(b));
    return { kind: 'region', value: wish.region, regions };
  }
  if (choice === 'all' || standing.open.length <= letters) return undefined;
  return { kind: 'turn', letters, among: standing.open.length };
}

/** What a wish brings along when it is not in a field that is shown: nothing, since each choice shows its own field. */
function wishFields({ campaign }: CampaignView, wish: Wish): HiddenField[] {
  return campaign.choice === 'all' ? wish.recipientIds.map((value) => ({ name: 'recipient', value })) : [];
}

/** Whom the supporter asked for and the organiser leaves out, with the text or link that stands there instead. */
function insteadOf({ left }: CampaignView['standing'], choice: CampaignView['campaign']['choice'], wish: Wish): ActionPageProps['instead'] {
  const asked = (recipient: Recipient) => (choice === 'postcode' || choice === 'region') && meantBy(choice, [recipient], wish).length > 0;
  return left.flatMap(({ recipient, excluded }) => (excluded && asked(recipient) ? [{ name: recipient.name, ...excluded }] : []));
}

/**
 * The letter before anybody is signed in. With one recipient it is theirs, only the supporter's name is still open; with several or none known,
 * a text that may be rewritten shows its merge tags, and a fixed one reads as the first of them will read it.
 */
function letterToRead(view: CampaignView, known: readonly Recipient[], visit: ActionVisit): ActionLetter {
  const { campaign, wordings, standing } = view;
  const { editing, ownTextRequired: required } = campaign;
  const first = known[0] ?? standing.open[0];
  const chosen = chosenFor(campaign, wordings, first, visit);
  const draft = visit.draft;
  const asWritten = !first || known.length === 0 || (editing === 'whole' && known.length > 1);
  if (editing === 'part' && chosen.own) {
    const { before, text, after } = chosen.own;
    const fill = (body: string) => (asWritten ? body : fillLetter({ subject: '', body }, first, yourName).body);
    const { subject } = asWritten ? chosen : fillLetter(chosen, first, yourName);
    return { subject, body: fill(before), own: text, rest: fill(after), editable: editing, required, draft };
  }
  if (asWritten && editing === 'whole') return { subject: chosen.subject, body: chosen.body, editable: editing, draft };
  const name = editing === 'whole' ? '{{ supporter.name }}' : yourName;
  const { subject, body } = first ? fillLetter(chosen, first, name) : chosen;
  if (editing !== 'own_line') return { subject, body, editable: editing, draft };
  const { before, closing } = aroundOwnLine(body);
  return { subject, body: before, rest: closing, editable: editing, required, draft };
}

const yourName = 'your name, as your mail service gives it';

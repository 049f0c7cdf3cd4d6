import { formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { writeCookie, frameOf, readForm, type Form, type PageRoute, type Visit } from '../../platform/page.ts';
import { createMemory } from '../../platform/memory.ts';
import { pack, sendPacked, type Packed } from '../../platform/packed.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { asksFirst, isRehearsalKey, lettersOf, meantBy, type Wish } from '../campaigns/index.ts';
import { languageOf, stateOf, takeTurns, viewBySlug, type CampaignView } from './campaign-view.ts';
import { csrfSubjectOfPage, flowHours, type MailboxKind } from './flow.ts';
import { flowVisits, letterCookie, type SupporterNeeds } from './flow-visits.ts';
import { leaveApp } from './hand-over-pages.ts';
import { inAppBrowser } from './in-app-browser.ts';
import { letterPages } from './letter-pages.ts';
import { problemOfDraft, readDraft } from './letters.ts';
import { hasWorked } from './proof-of-work.ts';
import { challengeOf, showActionPage, type ActionVisit } from './show-action-page.ts';
import { askForConsent, draftFor, startLetter } from './start-letter.ts';

/** The action page: read the letter, make it one's own, go on to one's mailbox. */
export function actionPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { ticketOf } = flowVisits(tools, needs);
  const find = (visit: Visit) => {
    const { workspace = '', campaign = '' } = visit.req.param() as Record<string, string>;
    return viewBySlug(tools, needs, { workspace, campaign }, ticketOf(visit));
  };
  const placeOf = (visit: Visit, view: CampaignView) => ({ view, publicUrl: site.publicUrl, frame: frameOf(site, visit, view.organiser) });
  const memory = { clock: tools.clock, seconds: needs.pageSeconds, most: 500 };
  const views = createMemory<CampaignView | undefined>(memory);
  const pages = createMemory<Packed>(memory);
  const turns = takeTurns();
  /** Whether a visit sees what everybody sees: it has no letter under way and rehearses nothing. */
  const isAnybody = (visit: Visit) => ticketOf(visit) === undefined && visit.req.query('rehearsal') === undefined;
  const wordsOf = (visit: Visit, view: CampaignView) => {
    const language = languageOf(view.languages, visit.req.query('lang'), visit.req.header('accept-language'));
    return { language, combination: turns.at(view, language), outlook: needs.ways.outlook !== undefined };
  };
  const keyOf = (visit: Visit, { language, combination }: ReturnType<typeof wordsOf>) =>
    `${visit.req.path}|${language}|${String(combination)}`;
  const send = (visit: Visit, page: Packed) =>
    sendPacked(visit, page, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': `public, max-age=${String(needs.pageSeconds)}, stale-while-revalidate=30`,
      Vary: 'Cookie, Accept-Language',
    });
  return [
    {
      method: 'GET',
      path: '/c/:workspace/:campaign',
      does: 'The action page of a campaign',
      remembered(visit) {
        const view = isAnybody(visit) ? views.peek(visit.req.path) : undefined;
        const page = view && pages.peek(keyOf(visit, wordsOf(visit, view)));
        if (page) turns.goOn();
        return page && send(visit, page);
      },
      async handle(visit) {
        const view = await (isAnybody(visit) ? views.get(visit.req.path, () => find(visit)) : find(visit));
        const rehearsal = view && rehearsalOf(tools, view, visit.req.query('rehearsal'));
        if (!view || (view.campaign.state === 'draft' && rehearsal === undefined)) return letterPages(site, visit).notice('not_found');
        const words = wordsOf(visit, view);
        turns.goOn();
        const show = (more: Partial<ActionVisit> = {}) => showActionPage(tools, placeOf(visit, view), { ...words, rehearsal, ...more });
        if (isAnybody(visit) && needs.pageSeconds > 0)
          return send(visit, await pages.get(keyOf(visit, words), async () => pack(String(await show()), { nonce: visit.get('nonce') })));
        const ticket = ticketOf(visit);
        const kept =
          ticket && (await tools.database.inWorkspace(view.campaign.workspaceId, (tx) => draftFor(tools, tx, ticket, view.campaign.id)));
        const before = kept?.flow.language === words.language ? { combination: kept.flow.combination, draft: kept.draft } : {};
        const over = rehearsal === undefined && visit.req.query('rehearsal') !== undefined;
        return visit.html(show(over ? { ...before, problem: rehearsalOver } : before));
      },
    },
    {
      method: 'POST',
      path: '/c/:workspace/:campaign',
      does: 'Keep a supporter’s letter and go on to their mailbox',
      async handle(visit) {
        const view = await find(visit);
        const form = await readForm(visit);
        if (!view) return letterPages(site, visit).notice('not_found');
        const show = (about: ActionVisit) => visit.html(showActionPage(tools, placeOf(visit, view), about));
        return takeLetter(tools, needs, visit, { view, form, door: { partnerId: null, show } });
      },
    },
  ];
}

export function rehearsalOf(tools: Tools, view: CampaignView, key: string | undefined): string | undefined {
  return key !== undefined && isRehearsalKey(tools, view.campaign.id, key) ? key : undefined;
}

/** Said to whoever comes with a key that is good no more: the same press must never turn a rehearsal into letters to recipients. */
const rehearsalOver = 'That rehearsal is over. What is sent from this page now goes to the people it is written to.';

/** By which page a supporter came: the partner whose it is, and how it is shown again when something is missing. */
export interface Door {
  partnerId: string | null;
  show(about: ActionVisit): Response | Promise<Response>;
}

/** What a form of the action page leads to: the page again with a sentence, or the letter kept and the supporter on their way. */
export async function takeLetter(
  tools: Tools,
  needs: SupporterNeeds,
  visit: Visit,
  { view, form, door }: { view: CampaignView; form: Form; door: Door },
): Promise<Response> {
  const { site, ways } = needs;
  const { campaign } = view;
  const { ticketOf, guard } = flowVisits(tools, needs);
  await guard(visit);
  await countUse(tools, limits.startsOfCampaign, campaign.id);
  const rehearsal = rehearsalOf(tools, view, form.get('rehearsal'));
  if (campaign.state === 'draft' && rehearsal === undefined) return letterPages(site, visit).notice('not_found');
  const language = languageOf(view.languages, form.get('language'), undefined);
  const combination = combinationOf(view, language, form.get('combination'));
  const draft = readDraft(form, campaign.editing);
  const wish = wishOf(form);
  const handle = handleOf(form);
  const again = (problem?: string, nobodyLeft = false) => {
    if (problem) visit.status(400);
    const outlook = ways.outlook !== undefined;
    return door.show({ language, combination, draft, wish, problem, nobodyLeft, rehearsal, handle, outlook });
  };
  if (!isOurForm(tools, csrfSubjectOfPage(campaign.id), form.get('csrf'))) return again(formTooOld);
  if (rehearsal === undefined && form.get('rehearsal') !== undefined) return again(rehearsalOver);
  if (form.get('by') === 'find') return again(problemOfFinding(view, wish));
  const problem = problemOfDraft(draft, campaign) ?? problemOfWish(view, wish);
  if (problem !== undefined || stateOf(view, tools.clock.now(), rehearsal !== undefined) !== 'open') return again(problem);
  if (
    campaign.challenge === 'work' &&
    rehearsal === undefined &&
    !(await hasWorked(
      tools,
      [0, 1].map((halfDaysAgo) => challengeOf(tools, campaign.id, halfDaysAgo)),
      form.get('work'),
    ))
  )
    return again('Your browser has not finished its small calculation. Please wait a moment and press the button once more.');
  const started = await startLetter(tools, ticketOf(visit), {
    ...{ campaign, draft, wish, language, combination, partnerId: door.partnerId, handle },
    rehearsal: rehearsal !== undefined,
  });
  if ('nobody' in started) return asksFirst(campaign.choice) ? again(problemOfFinding(view, wish) ?? allTaken) : again(undefined, true);
  if (started.cookie) writeCookie(site, visit, letterCookie, { value: started.cookie, maxAgeSeconds: flowHours * 3600 });
  if (form.get('by') === 'own') return visit.redirect('/letter/other', 303);
  const app = inAppBrowser(visit.get('userAgent'));
  if (app !== undefined) return leaveApp(tools, site, visit, { flow: started.flow, app, organiser: view.organiser });
  return visit.redirect((await askForConsent(tools, ways, started.flow, mailboxOf(needs, form))).toString(), 303);
}

export function mailboxOf(needs: SupporterNeeds, form: Form): MailboxKind {
  return form.get('by') === 'outlook' && needs.ways.outlook ? 'outlook' : 'gmail';
}

/** Which of the wordings a form was shown with; what is none of them is the first. */
function combinationOf({ combinations }: CampaignView, language: string, text: string | undefined): number {
  const number = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return number < (combinations.get(language)?.of ?? 1) ? number : 0;
}

const allTaken =
  'Others were faster: whom you chose has as many letters as they can read for now. Please come back later, or choose others.';

/** What a supporter says about whom they write to. Ids that are none are not looked for. */
function wishOf(form: Form): Wish {
  const ids = form.all('recipient').filter((id) => /^[0-9a-f-]{36}$/.test(id));
  return {
    postcode: (form.get('postcode') ?? '').slice(0, 40),
    region: (form.get('region') ?? '').slice(0, 120),
    recipientIds: ids.slice(0, 60),
  };
}

function handleOf(form: Form): string | undefined {
  const handle = form.get('handle') ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(handle) ? handle : undefined;
}

/** Why the search by postcode or region led to nobody; undefined when it led to somebody. */
function problemOfFinding({ campaign, standing }: CampaignView, wish: Wish): string | undefined {
  if (campaign.choice === 'postcode' && !wish.postcode.trim()) return 'Please write your postcode.';
  if (campaign.choice === 'region' && !wish.region.trim()) return 'Please choose where you live.';
  if (meantBy(campaign.choice, standing.open, wish).length > 0) return undefined;
  return campaign.choice === 'postcode'
    ? 'Nobody who can be written to now was found for this postcode. Please check it.'
    : 'Nobody who can be written to now was found there.';
}

function problemOfWish(view: CampaignView, wish: Wish): string | undefined {
  const { campaign, standing } = view;
  if (!asksFirst(campaign.choice)) return undefined;
  if (campaign.choice !== 'pick') return problemOfFinding(view, wish);
  const chosen = meantBy('pick', standing.open, wish).length;
  if (chosen === 0) return 'Please choose whom you write to.';
  const most = lettersOf(campaign);
  return chosen > most ? `Please choose at most ${String(most)}. You have chosen ${String(chosen)}.` : undefined;
}

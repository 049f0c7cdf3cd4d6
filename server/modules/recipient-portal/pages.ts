import { recipientExportPage } from '../../../public-pages/recipient-export-page.ts';
import { recipientAskedPage, recipientAskPage, recipientLinkOverPage } from '../../../public-pages/recipient-ask-page.ts';
import { Refusal } from '../../platform/errors.ts';
import { csrfFor, formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { callerKey } from '../../platform/http.ts';
import { frameOf, readForm, type Form, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Ways } from '../supporters/index.ts';
import { complain } from './complain.ts';
import { eraseAddress } from './erase-address.ts';
import { heldAbout } from './held.ts';
import { askForLink, openLink, type OpenLink } from './recipient-link.ts';
import { askCorrection, forgetErased, liftRestriction, limitLetters, recipientActor, restrictUse, stopLetters } from './rights.ts';
import { acts, proofOf, showErased, showHeld, type Act } from './show-held.ts';

const askProof = 'recipient';
/** The form of another page that asks for the link. */
export const askForm = (tools: Tools) => ({ url: '/recipient', csrf: csrfFor(tools, askProof) });

const does: Record<Act, string> = {
  stop: 'A recipient stops the letters of one organisation, or all',
  limit: 'A recipient says how many letters a day they want at most',
  correct: 'A recipient asks for a correction',
  restrict: 'Somebody has the use of their address paused',
  lift: 'Somebody ends the pause, or has it forgotten that they were erased',
  export: 'Everything that is kept about an address, as a locked file that is fetched once',
  erase: 'A recipient has themselves deleted',
  complain: 'A recipient complains about a campaign',
};

/** What the pages need that is not theirs. */
export interface PortalNeeds {
  /** By which the consents of letters under way are given back. */
  ways: Ways;
  /** Offers everything that is kept about an address as a locked file. */
  offerExport(tx: Tx, address: string): Promise<{ path: string; passphrase: string; expiresAt: Date }>;
}

/** What is kept about a person by their address and what they can do about it, behind a link that is mailed to their address alone. */
export function recipientPages(tools: Tools, site: Site, { ways, offerExport }: PortalNeeds): PageRoute[] {
  const frame = (visit: Visit) => frameOf(site, visit, site.operator.name);
  const count = (visit: Visit) => countUse(tools, limits.guardedPerAddress, `${callerKey(visit.get('ipAddress'))}|recipient`);
  const ask = (visit: Visit, value?: string, problem?: string) => {
    if (problem) visit.status(400);
    return visit.html(recipientAskPage({ form: { ...askForm(tools), value }, problem }, frame(visit)));
  };
  const look = (visit: Visit) =>
    tools.database.inInstallation('recipient', async (tx) => {
      const link = await openLink(tools, tx, visit.req.param('token') ?? '');
      return link && { link, held: await heldAbout(tools, tx, link) };
    });
  const over = (visit: Visit) => {
    visit.status(410);
    return visit.html(recipientLinkOverPage(frame(visit)));
  };
  const show = async (visit: Visit, problem?: string) => {
    const known = await look(visit);
    return known ? showHeld(tools, { site, visit }, known, { done: visit.req.query('done'), problem }) : over(visit);
  };

  async function act(visit: Visit, name: Act): Promise<Response> {
    await count(visit);
    const form = await readForm(visit);
    const link = await tools.database.inInstallation('recipient', (tx) => openLink(tools, tx, visit.req.param('token') ?? ''));
    if (!link) return over(visit);
    if (!isOurForm(tools, proofOf(link.token, name), form.get('csrf'))) return show(visit, formTooOld);
    try {
      return await doAct(visit, { name, link, form });
    } catch (error) {
      if (error instanceof Refusal && (error.kind === 'invalid' || error.kind === 'not_found')) return show(visit, error.message);
      throw error;
    }
  }

  async function doAct(visit: Visit, { name, link, form }: { name: Act; link: OpenLink; form: Form }): Promise<Response> {
    if (name === 'export') {
      const { path, passphrase, expiresAt } = await tools.database.inInstallation('recipient', (tx) => offerExport(tx, link.address));
      return visit.html(
        recipientExportPage({ url: path, passphrase, until: `${expiresAt.toISOString().slice(11, 16)} UTC` }, frame(visit)),
      );
    }
    if (name === 'erase') {
      if (form.get('sure') !== 'yes') return show(visit, 'Please tick the box to say that you are sure. Nothing was deleted.');
      return showErased({ site, visit, at: tools.clock.now() }, link.address, await eraseAddress(tools, ways, recipientActor, link));
    }
    if (name === 'stop') await stopLetters(tools, recipientActor, link, form.get('from') ?? '');
    if (name === 'restrict') await restrictUse(tools, recipientActor, link);
    if (name === 'lift') await (form.get('what') === 'erasure' ? forgetErased(tools, link) : liftRestriction(tools, link));
    if (name === 'limit') await limitLetters(tools, link, form.get('most') ?? '');
    if (name === 'correct') await askCorrection(tools, link, form.get('message') ?? '');
    if (name === 'complain') await complain(tools, link, form.get('campaign') ?? '');
    return visit.redirect(`/recipient/${link.token}?done=${name}`, 303);
  }

  return [
    {
      method: 'GET',
      path: '/recipient',
      does: 'Ask for what is kept about the address at which letters come',
      handle: (visit) => ask(visit),
    },
    {
      method: 'POST',
      path: '/recipient',
      does: 'Mail the link to what is kept, if anything is: the answer is the same',
      async handle(visit) {
        await count(visit);
        const form = await readForm(visit);
        const email = form.get('email') ?? '';
        if (!isOurForm(tools, askProof, form.get('csrf'))) return ask(visit, email, formTooOld);
        try {
          await askForLink(tools, email);
        } catch (error) {
          if (error instanceof Refusal && error.kind === 'invalid') return ask(visit, email, error.message);
          throw error;
        }
        return visit.html(recipientAskedPage(frame(visit)));
      },
    },
    {
      method: 'GET',
      path: '/recipient/:token',
      does: 'What is kept about a recipient: nothing happens by opening it, mail servers look at links before people do',
      async handle(visit) {
        await countUse(tools, limits.publicStep, callerKey(visit.get('ipAddress')));
        return show(visit);
      },
    },
    ...acts.map(
      (name): PageRoute => ({
        method: 'POST',
        path: `/recipient/:token/${name}`,
        does: does[name],
        handle: (visit) => act(visit, name),
      }),
    ),
  ];
}

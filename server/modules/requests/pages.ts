import { contactConfirmPage, contactPage, contactThanksPage } from '../../../public-pages/contact-page.ts';
import { requestKind } from '../../../shared/contract/requests.ts';
import { Refusal } from '../../platform/errors.ts';
import { csrfFor, formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { callerKey } from '../../platform/http.ts';
import { frameOf, readForm, type Form, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { confirmRequest, fileRequest, longestMessage, waitsForConfirmation } from './file-request.ts';
import { californian, kindsInWords } from './request.ts';

/** The contact form, and the page behind the link that it mails. */
export function contactPages(tools: Tools, site: Site): PageRoute[] {
  const frame = (visit: Visit) => frameOf(site, visit, site.operator.name);
  const count = (visit: Visit) => countUse(tools, limits.guardedPerAddress, `${callerKey(visit.get('ipAddress'))}|contact`);
  const kinds = Object.entries(kindsInWords).map(([value, words]) => ({
    value,
    words,
    ...((californian as readonly string[]).includes(value) ? { under: 'Under the law of California' } : {}),
  }));
  const form = (visit: Visit, given?: { form: Form; problem: string }) => {
    const written = given && {
      problem: given.problem,
      kind: given.form.get('kind'),
      email: given.form.get('email'),
      message: given.form.get('message'),
    };
    if (given) visit.status(400);
    const props = {
      operator: site.operator.name,
      kinds,
      form: { url: '/contact', csrf: csrfFor(tools, 'contact') },
      longest: longestMessage,
    };
    return visit.html(contactPage({ ...props, ...written }, frame(visit)));
  };
  const confirmed = (visit: Visit, state: 'waiting' | 'confirmed' | 'over', token: string) => {
    if (state === 'over') visit.status(410);
    const csrf = csrfFor(tools, `contact|${token}`);
    return visit.html(contactConfirmPage({ state, form: { url: `/contact/${token}`, csrf }, againUrl: '/contact' }, frame(visit)));
  };

  return [
    { method: 'GET', path: '/contact', does: 'The form for questions and requests about one’s data', handle: (visit) => form(visit) },
    {
      method: 'POST',
      path: '/contact',
      does: 'Take a question or request, and mail a link that confirms it',
      async handle(visit) {
        await count(visit);
        const given = await readForm(visit);
        if (!isOurForm(tools, 'contact', given.get('csrf'))) return form(visit, { form: given, problem: formTooOld });
        const kind = requestKind.safeParse(given.get('kind'));
        if (!kind.success) return form(visit, { form: given, problem: 'Please choose what it is about.' });
        try {
          await fileRequest(tools, { kind: kind.data, email: given.get('email') ?? '', message: given.get('message') ?? '' });
        } catch (error) {
          if (error instanceof Refusal && error.kind === 'invalid') return form(visit, { form: given, problem: error.message });
          throw error;
        }
        return visit.html(contactThanksPage(frame(visit)));
      },
    },
    {
      method: 'GET',
      path: '/contact/:token',
      does: 'Confirm a message to us: nothing happens by opening it, mail servers look at links before people do',
      async handle(visit) {
        const token = visit.req.param('token') ?? '';
        return confirmed(visit, (await waitsForConfirmation(tools, token)) ? 'waiting' : 'over', token);
      },
    },
    {
      method: 'POST',
      path: '/contact/:token',
      does: 'Put a confirmed message on the operator’s list, once',
      async handle(visit) {
        await count(visit);
        const token = visit.req.param('token') ?? '';
        const given = await readForm(visit);
        if (!isOurForm(tools, `contact|${token}`, given.get('csrf')))
          return confirmed(visit, (await waitsForConfirmation(tools, token)) ? 'waiting' : 'over', token);
        return confirmed(visit, (await confirmRequest(tools, { kind: 'visitor' }, token)) ? 'confirmed' : 'over', token);
      },
    },
  ];
}

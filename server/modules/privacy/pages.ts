import { documentPage } from '../../../public-pages/document-page.ts';
import { homePage } from '../../../public-pages/home-page.ts';
import { keptPage } from '../../../public-pages/kept-page.ts';
import { legalPage } from '../../../public-pages/legal-page.ts';
import { frameOf, type PageRoute, type Site } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { googlePages, type GoogleFacts } from './google-page.ts';
import { policyUpdated, privacyPolicy } from './policy.ts';
import { ageInWords, whatWeKeep, type Standing } from './what-we-keep.ts';

const groups: Record<Standing['group'], string> = {
  supporters: 'If you send a letter',
  recipients: 'If we write to you',
  members: 'If you work with us',
  server: 'If you only visit',
};

/** What these pages show that is not theirs. */
export interface PrivacyNeeds {
  google: GoogleFacts;
  /** Whether letters can leave from Outlook too. */
  outlook: boolean;
  /** The form by which somebody asks for what is kept about them. */
  ask(): { url: string; csrf: { name: string; value: string } };
}

const service = 'Antiphon';

/** What the public may read about this copy without asking anybody. */
export function privacyPages(tools: Tools, site: Site, needs: PrivacyNeeds): PageRoute[] {
  const count = async () => {
    const now = tools.clock.now();
    return { now, standings: await tools.database.inInstallation('retention', (tx) => whatWeKeep(tx, now)) };
  };
  return [
    {
      method: 'GET',
      path: '/',
      does: 'What this service is',
      handle: (visit) =>
        visit.html(
          homePage(
            { service, operator: site.operator.name, signInUrl: '/sign-in', hours: 48, outlook: needs.outlook },
            frameOf(site, visit, site.operator.name),
          ),
        ),
    },
    {
      method: 'GET',
      path: '/kept',
      does: 'What we keep: every promise beside what is really there',
      async handle(visit) {
        const { now, standings } = await count();
        const shown = standings.map((standing) => ({
          group: groups[standing.group],
          sentence: standing.sentence,
          limit: standing.limit,
          held: standing.held,
          oldest: standing.oldest,
          share: standing.share === null ? null : Math.min(1.2, standing.share),
          past: standing.past,
          ...(standing.past && standing.oldestAt ? { pastBy: ageInWords(now.getTime() - standing.oldestAt.getTime()) } : {}),
        }));
        const at = `${now.toISOString().slice(0, 16).replace('T', ', ')} UTC`;
        return visit.html(
          keptPage(
            { operator: site.operator.name, at, promises: shown, ask: needs.ask(), figuresUrl: '/kept.json' },
            frameOf(site, visit, site.operator.name),
          ),
        );
      },
    },
    {
      method: 'GET',
      path: '/kept.json',
      does: 'The same figures for a program',
      async handle(visit) {
        const { now, standings } = await count();
        return visit.json({ at: now.toISOString(), promises: standings });
      },
    },
    {
      method: 'GET',
      path: '/privacy',
      does: 'The privacy policy, made from the register',
      handle: (visit) =>
        visit.html(
          documentPage(
            { title: 'Privacy policy', updated: policyUpdated, text: privacyPolicy(site.operator) },
            frameOf(site, visit, site.operator.name),
          ),
        ),
    },
    {
      method: 'GET',
      path: '/legal',
      does: 'Who answers for this copy',
      handle: (visit) => {
        const { name, address, email } = site.operator;
        const operator = { name, email, address: address.split(/\s*[,\n]\s*/) };
        return visit.html(legalPage({ operator, contactUrl: '/contact' }, frameOf(site, visit, name)));
      },
    },
    ...googlePages(site, service, needs.google),
  ];
}

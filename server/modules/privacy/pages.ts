import { createHash } from 'node:crypto';
import { homePage } from '../../../public-pages/home-page.ts';
import { keptPage } from '../../../public-pages/kept-page.ts';
import { keptFigures } from '../../../shared/contract/evidence.ts';
import { frameOf, type PageRoute, type Site } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { googlePages, type GoogleFacts } from './google-page.ts';
import { shownStandings, whatWeKeep, type Standing } from './what-we-keep.ts';

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
          ...(standing.pastBy === null ? {} : { pastBy: `By ${standing.pastBy}.` }),
          ...(standing.unchecked ? { unchecked: notChecked(standing) } : {}),
          ...(standing.holdings.length > 1 ? { parts: standing.holdings } : {}),
        }));
        const at = minute(now);
        const ran = lastRun(standings);
        return visit.html(
          keptPage(
            {
              ...{ operator: site.operator.name, at, promises: shown, ask: needs.ask(), figuresUrl: '/kept.json' },
              lastRun: ran ? minute(ran) : undefined,
            },
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
        const promises = shownStandings(standings);
        const lastRunAt = lastRun(standings)?.toISOString() ?? null;
        // Ages are said to the minute, so within a minute the figures of a quiet copy are the same.
        const tag = `W/"${createHash('sha256')
          .update(JSON.stringify([lastRunAt, promises]))
          .digest('base64url')}"`;
        visit.header('ETag', tag);
        visit.header('Cache-Control', 'public, max-age=60');
        if (visit.req.header('if-none-match') === tag) return visit.body(null, 304);
        return visit.json(keptFigures.parse({ version: 1, at: now.toISOString(), lastRunAt, promises }));
      },
    },
    ...googlePages(site, service, needs.google),
  ];
}

const minute = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ', ')} UTC`;

/** When anything was last checked at all. */
function lastRun(standings: readonly Standing[]): Date | undefined {
  const moments = standings.flatMap(({ lastRunAt }) => (lastRunAt ? [lastRunAt.getTime()] : []));
  return moments.length > 0 ? new Date(Math.max(...moments)) : undefined;
}

/** A run that is late proves nothing, and the page says so itself. */
function notChecked({ checkedAt }: Standing): string {
  if (checkedAt === null) return 'Not checked yet: the run that keeps this promise has not come by.';
  return `Not checked since ${minute(checkedAt)}: the run that keeps this promise is late.`;
}

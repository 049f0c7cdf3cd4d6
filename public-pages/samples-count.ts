import { countPage } from './count-page.ts';
import type { CountPageProps } from './count-page.ts';
import type { Frame, Html } from './page.ts';

const root = 'Xa1yGyqS_5b5DbVKgjvRlhSKcU1gO6k5J8k4Q2dSZWw';
const url = 'https://letters.example.org/c/river-watch/alder-mill';

const count: CountPageProps = {
  campaign: { title: 'Keep the ford at Alder Mill open', url: '/c/river-watch/alder-mill', id: 'cmp_sample' },
  participations: 4318,
  csrf: { name: 'csrf', value: 'sample-proof' },
  head: { size: 4318, root },
  urls: { page: `${url}/count`, figures: `${url}/count.json`, proof: `${url}/count/proof.json`, growth: `${url}/count/growth.json` },
};

/** The page "How we count" as it is opened, and with each answer that a form gets without a script. */
export function countSamples(frame: Frame): Record<string, Html> {
  const page = (change: Partial<CountPageProps>): Html => countPage({ ...count, ...change }, frame);
  const then = { size: '4,100', root };
  return {
    'count-page': page({}),
    'count-empty': page({ participations: 0, head: { size: 0, root: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU' } }),
    'count-apart': page({ participations: 4321 }),
    'count-in-log': page({ checked: { state: 'in_log', number: 1204 } }),
    'count-not-in-log': page({ checked: { state: 'not_in_log' } }),
    'count-malformed': page({ checked: { state: 'malformed' } }),
    'count-grew': page({ compared: { ...then, state: 'grew' } }),
    'count-different': page({ compared: { ...then, state: 'different' } }),
    'count-unreadable': page({ compared: { size: 'many', root: 'yes', state: 'malformed' } }),
  };
}

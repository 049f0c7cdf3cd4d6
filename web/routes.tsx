import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { chooseStart, requireMember, requireSession, skipWhenSignedIn } from './session.ts';
import type { AuditSearch } from './features/audit/filter.ts';
import { Failed, Missing, Nowhere } from './ui/Failed.tsx';
import { Shell } from './ui/Shell.tsx';

/** The table of contents of screens: each URL, who may enter, and the file that shows it. */

type Search = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
const oneOf =
  <const T extends string>(...values: readonly T[]) =>
  (value: unknown): T | undefined =>
    values.find((one) => one === value);
const signInStep = oneOf('credentials', 'second_factor', 'reset');
const campaignTab = oneOf('letter', 'recipients', 'routing', 'places', 'results');
const campaignState = oneOf('draft', 'published', 'paused', 'closed');
const deliveryState = oneOf('accepted', 'failed', 'skipped', 'uncertain');
const page = (search: Search): { search?: string | undefined; after?: string | undefined } => ({
  search: text(search['search']),
  after: text(search['after']),
});

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: Nowhere, errorComponent: Failed });

const start = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: chooseStart });
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./features/session/Setup.tsx'), 'Setup'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { back?: string | undefined; step?: ReturnType<typeof signInStep> } => ({
    back: text(search['back']),
    step: signInStep(search['step']),
  }),
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import('./features/session/SignIn.tsx'), 'SignIn'),
});
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('./features/session/Join.tsx'), 'Join'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('./features/session/Reset.tsx'), 'Reset'),
});
const newAddress = createRoute({
  getParentRoute: () => root,
  path: '/address',
  component: lazyRouteComponent(() => import('./features/session/NewAddress.tsx'), 'NewAddress'),
});
const takeBack = createRoute({
  getParentRoute: () => root,
  path: '/address/undo',
  component: lazyRouteComponent(() => import('./features/session/TakeBack.tsx'), 'TakeBack'),
});

const inside = createRoute({ getParentRoute: () => root, id: 'inside', beforeLoad: requireSession, component: Shell });
const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./features/account/Account.tsx'), 'Account'),
});
const operator = createRoute({
  getParentRoute: () => inside,
  path: '/operator',
  component: lazyRouteComponent(() => import('./features/operator/Operator.tsx'), 'Operator'),
});

const workspace = createRoute({ getParentRoute: () => inside, path: '/w/$slug', beforeLoad: requireMember, notFoundComponent: Missing });
const home = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./features/home/Home.tsx'), 'Home'),
});
const campaignList = createRoute({
  getParentRoute: () => workspace,
  path: '/campaigns',
  validateSearch: (search: Search): { state?: ReturnType<typeof campaignState> } => ({ state: campaignState(search['state']) }),
  component: lazyRouteComponent(() => import('./features/campaigns/CampaignList.tsx'), 'CampaignList'),
});
const newCampaign = createRoute({
  getParentRoute: () => workspace,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('./features/campaigns/NewCampaign.tsx'), 'NewCampaign'),
});
const campaign = createRoute({
  getParentRoute: () => workspace,
  path: '/campaigns/$campaignId',
  validateSearch: (
    search: Search,
  ): ReturnType<typeof page> & { tab?: ReturnType<typeof campaignTab>; state?: ReturnType<typeof deliveryState> } => ({
    ...page(search),
    tab: campaignTab(search['tab']),
    state: deliveryState(search['state']),
  }),
  component: lazyRouteComponent(() => import('./features/campaigns/Campaign.tsx'), 'Campaign'),
});
const suppressions = createRoute({
  getParentRoute: () => workspace,
  path: '/suppressions',
  validateSearch: page,
  component: lazyRouteComponent(() => import('./features/suppressions/SuppressionList.tsx'), 'SuppressionList'),
});
const members = createRoute({
  getParentRoute: () => workspace,
  path: '/members',
  component: lazyRouteComponent(() => import('./features/members/Members.tsx'), 'Members'),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: '/audit',
  validateSearch: (search: Search): AuditSearch => ({
    action: text(search['action']),
    member: text(search['member']),
    about: text(search['about']),
    from: text(search['from']),
    to: text(search['to']),
  }),
  component: lazyRouteComponent(() => import('./features/audit/Audit.tsx'), 'Audit'),
});
const kept = createRoute({
  getParentRoute: () => workspace,
  path: '/kept',
  component: lazyRouteComponent(() => import('./features/kept/Kept.tsx'), 'Kept'),
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/Settings.tsx'), 'Settings'),
});

const tree = root.addChildren([
  start,
  setup,
  signIn,
  join,
  reset,
  newAddress,
  takeBack,
  inside.addChildren([
    account,
    operator,
    workspace.addChildren([home, campaignList, newCampaign, campaign, suppressions, members, audit, kept, settings]),
  ]),
]);

/** Makes the router of the web app around one cache of answers. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({ routeTree: tree, context: { queryClient }, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

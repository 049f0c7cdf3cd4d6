import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { chooseStart, requireMember, requireSession, skipWhenSignedIn } from './session.ts';
import type { AuditSearch } from './features/audit/filter.ts';
import type { ContactSearch } from './features/contacts/shapes.ts';
import type { ConversationSearch } from './features/conversations/shapes.ts';
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
const outreachTab = oneOf('messages', 'recipients', 'sending', 'results');
const outreachState = oneOf('draft', 'running', 'paused', 'finished');
const enrolmentState = oneOf('waiting', 'sending', 'finished', 'stopped');
const conversationView = oneOf('open', 'automatic', 'closed', 'all');
const connectedHow = oneOf('yes', 'without_reading');
const addressVerdict = oneOf('unknown', 'good', 'risky', 'bad');
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
const outreachList = createRoute({
  getParentRoute: () => workspace,
  path: '/outreach',
  validateSearch: (search: Search): { state?: ReturnType<typeof outreachState> } => ({ state: outreachState(search['state']) }),
  component: lazyRouteComponent(() => import('./features/outreach/OutreachList.tsx'), 'OutreachList'),
});
const outreach = createRoute({
  getParentRoute: () => workspace,
  path: '/outreach/$outreachId',
  validateSearch: (search: Search): { tab?: ReturnType<typeof outreachTab>; state?: ReturnType<typeof enrolmentState> } => ({
    tab: outreachTab(search['tab']),
    state: enrolmentState(search['state']),
  }),
  component: lazyRouteComponent(() => import('./features/outreach/Outreach.tsx'), 'Outreach'),
});
const conversationList = createRoute({
  getParentRoute: () => workspace,
  path: '/conversations',
  validateSearch: (search: Search): ConversationSearch => ({
    view: conversationView(search['view']),
    search: text(search['search']),
    campaign: text(search['campaign']),
    mailbox: text(search['mailbox']),
    contact: text(search['contact']),
  }),
  component: lazyRouteComponent(() => import('./features/conversations/ConversationList.tsx'), 'ConversationList'),
});
const conversation = createRoute({
  getParentRoute: () => workspace,
  path: '/conversations/$conversationId',
  component: lazyRouteComponent(() => import('./features/conversations/ConversationPage.tsx'), 'ConversationPage'),
});
const templateList = createRoute({
  getParentRoute: () => workspace,
  path: '/templates',
  component: lazyRouteComponent(() => import('./features/templates/TemplateList.tsx'), 'TemplateList'),
});
const template = createRoute({
  getParentRoute: () => workspace,
  path: '/templates/$templateId',
  component: lazyRouteComponent(() => import('./features/templates/TemplatePage.tsx'), 'TemplatePage'),
});
const mailboxList = createRoute({
  getParentRoute: () => workspace,
  path: '/mailboxes',
  validateSearch: (search: Search): { connected?: ReturnType<typeof connectedHow> } => ({ connected: connectedHow(search['connected']) }),
  component: lazyRouteComponent(() => import('./features/mailboxes/Mailboxes.tsx'), 'Mailboxes'),
});
const mailbox = createRoute({
  getParentRoute: () => workspace,
  path: '/mailboxes/$mailboxId',
  component: lazyRouteComponent(() => import('./features/mailboxes/MailboxPage.tsx'), 'MailboxPage'),
});
const contactList = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts',
  validateSearch: (search: Search): ContactSearch => ({
    search: text(search['search']),
    tag: text(search['tag']),
    list: text(search['list']),
    segment: text(search['segment']),
    company: text(search['company']),
    verdict: addressVerdict(search['verdict']),
  }),
  component: lazyRouteComponent(() => import('./features/contacts/ContactList.tsx'), 'ContactList'),
});
const contact = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts/$contactId',
  component: lazyRouteComponent(() => import('./features/contacts/ContactPage.tsx'), 'ContactPage'),
});
const listList = createRoute({
  getParentRoute: () => workspace,
  path: '/lists',
  component: lazyRouteComponent(() => import('./features/contacts/ListsPage.tsx'), 'ListsPage'),
});
const segmentList = createRoute({
  getParentRoute: () => workspace,
  path: '/segments',
  component: lazyRouteComponent(() => import('./features/contacts/SegmentList.tsx'), 'SegmentList'),
});
const segment = createRoute({
  getParentRoute: () => workspace,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('./features/contacts/SegmentEditor.tsx'), 'SegmentEditor'),
});
const companyList = createRoute({
  getParentRoute: () => workspace,
  path: '/companies',
  component: lazyRouteComponent(() => import('./features/contacts/CompaniesPage.tsx'), 'CompaniesPage'),
});
const contactFields = createRoute({
  getParentRoute: () => workspace,
  path: '/contact-fields',
  component: lazyRouteComponent(() => import('./features/contacts/FieldsPage.tsx'), 'FieldsPage'),
});
const importList = createRoute({
  getParentRoute: () => workspace,
  path: '/imports',
  component: lazyRouteComponent(() => import('./features/imports/ImportList.tsx'), 'ImportList'),
});
const importPage = createRoute({
  getParentRoute: () => workspace,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./features/imports/ImportPage.tsx'), 'ImportPage'),
});
const duplicates = createRoute({
  getParentRoute: () => workspace,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./features/contacts/DuplicatesPage.tsx'), 'DuplicatesPage'),
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
    workspace.addChildren([
      home,
      campaignList,
      newCampaign,
      campaign,
      outreachList,
      outreach,
      conversationList,
      conversation,
      templateList,
      template,
      mailboxList,
      mailbox,
      contactList,
      contact,
      listList,
      segmentList,
      segment,
      companyList,
      contactFields,
      duplicates,
      importList,
      importPage,
      suppressions,
      members,
      audit,
      kept,
      settings,
    ]),
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

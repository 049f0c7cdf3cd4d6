import { traverseContractProcedures } from '@orpc/server';
import { contract } from '../shared/contract/index.ts';
import { takesKey, type RouteMeta } from '../shared/contract/base.ts';
import { auditRoutes } from './modules/audit/index.ts';
import { campaignRoutes, countRoutes, recipientRoutes, type CampaignNeeds, type CountNeeds } from './modules/campaigns/index.ts';
import { conversationRoutes, type AnswerNeeds } from './modules/conversations/index.ts';
import {
  companyRoutes,
  contactFieldRoutes,
  contactRoutes,
  duplicateRoutes,
  listRoutes,
  segmentRoutes,
  type ProbeNeeds,
} from './modules/contacts/index.ts';
import { accountRoutes, addressRoutes, erasureRoutes, pairingRoutes, tokenRoutes, type SessionRules } from './modules/identity/index.ts';
import { leavingPages } from './modules/leaving/index.ts';
import { importRoutes, type ImportFiles, originOfContact } from './modules/imports/index.ts';
import { linkPages, type VisitCounter } from './modules/links/index.ts';
import {
  evidenceRoutes,
  exportPages,
  offerExport,
  privacyPages,
  privacyRoutes,
  securityPages,
  rightsRoutes,
  type PrivacyNeeds,
  type Receiving,
  documentPages,
  documentRoutes,
  type Publisher,
} from './modules/privacy/index.ts';
import { fileRoutes } from './modules/files/index.ts';
import {
  comparingRoutes,
  countFileUses,
  enrolmentRoutes,
  guardRoutes,
  launchingRoutes,
  outreachRoutes,
  takingRoutes,
} from './modules/outreach/index.ts';
import { partnerPages, partnerRoutes, type PartnerNeeds } from './modules/partners/index.ts';
import {
  disconnectAllOf,
  mailboxPages,
  checkingRoutes,
  mailboxRoutes,
  parkMailboxesOf,
  type MailboxNeeds,
  type MailboxPageNeeds,
} from './modules/mailboxes/index.ts';
import { askForm, carryOut, checkPages, recipientPages } from './modules/recipient-portal/index.ts';
import { contactPages, requestRoutes } from './modules/requests/index.ts';
import {
  actionPages,
  bouncePages,
  countPages,
  flowPages,
  framePages,
  handOverPages,
  otherPages,
  type SupporterNeeds,
} from './modules/supporters/index.ts';
import {
  createLeaveLooks,
  trackedPages,
  trackingDomainPages,
  trackingDomainRoutes,
  trackingRoutes,
  type DomainNeeds,
  type Following,
  type HitBook,
  type OwnHosts,
} from './modules/tracking/index.ts';
import { hearingPages, type Tellers } from './modules/receiving/index.ts';
import { suppressionRoutes } from './modules/suppressions/index.ts';
import { templateRoutes } from './modules/templates/index.ts';
import { webhookRoutes } from './modules/webhooks/index.ts';
import { workspaceRoutes } from './modules/workspaces/index.ts';
import { isUncertain, refusalOf } from './providers/failure.ts';
import { createAnswerOnce, readIdempotencyKey, type AskedOnce } from './platform/answer-once.ts';
import { api, type CallContext } from './platform/api.ts';
import type { MailDomains } from './platform/mail-domains.ts';
import type { PageRoute, Site } from './platform/page.ts';
import type { Guard } from './platform/serve-api.ts';
import type { Tools } from './platform/tools.ts';
import { operatorRoutes, type OperatorNeeds } from './operator.ts';
import { setupRoutes } from './setup.ts';

/** What the routes need besides the tools; `app.ts` makes it. */
export interface RouteNeeds {
  rules: SessionRules;
  guard: Guard;
  site: Site;
  campaigns: CampaignNeeds;
  counts: CountNeeds;
  partners: PartnerNeeds;
  visits: VisitCounter;
  tracked: { book: HitBook; following: Following };
  domains: DomainNeeds & { hosts: OwnHosts };
  mailboxes: MailboxNeeds & Omit<MailboxPageNeeds, 'site'>;
  supporters: SupporterNeeds;
  answers: AnswerNeeds;
  /** Providers that tell of new mail by themselves. */
  tellers: Tellers;
  imports: ImportFiles;
  /** How much the library of a workspace may hold. */
  libraryBytes: number;
  operator: OperatorNeeds;
  google: PrivacyNeeds['google'];
  publisher: Publisher;
  mailDomains: MailDomains;
  probing: Pick<ProbeNeeds, 'probe'>;
  /** Which services outside receive something of this copy. */
  receiving: Receiving;
}

/** A URL leads to its code from here: the API below `/api`, route by route as the contract names them. */
export function apiRouter(tools: Tools, needs: RouteNeeds) {
  const answerOnce = createAnswerOnce(tools, { refusalOf, isUncertain });
  const guarded = api.use(async ({ context, next, procedure }, input, output) => {
    const { meta, route } = procedure['~orpc'];
    const workspaceId = (input as { workspaceId?: unknown } | undefined)?.workspaceId;
    const given = await needs.guard(context, { meta, method: route.method ?? '', path: route.path ?? '', workspaceId });
    const asked = askedOnce({ ...context, ...given }, procedure['~orpc'], input);
    if (!asked) return next({ context: given });
    const { output: answer, repeated } = await answerOnce(asked, async () => (await next({ context: given })).output);
    if (repeated) context.sayRepeated?.();
    return output(answer);
  });
  return guarded.router({
    setup: setupRoutes(tools, needs),
    account: {
      ...accountRoutes(tools, needs.rules),
      ...addressRoutes(tools),
      ...erasureRoutes(tools, (tx, actor, userId) => disconnectAllOf(tools, tx, needs.mailboxes.ways, { actor, userId })),
    },
    workspaces: { ...workspaceRoutes(tools, (tx, actor, gone) => parkMailboxesOf(tools, tx, actor, gone)), ...tokenRoutes(tools) },
    campaigns: { ...campaignRoutes(tools, needs.campaigns), ...countRoutes(tools, needs.counts), ...recipientRoutes(tools) },
    mailboxes: {
      ...mailboxRoutes(tools, needs.mailboxes),
      ...checkingRoutes(tools, { ...needs.mailboxes, mailDomains: needs.mailDomains, publicUrl: needs.site.publicUrl }),
    },
    outreach: {
      ...outreachRoutes(tools),
      ...enrolmentRoutes(tools),
      ...guardRoutes(tools),
      ...comparingRoutes(tools),
      ...launchingRoutes(tools, { ...needs.mailboxes, publicUrl: needs.site.publicUrl }),
    },
    partners: partnerRoutes(tools, needs.partners),
    webhooks: webhookRoutes(tools, { secure: needs.site.secure, outbound: needs.partners.outbound }),
    suppressions: suppressionRoutes(tools),
    templates: templateRoutes(tools),
    tracking: trackingRoutes(tools),
    trackingDomain: trackingDomainRoutes(tools, needs.domains),
    evidence: {
      ...auditRoutes(tools),
      promises: privacyRoutes(tools).promises,
      retentionRuns: privacyRoutes(tools).retentionRuns,
      exportEvidence: evidenceRoutes(tools, needs.receiving).exportEvidence,
    },
    contacts: contactRoutes(tools, needs),
    duplicates: duplicateRoutes(tools),
    conversations: conversationRoutes(tools, needs.answers),
    companies: companyRoutes(tools),
    contactFields: contactFieldRoutes(tools),
    lists: listRoutes(tools),
    segments: segmentRoutes(tools),
    files: fileRoutes(tools, { mostBytes: needs.libraryBytes, countUses: countFileUses }),
    imports: importRoutes(tools, needs.imports),
    documents: documentRoutes(tools, needs.publisher),
    extension: { ...pairingRoutes(tools), ...takingRoutes(tools) },
    rights: rightsRoutes(tools),
    requests: requestRoutes(tools, { carryOut: (actor, asked) => carryOut(tools, needs.supporters.ways, actor, asked) }),
    operator: {
      ...operatorRoutes(tools, needs.operator),
      runRetention: privacyRoutes(tools).runRetention,
      retentionRuns: privacyRoutes(tools).retentionRunsOfCopy,
      exportEvidence: evidenceRoutes(tools, needs.receiving).exportEvidenceOfCopy,
    },
  });
}

/** The pages that the public reaches without signing in. */
export function publicPages(
  tools: Tools,
  needs: Pick<
    RouteNeeds,
    'site' | 'partners' | 'supporters' | 'visits' | 'tracked' | 'domains' | 'mailboxes' | 'tellers' | 'google' | 'publisher'
  >,
): PageRoute[] {
  return [
    ...documentPages(tools, needs.site, needs.publisher),
    ...privacyPages(tools, needs.site, {
      google: needs.google,
      outlook: needs.supporters.ways.outlook !== undefined,
      ask: () => askForm(tools),
    }),
    ...securityPages(needs.site),
    ...checkPages(tools, needs.site),
    ...recipientPages(tools, needs.site, {
      ways: needs.supporters.ways,
      offerExport: (tx, address) => offerExport(tools, tx, { kind: 'address', address }),
    }),
    ...leavingPages(tools, needs.site, {
      originOf: originOfContact,
      opened: createLeaveLooks(tools, needs.tracked.book),
    }),
    ...exportPages(tools, needs.site),
    ...contactPages(tools, needs.site),
    ...actionPages(tools, needs.supporters),
    ...countPages(tools, needs.supporters),
    ...bouncePages(tools, needs.supporters),
    ...framePages(tools, needs.supporters),
    ...partnerPages(tools, { site: needs.site, outbound: needs.partners.outbound, workspaceById: needs.supporters.workspaceById }),
    ...handOverPages(tools, needs.supporters),
    ...flowPages(tools, needs.supporters),
    ...otherPages(tools, needs.supporters),
    ...mailboxPages(tools, { site: needs.site, ...needs.mailboxes }),
    ...hearingPages(tools, needs.tellers),
    ...linkPages(tools, needs.visits),
    ...trackedPages(tools, needs.site, needs.tracked.following),
    ...trackingDomainPages(tools, needs.domains.hosts),
  ];
}

/** A call that changes something and came with a key, by somebody who is known and still will be. Pieces of a file have numbers of their own. */
function askedOnce(
  { idempotencyKey, caller, upload }: CallContext,
  { route, meta }: { route: { method?: string; path?: string }; meta: RouteMeta },
  input: unknown,
): AskedOnce | undefined {
  if (idempotencyKey === undefined || !caller || upload || !takesKey(route.method ?? '', meta)) return undefined;
  const { workspaceId = '' } = (input ?? {}) as { workspaceId?: string };
  return {
    key: readIdempotencyKey(idempotencyKey),
    userId: caller.userId,
    scope: `${caller.tokenId ?? 'user'}|${workspaceId}`,
    request: [route.method, route.path, input],
    shownOnce: meta.shownOnce ?? false,
  };
}

interface RouteEntry {
  method: string;
  path: string;
  permission: RouteMeta['permission'];
  /** Whether one gives one's password again for it; `of_people` when a script needs not. */
  confirmed: boolean | 'of_people';
  summary: string;
}

/** Every route of the API with its permission, read from the contract. */
export function routeTable(): RouteEntry[] {
  const table: RouteEntry[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
    const { route, meta } = procedure['~orpc'] as { route: { method?: string; path?: string; summary?: string }; meta: RouteMeta };
    table.push({
      method: route.method ?? '',
      path: `/api${route.path ?? ''}`,
      permission: meta.permission,
      confirmed: meta.confirmed ?? false,
      summary: route.summary ?? '',
    });
  });
  return table;
}

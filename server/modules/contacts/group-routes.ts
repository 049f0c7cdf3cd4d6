import { actorOf, api, memberOf } from '../../platform/api.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { mergeTagsOf, ruleScopeOf } from './audience/store.ts';
import { changeCompany, createCompany, removeCompany } from './companies/keep-companies.ts';
import { pageOfCompanies, type Company } from './companies/store.ts';
import { changeField, createField, removeField } from './fields/keep-fields.ts';
import { ownFieldsOf } from './fields/store.ts';
import { changeList, createList, removeList } from './lists/keep-lists.ts';
import { listsOf, type List } from './lists/store.ts';
import { countRule } from './segments/count-rule.ts';
import { changeSegment, createSegment, removeSegment } from './segments/keep-segments.ts';
import { segmentsOf, type Segment } from './segments/store.ts';

const showCompany = ({ id, createdAt, ...company }: Company) => ({
  ...company,
  id: showId('company', id),
  createdAt: createdAt.toISOString(),
});
const showList = ({ id, createdAt, ...list }: List) => ({ ...list, id: showId('list', id), createdAt: createdAt.toISOString() });
const showSegment = ({ id, createdAt, ...segment }: Segment) => ({
  ...segment,
  id: showId('segment', id),
  createdAt: createdAt.toISOString(),
});
const done = { done: true as const };

/** Organisations that contacts belong to. */
export function companyRoutes(tools: Tools) {
  const { companies } = api;
  return {
    list: companies.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const after = input.after === undefined ? undefined : readId('company', input.after);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await pageOfCompanies(tx, workspaceId, { search: input.search ?? '', after, limit: input.limit + 1 });
        const page = rows.slice(0, input.limit);
        const last = page.at(-1);
        return { companies: page.map(showCompany), ...(last && rows.length > input.limit ? { after: showId('company', last.id) } : {}) };
      });
    }),
    create: companies.create.handler(async ({ input, context }) =>
      showCompany(await createCompany(tools, actorOf(context), memberOf(context), input)),
    ),
    change: companies.change.handler(async ({ input, context }) => {
      const { name, domain } = input;
      const id = readId('company', input.companyId);
      return showCompany(await changeCompany(tools, actorOf(context), memberOf(context), { id, name, domain }));
    }),
    remove: companies.remove.handler(async ({ input, context }) => {
      await removeCompany(tools, actorOf(context), memberOf(context), readId('company', input.companyId));
      return done;
    }),
  };
}

/** The fields that a workspace keeps of its contacts besides ours. */
export function contactFieldRoutes(tools: Tools) {
  const { contactFields } = api;
  return {
    list: contactFields.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({
        fields: await ownFieldsOf(tx, workspaceId),
        mergeTags: await mergeTagsOf(tx, workspaceId),
      }));
    }),
    create: contactFields.create.handler(({ input: { key, label, kind }, context }) =>
      createField(tools, actorOf(context), memberOf(context), { key, label, kind }),
    ),
    change: contactFields.change.handler(({ input, context }) => changeField(tools, actorOf(context), memberOf(context), input)),
    remove: contactFields.remove.handler(async ({ input, context }) => {
      await removeField(tools, actorOf(context), memberOf(context), input.key);
      return done;
    }),
  };
}

/** Contacts put together by hand or import. */
export function listRoutes(tools: Tools) {
  const { lists } = api;
  return {
    list: lists.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ lists: (await listsOf(tx, workspaceId)).map(showList) }));
    }),
    create: lists.create.handler(async ({ input, context }) =>
      showList(await createList(tools, actorOf(context), memberOf(context), input.name)),
    ),
    change: lists.change.handler(async ({ input, context }) => {
      await changeList(tools, actorOf(context), memberOf(context), { id: readId('list', input.listId), name: input.name });
      return done;
    }),
    remove: lists.remove.handler(async ({ input, context }) => {
      await removeList(tools, actorOf(context), memberOf(context), readId('list', input.listId));
      return done;
    }),
  };
}

/** Contacts chosen by a saved rule. */
export function segmentRoutes(tools: Tools) {
  const { segments } = api;
  return {
    list: segments.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ segments: (await segmentsOf(tx, workspaceId)).map(showSegment) }));
    }),
    create: segments.create.handler(async ({ input: { name, rule }, context }) =>
      showSegment(await createSegment(tools, actorOf(context), memberOf(context), { name, rule })),
    ),
    change: segments.change.handler(async ({ input: { segmentId, name, rule }, context }) =>
      showSegment(await changeSegment(tools, actorOf(context), memberOf(context), { id: readId('segment', segmentId), name, rule })),
    ),
    remove: segments.remove.handler(async ({ input, context }) => {
      await removeSegment(tools, actorOf(context), memberOf(context), readId('segment', input.segmentId));
      return done;
    }),
    count: segments.count.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) =>
        countRule(tx, workspaceId, input.rule, await ruleScopeOf(tools, tx, workspaceId)),
      );
    }),
  };
}

import { actorOf, api, memberOf, type CallContext } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { beginImport } from './begin-import.ts';
import type { ImportFiles } from './imported-file.ts';
import { receiveFile } from './receive-file.ts';
import { shownImport } from './shown-import.ts';
import { showProblems } from './show-problems.ts';
import { showSample } from './show-sample.ts';
import { cancelImport, mapImport, readImport, runImport, undoImport } from './steer-import.ts';
import { findImport, listImports } from './store.ts';

/** Imports, from the first piece of a file to what became of its rows. */
export function importRoutes(tools: Tools, files: ImportFiles) {
  const { imports } = api;
  const whereOf = (context: CallContext, shown: string) => ({
    workspaceId: memberOf(context).workspaceId,
    importId: readId('import', shown),
  });
  const show = async ({ workspaceId, importId }: ReturnType<typeof whereOf>) => {
    const found = await tools.database.inWorkspace(workspaceId, (tx) => findImport(tx, workspaceId, importId));
    if (!found) throw notFound('import');
    return shownImport(found, tools.clock.now());
  };
  return {
    list: imports.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const after = input.after === undefined ? undefined : readId('import', input.after);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await listImports(tx, workspaceId, { after, limit: input.limit });
        const last = rows.length === input.limit ? rows.at(-1) : undefined;
        const shown = rows.map((row) => shownImport(row, tools.clock.now()));
        return { imports: shown, ...(last ? { after: showId('import', last.id) } : {}) };
      });
    }),
    begin: imports.begin.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const importId = await beginImport(tools, actorOf(context), member, { fileName: input.fileName });
      return show({ workspaceId: member.workspaceId, importId });
    }),
    receive: imports.receive.handler(async ({ input, context }) => {
      const piece = { ...whereOf(context, input.importId), from: input.from, body: context.upload };
      return { fileBytes: await receiveFile(tools, files, piece) };
    }),
    read: imports.read.handler(async ({ input, context }) => {
      const where = whereOf(context, input.importId);
      await readImport(tools, where, input);
      return show(where);
    }),
    show: imports.show.handler(({ input, context }) => show(whereOf(context, input.importId))),
    sample: imports.sample.handler(({ input, context }) => showSample(tools, actorOf(context), whereOf(context, input.importId))),
    map: imports.map.handler(async ({ input, context }) => {
      const where = whereOf(context, input.importId);
      const listId = input.listId === null ? null : readId('list', input.listId);
      await mapImport(tools, where, { mapping: input.mapping, listId, tags: input.tags });
      return show(where);
    }),
    run: imports.run.handler(async ({ input, context }) => {
      const where = whereOf(context, input.importId);
      await runImport(tools, actorOf(context), where, { basis: input.basis });
      return show(where);
    }),
    cancel: imports.cancel.handler(async ({ input, context }) => {
      const where = whereOf(context, input.importId);
      await cancelImport(tools, actorOf(context), where);
      return show(where);
    }),
    undo: imports.undo.handler(async ({ input, context }) => {
      const where = whereOf(context, input.importId);
      await undoImport(tools, actorOf(context), where);
      return show(where);
    }),
    problems: imports.problems.handler(({ input, context }) =>
      showProblems(tools, actorOf(context), { ...whereOf(context, input.importId), after: input.after }),
    ),
  };
}

import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { guessMapping, type Delimiter, type Encoding } from '../import.ts';
import { deleteFile, pathOf, type ImportFiles } from '../imported-file.ts';
import { understand } from '../reading/ask-worker.ts';
import { UnreadableFile } from '../reading/unreadable-file.ts';
import { headersHash } from '../remembered-mapping.ts';
import { findImport, findMapping, noteUnderstood, ownFieldsOf, updateImport } from '../store.ts';
import { applyRows, previewRows } from './apply-rows.ts';
import { stageFile } from './stage-file.ts';
import { unstageSome } from './store.ts';
import { undoRows } from './undo-rows.ts';
import { claimWork, OutOfTime, Overtaken, type WorkClaim } from './work-claim.ts';

const name = 'go-on-with-import';
const deletedAtOnce = 50_000;

/** Asks for what is to be done next on an import. */
export const askToGoOn = (workspaceId: string, importId: string) => [name, { workspaceId, importId }] as const;

/** Does what an import waits for: reads its file, checks its rows, runs it or undoes it, from where the last worker stopped. */
export async function goOnWithImport(tools: Tools, files: ImportFiles, workspaceId: string, importId: string): Promise<void> {
  const claim = await claimWork(tools, workspaceId, importId);
  if (claim)
    try {
      await goOn(tools, files, claim);
    } catch (error) {
      if (error instanceof OutOfTime)
        await tools.database.inWorkspace(workspaceId, (tx) => tools.enqueue(tx, ...askToGoOn(workspaceId, importId)));
      else if (error instanceof UnreadableFile) await fail(tools, claim, error.message);
      else if (!(error instanceof Overtaken)) throw error;
    }
  await clearAway(tools, files, workspaceId, importId);
}

async function goOn(tools: Tools, files: ImportFiles, claim: WorkClaim): Promise<void> {
  const { state } = await claim.now();
  if (state === 'reading') return readFile(files, claim);
  if (state === 'undoing') return undoRows(tools, claim);
  if (state !== 'checking' && state !== 'running') return;
  await stageFile(tools, files, claim, state);
  await (state === 'checking' ? previewRows(claim) : applyRows(tools, claim));
}

/** Finds out what the file is; columns that came like this before mean what they meant then. */
async function readFile(files: ImportFiles, claim: WorkClaim): Promise<void> {
  const { workspaceId, importId } = claim;
  const asked = await claim.now();
  const found = await understand(pathOf(files, importId), {
    encoding: (asked.encoding ?? undefined) as Encoding | undefined,
    delimiter: (asked.delimiter ?? undefined) as Delimiter | undefined,
    mostBytes: files.mostBytes,
  });
  await claim.step('reading', async (tx) => {
    await noteUnderstood(tx, workspaceId, importId, found);
    const ownFields = await ownFieldsOf(tx, workspaceId);
    const remembered = await findMapping(tx, workspaceId, headersHash(found.headers));
    const known = remembered?.filter(({ to, key }) => to !== 'own' || ownFields.some((field) => field.key === key));
    await updateImport(tx, workspaceId, importId, { state: 'read', fence: null, mapping: known ?? guessMapping(found.headers, ownFields) });
  });
}

async function fail(tools: Tools, { workspaceId, importId, step, now }: WorkClaim, failure: string): Promise<void> {
  const { state } = await now();
  await step(state, (tx) => updateImport(tx, workspaceId, importId, { state: 'failed', fence: null, failure, endedAt: tools.clock.now() }));
}

/** What an import that has ended leaves behind goes at once: its file, and its rows in staging. */
export async function clearAway(tools: Tools, files: ImportFiles, workspaceId: string, importId: string): Promise<void> {
  const { database } = tools;
  const current = await database.inWorkspace(workspaceId, (tx) => findImport(tx, workspaceId, importId));
  if (current && !['finished', 'cancelled', 'failed', 'undone'].includes(current.state)) return;
  await deleteFile(files, importId);
  while (await database.inWorkspace(workspaceId, (tx) => unstageSome(tx, workspaceId, importId, deletedAtOnce)));
}

/** Goes on with one import; its data are two numbers. */
export function goOnWithImportJob(tools: Tools, files: ImportFiles): Job {
  return {
    name,
    does: 'Reads the file of an import, checks its rows, and makes contacts of them or takes them back',
    retry: 'repeatable',
    run: ({ workspaceId = '', importId = '' }) => goOnWithImport(tools, files, workspaceId, importId),
  };
}

import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { checkedTags } from '../../../shared/contact.ts';
import { endOfUndoing } from './begin-import.ts';
import type { ColumnMeaning, Delimiter, Encoding } from './import.ts';
import { headersHash } from './remembered-mapping.ts';
import { askToGoOn } from './running/go-on-with-import.ts';
import { hasList, keepMapping, lockImport, ownFieldsOf, updateImport, type Import, type ImportChange } from './store.ts';

interface Where {
  workspaceId: string;
  importId: string;
}

/** Locks an import that is in one of these states. */
async function lockIn(tx: Tx, { workspaceId, importId }: Where, states: readonly string[], sentence: string): Promise<Import> {
  const found = await lockImport(tx, workspaceId, importId);
  if (!found) throw notFound('import');
  if (!states.includes(found.state)) throw new Refusal('conflict', 'import_state', sentence);
  return found;
}

/** Has the file read: for the first time, or once more in the encoding and with the delimiter that a person knows better. */
export async function readImport(
  tools: Tools,
  where: Where,
  given: { encoding?: Encoding | undefined; delimiter?: Delimiter | undefined },
): Promise<void> {
  await tools.database.inWorkspace(where.workspaceId, async (tx) => {
    const found = await lockIn(
      tx,
      where,
      ['uploading', 'read', 'checked'],
      'The file is being read. Wait until that is done, or cancel it.',
    );
    if (found.kind === 'xlsx') throw new Refusal('conflict', 'import_workbook', 'A workbook says itself how it is written.');
    if (found.fileBytes === 0) throw new Refusal('invalid', 'file_empty', 'The file is empty. Its first row must name the columns.');
    await updateImport(tx, where.workspaceId, where.importId, {
      ...anew,
      state: 'reading',
      encoding: given.encoding ?? null,
      delimiter: given.delimiter ?? null,
    });
    await tools.enqueue(tx, ...askToGoOn(where.workspaceId, where.importId));
  });
}

/** What was read under other words counts no more. */
const anew = { rows: null, stagedRows: 0, readBytes: 0, preview: null, previewedRows: 0, fence: null } as const satisfies ImportChange;

/** Says what the columns mean and where the contacts go, and has every row checked; the mapping is remembered for the next file like this. */
export async function mapImport(
  tools: Tools,
  where: Where,
  given: { mapping: readonly ColumnMeaning[]; listId: string | null; tags: readonly string[] },
): Promise<void> {
  const { workspaceId, importId } = where;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await lockIn(tx, where, ['read', 'checked', 'checking'], 'This import cannot be changed any more. Begin another.');
    const headers = found.headers ?? [];
    await refuseUnusable(tx, workspaceId, headers, given.mapping);
    const tags = checkedTags(given.tags);
    if (!tags.ok) throw new Refusal('invalid', 'tags_unusable', tags.sentence);
    if (given.listId !== null && !(await hasList(tx, workspaceId, given.listId))) throw notFound('list');
    await keepMapping(tx, { workspaceId, headersHash: headersHash(headers), mapping: given.mapping, usedAt: tools.clock.now() });
    const change = { ...anew, mapping: given.mapping, listId: given.listId, tags: tags.tags, state: 'checking' };
    await updateImport(tx, workspaceId, importId, change);
    await tools.enqueue(tx, ...askToGoOn(workspaceId, importId));
  });
}

/** Each column means one thing and each thing is meant once; without an address there is no contact. */
async function refuseUnusable(tx: Tx, workspaceId: string, headers: readonly string[], mapping: readonly ColumnMeaning[]): Promise<void> {
  const refuse = (sentence: string) => new Refusal('invalid', 'mapping_unusable', sentence);
  const meanings = mapping.map(({ to, key = '' }) => (to === 'own' ? `own ${key}` : to));
  if (!meanings.includes('email')) throw refuse('Say which column holds the e-mail address.');
  if (new Set(meanings).size < meanings.length) throw refuse('Two columns cannot mean the same. Choose one of them.');
  if (new Set(mapping.map(({ column }) => column)).size < mapping.length) throw refuse('A column can mean one thing only.');
  if (mapping.some(({ column }) => column >= headers.length)) throw refuse('The file has fewer columns.');
  if (meanings.includes('full_name') && (meanings.includes('first_name') || meanings.includes('last_name')))
    throw refuse('A full name says first and last name. Choose either one or the other.');
  const keys = new Set((await ownFieldsOf(tx, workspaceId)).map(({ key }) => key));
  if (mapping.some(({ to, key = '' }) => to === 'own' && !keys.has(key)))
    throw refuse('There is no such field in this workspace. Add it to the fields first.');
}

/** Runs an import whose rows were checked, on a ground that is written down and kept with it. */
export async function runImport(tools: Tools, actor: Actor, where: Where, { basis }: { basis: string }): Promise<void> {
  const { workspaceId, importId } = where;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockIn(tx, where, ['checked'], 'This import is not ready to run. Wait until its rows were checked.');
    const now = tools.clock.now();
    await updateImport(tx, workspaceId, importId, { state: 'running', basis, beganAt: now, endsAt: endOfUndoing(now), fence: null });
    await tools.enqueue(tx, ...askToGoOn(workspaceId, importId));
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'import.run', subject: { kind: 'import', id: importId } });
  });
}

/** Ends an import where it stands. What it did already stays, and can be undone. */
export async function cancelImport(tools: Tools, actor: Actor, where: Where): Promise<void> {
  const { workspaceId, importId } = where;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const states = ['uploading', 'reading', 'read', 'checking', 'checked', 'running'];
    const found = await lockIn(tx, where, states, 'This import has ended already.');
    await updateImport(tx, workspaceId, importId, { state: 'cancelled', fence: null, endedAt: tools.clock.now() });
    // The file and the rows in staging go at once.
    await tools.enqueue(tx, ...askToGoOn(workspaceId, importId));
    const details = { applied: found.appliedRows };
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'import.cancelled', subject: { kind: 'import', id: importId }, details },
    );
  });
}

/** Takes back what an import did, as long as it is known: what was used or changed since stays. */
export async function undoImport(tools: Tools, actor: Actor, where: Where): Promise<void> {
  const { workspaceId, importId } = where;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await lockIn(tx, where, ['finished', 'cancelled'], 'Only an import that has ended can be undone, and only once.');
    if (found.appliedRows === 0) throw new Refusal('conflict', 'nothing_to_undo', 'This import changed nothing.');
    if (found.endsAt <= tools.clock.now())
      throw new Refusal('conflict', 'undo_over', 'An import can be undone for thirty days. What it changed is not known any more.');
    await updateImport(tx, workspaceId, importId, { state: 'undoing', fence: null });
    await tools.enqueue(tx, ...askToGoOn(workspaceId, importId));
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'import.undo_asked', subject: { kind: 'import', id: importId } });
  });
}

import { basename } from 'node:path';
import { CommandFailed, Misuse, type Answer, type Options, type Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { refuseIfThere, writeNewFile } from '../write-new-file.ts';
import { openCopy, type Copy } from './open-copy.ts';
import { patiently } from './patiently.ts';
import { createProgress, progressLine } from './progress.ts';
import { uploadFile } from './upload-file.ts';

const lookEveryMilliseconds = 1_000;

type Import = Awaited<ReturnType<Copy['api']['imports']['show']>>;

/** Makes contacts of a file: uploads it, has every row checked, runs it, and writes down which rows could not be used. */
export async function contactsImport(options: Options, around: Surroundings): Promise<Answer> {
  const { from = '', basis, problems, list, tags = '', 'dry-run': dryRun } = options;
  if (!dryRun && basis === undefined)
    throw new Misuse('“contacts import” needs --basis: on what ground these people may be written to. It is kept with the import.');
  if (problems !== undefined) refuseIfThere(problems);
  const copy = await openCopy(options, around);
  const { api, workspaceId } = copy;
  const listId = list === undefined ? null : await listCalled(copy, list);
  const { id } = await api.imports.begin({ workspaceId, fileName: basename(from) });
  const one = { workspaceId, importId: id };
  const progress = createProgress(around);
  const until = async (state: Import['state'], doing: string): Promise<Import> => {
    for (;;) {
      const found = await patiently(around, () => api.imports.show(one));
      progress.show(progressLine({ done: found.state === state ? 1 : found.progress, of: 1, words: `${doing} ${from}` }));
      if (found.state === state) return found;
      if (found.failure !== null || ['failed', 'cancelled', 'undone'].includes(found.state))
        throw new CommandFailed(found.failure ?? `The import ${id} was ${found.state} by somebody else.`);
      await around.clock.wait(lookEveryMilliseconds);
    }
  };
  let found: Import;
  let ran = false;
  try {
    await uploadFile(copy, around, {
      path: from,
      importId: id,
      tell: (done, of) => progress.show(progressLine({ done, of, words: `Uploading ${from}` })),
    });
    await api.imports.read(one);
    const { mapping } = await until('read', 'Reading');
    if (!mapping.some(({ to }) => to === 'email'))
      throw new CommandFailed('No column of the file is understood as the address. Call it “email” in the first row.');
    const tagged = tags.split(',').flatMap((tag) => tag.trim() || []);
    await api.imports.map({ ...one, mapping, listId, tags: tagged });
    found = await until('checked', 'Checking');
    if (basis !== undefined && !dryRun) {
      ran = true;
      await api.imports.run({ ...one, basis });
      found = await until('finished', 'Importing');
    }
  } catch (error) {
    // What was begun and made no contact yet is put away; what runs goes on by itself.
    if (!ran) await api.imports.cancel(one).catch(() => undefined);
    throw error;
  } finally {
    progress.end();
  }
  const written =
    problems === undefined || found.refused.length === 0 ? undefined : await writeNewFile(problems, await problemsOf(copy, id, around));
  if (!ran) await api.imports.cancel(one);
  return answerOf(found, { ran, written });
}

/** The list with this id or name; one that is not there is made. */
async function listCalled({ api, workspaceId }: Copy, wanted: string): Promise<string> {
  const { lists } = await api.lists.list({ workspaceId });
  const found = lists.find(({ id, name }) => id === wanted || name === wanted);
  return (found ?? (await api.lists.create({ workspaceId, name: wanted }))).id;
}

async function problemsOf({ api, workspaceId }: Copy, importId: string, around: Surroundings): Promise<string> {
  const pages: string[] = [];
  let after = 0;
  for (;;) {
    const page = await patiently(around, () => api.imports.problems({ workspaceId, importId, after }));
    pages.push(page.csv);
    if (page.after === undefined) return pages.join('');
    after = page.after;
  }
}

function answerOf(found: Import, { ran, written }: { ran: boolean; written: string | undefined }): Answer {
  const { id, rows, refused } = found;
  const counts = ran ? found.counts : (found.preview ?? found.counts);
  const unusable = refused.reduce((sum, one) => sum + one.rows, 0);
  const lines = [
    `${String(rows ?? 0)} rows: ${String(counts.added)} ${ran ? 'added' : 'would be added'}, ${String(counts.changed)} changed, ${String(counts.unchanged)} as they were, ${String(unusable)} could not be used.`,
    ...refused.map(({ sentence, rows }) => `  ${String(rows)}  ${inOneLine(sentence)}`),
    ...(written === undefined ? [] : [`The rows that could not be used are in ${written}.`]),
    ...(ran && found.undoUntil ? [`It can be undone until ${found.undoUntil}.`] : []),
  ];
  return {
    data: { importId: id, ran, rows, counts, refused, problems: written ?? null, undoUntil: ran ? found.undoUntil : null },
    text: lines.join('\n'),
  };
}

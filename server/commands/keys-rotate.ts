import { recordEntry, type Entry } from '../modules/audit/index.ts';
import { renewSuppressionCodes } from '../modules/suppressions/index.ts';
import { masterKeys } from '../keys.ts';
import { installationId } from '../platform/ids.ts';
import { countSealedValues, rewrapTable } from '../platform/rewrap-sealed-values.ts';
import { sealedTables } from '../platform/sealed-columns.ts';
import type { Tools } from '../platform/tools.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** What somebody is working on is looked for again, so often and with a moment between. */
const mostPasses = 30;
const betweenPassesMilliseconds = 500;

/**
 * Moves every sealed value to the newest master key while everything goes on, and makes the codes anew that can be. Killed, it has done what it had
 * done; run again, it does the rest; run once more, it finds nothing to do.
 */
export async function keysRotate({ config }: Pick<Options, 'config'>): Promise<Answer> {
  const [{ id: newest }, ...older] = masterKeys(config);
  const say = (line: string) => process.stderr.write(`antiphon: ${line}\n`);
  return withTools(config, async (tools) => {
    const record = (entry: Entry) =>
      tools.database.inInstallation('keys', (tx) => recordEntry(tools, tx, { workspaceId: installationId, actor: commandActor }, entry));
    const before = await valuesUnderOthers(tools, newest);
    if (before > 0) await record({ action: 'key.rotation_begun', details: { key: newest, values: before } });
    const moved = await rewrapAll(tools, newest, say);
    const codes = await renewSuppressionCodes(tools);
    const left = await valuesUnderOthers(tools, newest);
    if (before > 0 || codes > 0) await record({ action: 'key.rotated', details: { key: newest, moved, codes, left } });
    const lines = [`${moved} sealed values were moved to the key ${newest}, and ${codes} codes made anew.`];
    if (left > 0)
      lines.push(
        `${left} values could not be moved: somebody is working on them, their key is not there, or they were altered. “keys list” tells which.`,
      );
    else lines.push(...older.map(({ id }) => `Next: antiphon keys retire --key ${id}`));
    return { data: { key: newest, moved, codes, left }, text: lines.join('\n'), failed: left > 0 };
  });
}

/** Passes over every table until nothing is left that could be moved. */
async function rewrapAll(tools: Tools, newest: string, say: (line: string) => void): Promise<number> {
  let moved = 0;
  for (let pass = 0; pass < mostPasses; pass++) {
    let shut = 0;
    for (const table of sealedTables) {
      let said = 0;
      const done = await rewrapTable(tools, table, {
        newest,
        onProgress(part, movedHere) {
          if (part < said + 0.1 && part < 1) return;
          said = part;
          if (movedHere > 0) say(`${table.table}: ${Math.round(part * 100)} % looked at, ${movedHere} values moved`);
        },
      });
      moved += done.moved;
      shut += done.shut;
    }
    if ((await valuesUnderOthers(tools, newest)) <= shut) break;
    await tools.clock.wait(betweenPassesMilliseconds);
  }
  return moved;
}

async function valuesUnderOthers(tools: Tools, newest: string): Promise<number> {
  const holdings = await tools.database.inInstallation('keys', countSealedValues);
  return holdings.filter(({ keyId }) => keyId !== newest).reduce((sum, { values }) => sum + values, 0);
}

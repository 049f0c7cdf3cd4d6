import type { Tools } from '../../../platform/tools.ts';
import { compileFileName, compileText, type Compiled, type FileName } from '../../templates/index.ts';
import { textsOfVersion } from './store.ts';

/** What a step says, and the names of the files that go with it. */
export type StepText = Compiled & { files: readonly FileName[] };

export interface WhichText {
  workspaceId: string;
  campaignId: string;
  version: number;
  step: number;
  variant: string;
  sameThread: boolean;
  /** Of the mailbox, put below the text. */
  signature: string;
}

/** How many texts are kept compiled: those of some campaigns that are being sent. */
const mostKept = 300;

/** The texts of campaigns, each read and compiled once. A version never changes, so nothing here grows old. */
export function createTexts(tools: Pick<Tools, 'database'>): (which: WhichText) => Promise<StepText | undefined> {
  const versions = new Map<string, Promise<Map<string, { subject: string; html: string; fileNames: readonly string[] }>>>();
  const compiled = new Map<string, StepText>();
  const keep = <Value>(map: Map<string, Value>, key: string, value: Value): Value => {
    map.set(key, value);
    for (const oldest of map.keys()) if (map.size > mostKept) map.delete(oldest);
    return value;
  };
  const versionOf = ({ workspaceId, campaignId, version }: WhichText) => {
    const key = `${campaignId} ${version}`;
    const read = async () => {
      const rows = await tools.database.inWorkspace(workspaceId, (tx) => textsOfVersion(tx, workspaceId, campaignId, version));
      return new Map(rows.map(({ position, variant, ...text }) => [`${position} ${variant}`, text]));
    };
    const reading = versions.get(key) ?? keep(versions, key, read());
    // What could not be read is read again by whoever asks next.
    reading.catch(() => versions.delete(key));
    return reading;
  };
  return async (which) => {
    const { campaignId, version, step, variant, sameThread, signature } = which;
    const key = JSON.stringify([campaignId, version, step, variant, sameThread, signature]);
    const known = compiled.get(key);
    if (known) return known;
    const text = (await versionOf(which)).get(`${step} ${variant}`);
    if (!text) return undefined;
    // In a thread the subject is that of its first message, whatever stands here.
    const subject = sameThread ? 'Re' : text.subject;
    return keep(compiled, key, { ...compileText({ subject, html: text.html, signature }), files: text.fileNames.map(compileFileName) });
  };
}

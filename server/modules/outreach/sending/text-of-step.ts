import type { Tools } from '../../../platform/tools.ts';
import { compileFileName, compileText, requiredTags, type Compiled, type FileName } from '../../templates/index.ts';
import { knownTagsOf } from '../launching/problems-of-steps.ts';
import { textsOfVersion } from './store.ts';

/** What a step says, and the names of the files that go with it. */
export type StepText = Compiled & {
  files: readonly FileName[];
  /** Why, where it cannot be filled for somebody, it can be filled for nobody: what is wrong in the text, or asked for and known of no recipient. */
  stops: readonly string[];
};

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
  const versions = new Map<string, ReturnType<typeof readVersion>>();
  const compiled = new Map<string, StepText>();
  const keep = <Value>(map: Map<string, Value>, key: string, value: Value): Value => {
    map.set(key, value);
    for (const oldest of map.keys()) if (map.size > mostKept) map.delete(oldest);
    return value;
  };
  const versionOf = ({ workspaceId, campaignId, version }: WhichText) => {
    const key = `${campaignId} ${version}`;
    const reading = versions.get(key) ?? keep(versions, key, readVersion(tools, { workspaceId, campaignId, version }));
    // What could not be read is read again by whoever asks next.
    reading.catch(() => versions.delete(key));
    return reading;
  };
  return async (which) => {
    const { campaignId, version, step, variant, sameThread, signature } = which;
    const key = JSON.stringify([campaignId, version, step, variant, sameThread, signature]);
    const known = compiled.get(key);
    if (known) return known;
    const { texts, knownTags } = await versionOf(which);
    const text = texts.get(`${step} ${variant}`);
    if (!text) return undefined;
    // In a thread the subject is that of its first message, whatever stands here.
    const subject = sameThread ? 'Re' : text.subject;
    const read = compileText({ subject, html: text.html, signature });
    return keep(compiled, key, { ...read, stops: stopsOf(read, knownTags), files: text.fileNames.map(compileFileName) });
  };
}

function stopsOf(read: Compiled, knownTags: readonly string[]): string[] {
  const broken = read.problems.flatMap(({ stops, sentence }) => (stops ? [sentence] : []));
  if (broken.length > 0) return broken;
  const strange = requiredTags(read).filter((tag) => !knownTags.includes(tag));
  return strange.map((tag) => `There is no merge tag “${tag}” here.`);
}

function readVersion(
  tools: Pick<Tools, 'database'>,
  { workspaceId, campaignId, version }: Pick<WhichText, 'workspaceId' | 'campaignId' | 'version'>,
) {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const rows = await textsOfVersion(tx, workspaceId, campaignId, version);
    const texts = new Map(rows.map(({ position, variant, ...text }) => [`${position} ${variant}`, text]));
    return { texts, knownTags: await knownTagsOf(tx, { workspaceId, campaignId }) };
  });
}

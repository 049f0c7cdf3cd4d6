import { z } from 'zod';
import { outreachFields, steps } from '../../../shared/contract/outreach-shapes.ts';
import { CommandFailed } from '../command.ts';
import { readGivenFile } from '../read-given-file.ts';

const { name, ...settings } = outreachFields;
/** A whole campaign as one document: what the API takes in its calls that create, change and save steps. */
const whole = z.object({ name, ...z.object(settings).partial().shape, steps: steps.optional() });
export type CampaignFile = z.output<typeof whole>;

/** Reads a campaign from a file. @throws CommandFailed with a sentence that names the first thing that is not understood */
export async function readCampaignFile(path: string): Promise<CampaignFile> {
  const bytes = await readGivenFile(path, 5_000_000);
  const given = parseJson(path, new TextDecoder().decode(bytes));
  const parsed = whole.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CommandFailed(`${path}: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'not usable'}. Nothing was created.`);
  }
  const surplus = unknownIn(given, parsed.data);
  if (surplus) throw new CommandFailed(`${path}: there is no “${surplus}” in a campaign. Nothing was created.`);
  return parsed.data;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandFailed(`${path} is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}. Nothing was created.`);
  }
}

/** The first key that was given and not understood, at whatever depth, with the way to it. */
export function unknownIn(given: unknown, understood: unknown, way = ''): string | undefined {
  if (Array.isArray(given) && Array.isArray(understood))
    return first(given.map((one, index) => () => unknownIn(one, understood[index], `${way}[${String(index)}]`)));
  if (!isObject(given) || !isObject(understood)) return undefined;
  return first(
    Object.entries(given).map(([key, value]) => () => {
      const here = way === '' ? key : `${way}.${key}`;
      return Object.hasOwn(understood, key) ? unknownIn(value, understood[key], here) : here;
    }),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function first(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { mergeTagsOf } from '../contacts/index.ts';
import { compileText, sampleLeaveValues, type Text } from './compile-text.ts';
import { withUnknownTags } from './problems-of.ts';
import { renderText, type Rendered } from './render-text.ts';
import { valuesOfContact } from './store.ts';

/**
 * A text as one contact would read it, filled by the same code that fills what is sent. Without a contact each merge tag shows its name. Whoever
 * looks at a text as a contact reads it sees what is kept of them, so that is written down.
 */
export async function previewText(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { contactId, ...text }: Text & { contactId: string | undefined },
): Promise<Rendered> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const compiled = compileText(text);
    const known = await mergeTagsOf(tx, workspaceId);
    const values =
      contactId === undefined
        ? Object.fromEntries(known.map((tag) => [tag, sampleOf(tag)]))
        : await valuesOfContact(tx, workspaceId, contactId);
    if (!values) throw notFound('contact');
    const stops = withUnknownTags(compiled, known).filter(({ stops: stop }) => stop);
    const rendered: Rendered =
      stops.length > 0
        ? { ok: false, problems: stops }
        : renderText(compiled, { ...values, ...sampleLeaveValues }, { seed: contactId ?? 'preview' });
    if (contactId !== undefined)
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact.read', subject: { kind: 'contact', id: contactId } });
    return rendered;
  });
}

/** A link needs something that leads somewhere; everything else says what will stand there. */
const sampleOf = (tag: string) => (/url|link|website|homepage/.test(tag) ? 'https://example.org/' : `‹${tag.replaceAll('_', ' ')}›`);

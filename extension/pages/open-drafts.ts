import type { ReadDraft } from '../reading/draft.ts';
import { askGmail, gmailTabs } from './ask.ts';
import { make, press } from './element.ts';

const places = { window: 'in a window', inline: 'in a conversation', alone: 'in a page of its own' };

/** The compose windows that are open, by number and place alone: none is read before it is chosen. The one under the pointer is outlined in Gmail. */
export async function openDrafts(whenRead: (draft: ReadDraft) => Promise<void>, say: (sentence: string) => void): Promise<HTMLElement> {
  const tabs = await gmailTabs();
  const lists = await Promise.all(tabs.map(async ({ id }) => ({ id, drafts: (await askGmail(id, { kind: 'list' })) ?? [] })));
  const items = lists.flatMap(({ id, drafts }, index) =>
    drafts.map(({ number, place }) => {
      const tab = tabs.length > 1 ? `, Gmail tab ${String(index + 1)}` : '';
      const button = press(`Draft ${String(number)} ${places[place]}${tab}`, async () => {
        const answer = await askGmail(id, { kind: 'read', number });
        if (answer?.ok) await whenRead(answer.draft);
        else say(answer?.sentence ?? 'Gmail’s page does not answer. Load it again.');
      });
      const outline = (on: boolean) => () => void askGmail(id, { kind: 'outline', number: on ? number : undefined });
      for (const name of ['pointerenter', 'focus']) button.addEventListener(name, outline(true));
      for (const name of ['pointerleave', 'blur']) button.addEventListener(name, outline(false));
      return make('li', {}, button);
    }),
  );
  if (tabs.length === 0) return make('p', { className: 'hush' }, 'Gmail is not open in any tab.');
  return items.length === 0
    ? make('p', { className: 'hush' }, 'No draft is open in Gmail, or its page was open before this extension was there: load it again.')
    : make('ul', {}, ...items);
}

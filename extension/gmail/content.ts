import type { FromGmail, Listed, ReadAnswer, SelfTest, ToGmail } from '../messages.ts';
import type { Compose } from '../reading/draft.ts';
import { bodySelectors, findComposes } from '../reading/find-composes.ts';
import { readCompose, testCompose, Unreadable } from '../reading/read-compose.ts';
import { insertText, watchCursor } from './insert-text.ts';
import { placeButton } from './place-button.ts';
import { readPicture } from './read-picture.ts';

/** Runs in Gmail's page. It looks for compose windows by their structure, and reads one only when its user presses the button of that one. */

const numbers = new WeakMap<HTMLElement, number>();
let count = 0;
let outlined: HTMLElement | undefined;

const numberOf = ({ body }: Compose): number => {
  const number = numbers.get(body) ?? ++count;
  numbers.set(body, number);
  return number;
};
const composeOf = (number: number) => findComposes(document).find((one) => numberOf(one) === number);
const listed = (compose: Compose) => ({ number: numberOf(compose), place: compose.place });
/** An extension that was just renewed has left this script behind; Gmail's page goes on without it. */
const isAlive = () => chrome.runtime.id !== undefined;
const tell = (message: FromGmail) => (isAlive() ? chrome.runtime.sendMessage(message) : Promise.resolve(undefined));

async function readOne(compose: Compose | undefined): Promise<ReadAnswer> {
  if (!compose) return { ok: false, sentence: 'This draft is not open any more.' };
  try {
    return { ok: true, draft: await readCompose(compose, readPicture) };
  } catch (error) {
    return {
      ok: false,
      sentence: error instanceof Unreadable ? error.message : 'This draft could not be read. Use the paste box in the side panel.',
    };
  }
}

async function pressed(compose: Compose, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const opened = tell({ kind: 'open_panel' }).catch(() => undefined);
  const read = await readOne(composeOf(numberOf(compose)));
  const told = read.ok ? await tell({ kind: 'draft_read', draft: read.draft }).catch(() => undefined) : undefined;
  await opened;
  button.disabled = false;
  const shown = (told as { ok?: boolean } | undefined)?.ok === true ? 'Shown in the side panel' : 'Not shown. Load this page again.';
  button.textContent = read.ok ? shown : read.sentence;
  setTimeout(() => (button.textContent = 'To Antiphon'), 4000);
}

function placeButtons(): void {
  for (const compose of findComposes(document)) placeButton(compose, (button) => void pressed(compose, button));
}

function outline(number: number | undefined): void {
  outlined?.style.removeProperty('outline');
  outlined = number === undefined ? undefined : composeOf(number)?.frame;
  outlined?.style.setProperty('outline', '3px solid #24408e');
}

async function answerTo(message: ToGmail): Promise<Listed | ReadAnswer | SelfTest | { ok: boolean }> {
  switch (message.kind) {
    case 'list':
      return findComposes(document).map(listed);
    case 'outline':
      outline(message.number);
      return { ok: true };
    case 'read':
      outline(undefined);
      return readOne(composeOf(message.number));
    case 'insert':
      return { ok: insertText(document, message.text) };
    case 'self_test':
      return { composes: findComposes(document).map((compose) => ({ ...listed(compose), found: testCompose(compose) })) };
  }
}

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== chrome.runtime.id || !sender.url?.startsWith(chrome.runtime.getURL(''))) return false;
  void answerTo(message as ToGmail).then(answer);
  return true;
});
watchCursor(document, (element) => element.closest<HTMLElement>(Object.values(bodySelectors).join(', ')) ?? undefined);

let due: ReturnType<typeof setTimeout> | undefined;
const watcher = new MutationObserver(() => {
  if (!isAlive()) watcher.disconnect();
  else
    due ??= setTimeout(() => {
      due = undefined;
      placeButtons();
    }, 300);
});
watcher.observe(document.body, { childList: true, subtree: true });
placeButtons();
// Nothing wakes the worker by itself, so an open Gmail reminds it of what still waits.
const remind = () => void tell({ kind: 'wake' }).catch(() => undefined);
addEventListener('online', remind);
setInterval(() => {
  if (document.visibilityState === 'visible') remind();
}, 60_000);
remind();

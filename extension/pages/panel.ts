import type { Campaign, Handed, State, Waiting } from '../messages.ts';
import type { ReadDraft } from '../reading/draft.ts';
import { allWaiting, forgetRead, forgetWaiting, keepRead, keepWaiting, readRead, readSent } from '../worker/kept.ts';
import { askCampaigns, askGmail, askTags, askWorker, gmailTabs } from './ask.ts';
import { fill, make, part, press } from './element.ts';
import { openDrafts } from './open-drafts.ts';
import { pasteBox } from './paste-box.ts';
import { showConnection } from './show-connection.ts';
import { showDraft, type ShownDraft } from './show-draft.ts';
import { linkTo, showSent, showWaiting } from './show-waiting.ts';

/** The side panel: what was read, where it goes, what still waits, merge tags, and the way to the answers. */

let campaigns: Campaign[] = [];
let tags: string[] = [];
let shown = '';
let waitingShown = '';
let draft: ShownDraft | undefined;
let state: State = { connection: undefined, contact: undefined };

const say = (sentence: string) => {
  part('said').textContent = sentence;
};

async function handOver(handed: Handed): Promise<void> {
  // For the workspace that was shown when it was pressed, and kept before anything is asked of anybody: from here on it is not lost.
  const { connection } = state;
  const to = connection && { server: connection.server, workspaceId: connection.workspaceId, workspaceName: connection.workspaceName };
  const kept = await keepWaiting({ draft: handed, to, state: 'waiting', sentence: '', tries: 0, nextAt: 0 }).then(
    () => true,
    () => false,
  );
  if (!kept) {
    say('There is no room for this draft here: others still wait. Send or throw away those first. It stays as it is.');
    return;
  }
  await forgetRead();
  await askWorker({ kind: 'send' });
  await refresh();
}

async function readAgain({ draft: handed }: Waiting): Promise<void> {
  if (await readRead()) {
    say('Hand over the draft that is shown first, or press “Not now”.');
    return;
  }
  const { subject, html, recipients = [], exportId, outreachId, place } = handed;
  await keepRead({
    subject,
    html,
    recipients: recipients.map(({ email, name = '' }) => ({ email, name })),
    attachments: [],
    account: '',
    notes: [],
    // By its number the server knows it again, should it have taken it after all.
    again: { exportId, ...(outreachId === undefined ? {} : { outreachId }), ...(place === undefined ? {} : { place }) },
  });
  await forgetWaiting(handed.exportId);
}

const whenRead = async (read: ReadDraft) => {
  say('');
  await keepRead(read);
};

async function drawDraft(): Promise<void> {
  const read = await readRead();
  const now = JSON.stringify(read ?? 'nothing');
  // Whoever is changing the subject is not interrupted, unless something else was read meanwhile.
  if (now !== shown) {
    shown = now;
    draft = read && showDraft(read, { handOver, drop: forgetRead });
    part('draft').replaceChildren(...(draft ? [draft.element] : beginning()));
  }
  draft?.offer(campaigns);
}

function beginning(): HTMLElement[] {
  const found = make('div', { id: 'found' });
  return [
    make(
      'p',
      {},
      'Write a message in Gmail, then press “To Antiphon” in its window. Only that window is read, and nothing is sent before you saw it.',
    ),
    press('Show open drafts', async () => found.replaceChildren(await openDrafts(whenRead, say))),
    found,
    pasteBox(whenRead),
  ];
}

async function drawRest(): Promise<void> {
  state = await askWorker({ kind: 'state' });
  fill(part('connection'), ...showConnection(state));
  const waiting = await allWaiting();
  // A button that somebody is about to press stays where it is, unless there is something else to say.
  const now = JSON.stringify([waiting, state.connection]);
  if (now !== waitingShown) part('waiting').replaceChildren(...showWaiting(waiting, state.connection, readAgain));
  waitingShown = now;
  part('waiting-head').hidden = waiting.length === 0;
  const sent = await readSent();
  fill(part('sent'), sent && state.connection ? showSent(sent, state.connection.home) : undefined);
}

async function insert(tag: string): Promise<void> {
  for (const { id } of (await gmailTabs()).filter(({ active }) => active)) {
    const answer = await askGmail(id, { kind: 'insert', text: `{{ ${tag} }}` });
    if (!answer?.ok) continue;
    say(`{{ ${tag} }} was put into the draft.`);
    return;
  }
  say('Click into the text of a draft in Gmail first.');
}

function drawTags(): void {
  part('tags').replaceChildren(...tags.map((tag) => press(tag, () => insert(tag), 'tag')));
  part('tags-head').hidden = tags.length === 0;
}

function drawAnswers(): void {
  const home = state.connection?.home ?? '';
  const answered = campaigns.filter(({ counts, state: how }) => how === 'finished' || counts.replied > 0).slice(0, 8);
  const items = answered.map(({ id, name, counts }) =>
    make(
      'li',
      {},
      linkTo(`${home}/conversations?campaign=${id}`, name),
      ` ${counts.replied === 1 ? 'one reply' : `${String(counts.replied)} replies`}`,
    ),
  );
  part('answers').replaceChildren(...items);
  part('answers-head').hidden = items.length === 0;
}

async function refresh(): Promise<void> {
  await drawRest();
  await drawDraft();
}

async function ask(): Promise<void> {
  await refresh();
  if (!state.connection) return;
  [campaigns, tags] = await Promise.all([askCampaigns(), askTags()]);
  drawTags();
  drawAnswers();
  await refresh();
}

chrome.storage.onChanged.addListener(() => void refresh());
void ask();
setInterval(() => void ask(), 60_000);
// What waits is tried again while the panel is open; the worker keeps to the pauses that the server asked for.
setInterval(
  () =>
    void allWaiting().then((waiting) =>
      waiting.some(({ nextAt, state: how }) => how === 'waiting' && nextAt < Date.now()) ? askWorker({ kind: 'wake' }) : undefined,
    ),
  10_000,
);

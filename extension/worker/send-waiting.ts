import type { Sent, Waiting } from '../messages.ts';
import { askOf } from './ask-workspace.ts';
import { placePictures } from './place-pictures.ts';
import { allWaiting, forgetWaiting, keepSent, keepWaiting, readConnection, readWaiting, type Connection } from './kept.ts';
import { isMeantFor } from './meant-for.ts';

const longestPause = 15 * 60_000;

/**
 * Sends what waits, one after another, each until the server said what it makes of it. The number of a draft stays the same through all tries, and the
 * server takes a number once: a worker that was ended between question and answer, or an answer that was lost, doubles nothing.
 * @param pressed whether somebody asks for it now: then no pause is kept
 */
export async function sendWaiting(pressed: boolean): Promise<void> {
  // One at a time over all the extension's parts. The browser lets go of a lock whose holder has ended.
  await navigator.locks.request('waiting', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const { draft } of await allWaiting()) {
      // While the one before was on its way it may have been thrown away, and another server connected.
      const waiting = await readWaiting(draft.exportId);
      const connection = await readConnection();
      if (!waiting || waiting.state === 'refused' || (!pressed && waiting.nextAt > Date.now()) || !isMeantFor(waiting, connection))
        continue;
      const goesOn = await sendOne(waiting, connection);
      if (!goesOn) return;
    }
  });
}

/** Whether the next one may be tried: a server that does not answer is not asked once more for each of them. */
async function sendOne(waiting: Waiting, connection: Connection | undefined): Promise<boolean> {
  const pictures = await placePictures(waiting.draft.html, connection);
  const answer = pictures.ok
    ? await askOf(connection, '/taken-drafts', { body: { ...waiting.draft, html: pictures.html } })
    : pictures.answer;
  if (answer.kind === 'done') {
    const { outreachId, added, leftOut, notes } = answer.body as Omit<Sent, 'subject'>;
    const left = pictures.ok ? pictures.notes : [];
    await keepSent({ outreachId, added, leftOut, notes: [...left, ...notes], subject: waiting.draft.subject });
    await forgetWaiting(waiting.draft.exportId);
    return true;
  }
  // Whoever threw it away meanwhile does not find it again.
  if (!(await readWaiting(waiting.draft.exportId))) return answer.kind === 'refused';
  const tries = waiting.tries + 1;
  if (answer.kind === 'refused') {
    await keepWaiting({ ...waiting, tries, state: 'refused', sentence: answer.sentence });
    return true;
  }
  const seconds = answer.kind === 'later' ? answer.seconds : undefined;
  const pause = seconds === undefined ? Math.min(longestPause, 15_000 * 2 ** Math.min(tries, 10)) : seconds * 1000;
  await keepWaiting({ ...waiting, tries, sentence: `${answer.sentence} The draft is kept here.`, nextAt: Date.now() + pause });
  return false;
}

import { gmailOrigin, type FromGmail, type FromPages, type State } from '../messages.ts';
import { askWorkspace } from './ask-workspace.ts';
import { closeToPages, forgetConnection, keepRead, readConnection, readContact } from './kept.ts';
import { pair } from './pair.ts';
import { sendWaiting } from './send-waiting.ts';

// Chrome starts this file anew whenever something happens, so listeners are added at once and nothing is remembered here.
chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== chrome.runtime.id) return false;
  const isOurs = sender.url?.startsWith(chrome.runtime.getURL('')) === true;
  const isGmail = !isOurs && sender.origin === gmailOrigin && sender.tab?.id !== undefined;
  if (!isOurs && !isGmail) return false;
  const work = isOurs ? forPages(message as FromPages) : forGmail(message as FromGmail, sender.tab?.id ?? 0);
  work.then(answer, (error: unknown) => answer({ ok: false, sentence: error instanceof Error ? error.message : 'That did not work.' }));
  return true;
});
chrome.runtime.onStartup.addListener(() => void sendWaiting(false));
chrome.runtime.onInstalled.addListener(() => {
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
  void sendWaiting(false);
});
void closeToPages();

/** What the script in Gmail's page may ask: to show the panel, to show there what it read, and to try again what waits. It is told nothing. */
async function forGmail(message: FromGmail, tabId: number): Promise<unknown> {
  // Chrome opens the panel only while it knows that somebody has just pressed something.
  if (message.kind === 'open_panel') await chrome.sidePanel.open({ tabId });
  if (message.kind === 'draft_read') await keepRead(message.draft);
  if (message.kind === 'wake') await sendWaiting(false);
  return { ok: true };
}

async function forPages(message: FromPages): Promise<unknown> {
  switch (message.kind) {
    case 'state':
      return state();
    case 'pair': {
      const paired = await pair(message.server, message.code);
      if (paired.ok) void sendWaiting(true);
      return paired;
    }
    case 'disconnect':
      await forgetConnection();
      return { ok: true };
    case 'campaigns':
      return askWorkspace('/outreach');
    case 'tags':
      return askWorkspace('/merge-tags');
    case 'send':
      await sendWaiting(true);
      return { ok: true };
    case 'wake':
      await sendWaiting(false);
      return { ok: true };
  }
}

async function state(): Promise<State> {
  const connection = await readConnection();
  const shown = connection && {
    server: connection.server,
    workspaceId: connection.workspaceId,
    home: `${connection.server}/w/${connection.slug}`,
    workspaceName: connection.workspaceName,
    endsAt: connection.endsAt,
  };
  return { connection: shown, contact: await readContact() };
}

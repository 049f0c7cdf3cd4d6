import { hostOf, readServerAddress } from '../worker/server-address.ts';
import { askWorker } from './ask.ts';
import { fill, make, part, press } from './element.ts';
import { showConnection } from './show-connection.ts';

/** Connecting with a server by a code that is shown there, and parting from it. */

const server = part('server') as HTMLInputElement;
const code = part('code') as HTMLInputElement;
const connecting = part('connect') as HTMLButtonElement;
const say = (sentence: string, wrong = true) => fill(part('said'), make('p', { className: wrong ? 'wrong' : 'done' }, sentence));

async function connect(): Promise<{ ok: boolean; sentence: string }> {
  const address = readServerAddress(server.value);
  if (!address.ok) return address;
  if (code.value.trim() === '') return { ok: false, sentence: 'Type the code that the settings of your workspace show.' };
  // Asked here, because Chrome asks only while it knows that somebody has just pressed something; and for this one host.
  const origins = [hostOf(address.server)];
  const { connection: before } = await askWorker({ kind: 'state' });
  const granted = await chrome.permissions.request({ origins });
  if (!granted)
    return { ok: false, sentence: 'Without your permission for this address nothing can be sent there. Nothing was connected.' };
  const paired = await askWorker({ kind: 'pair', server: address.server, code: code.value });
  if (paired.ok) code.value = '';
  // No host stays open but the one that is connected.
  const connected = paired.ok ? address.server : before?.server;
  for (const server of [address.server, before?.server])
    if (server !== undefined && (connected === undefined || hostOf(server) !== hostOf(connected)))
      await chrome.permissions.remove({ origins: [hostOf(server)] }).catch(() => false);
  return paired;
}

async function draw(): Promise<void> {
  const state = await askWorker({ kind: 'state' });
  const { connection } = state;
  if (!connection) {
    fill(part('connection'), make('p', { className: 'hush' }, 'Not connected.'));
    return;
  }
  if (server.value === '') server.value = connection.server;
  fill(
    part('connection'),
    ...showConnection(state),
    make(
      'p',
      { className: 'hush' },
      'The token stands in the settings of the workspace, under API tokens: revoke it there to end it everywhere.',
    ),
    press('Disconnect', async () => {
      await askWorker({ kind: 'disconnect' });
      await chrome.permissions.remove({ origins: [hostOf(connection.server)] }).catch(() => false);
      say('Disconnected. The token is no longer here; revoke it in the settings of the workspace too.', false);
      await draw();
    }),
  );
}

async function whenAsked(): Promise<void> {
  connecting.disabled = true;
  const { ok, sentence } = await connect()
    .catch(() => ({ ok: false, sentence: 'That did not work. Nothing was connected.' }))
    .finally(() => (connecting.disabled = false));
  say(sentence, !ok);
  await draw();
}

part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void whenAsked();
});
void draw();

import pg from 'pg';

/** Says whether the database has fallen silent: a connection that was cut without a word looks like one on which an answer takes long. */
export interface Pulse {
  isSilent(): boolean;
  stop(): void;
}

const tickMilliseconds = 250;
/** Four seconds: with what goes before and after, whoever waits has an answer within five. */
const mostTicks = 16;

/** Cuts a connection at once, whatever it waits for: all that was asked on it fails. */
export function cutConnection(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/**
 * Asks the database for a sign of life on a connection of its own, while somebody waits for it. Silence is counted in ticks of this process and
 * not in time: a process that stood still itself must not take that for a silence of the database.
 * @param isBusy whether somebody waits for the database now
 * @param onSilence told once when the silence begins
 */
export function watchPulse(options: { url: string; isBusy: () => boolean; onSilence: () => void; onAnswer: () => void }): Pulse {
  let client: pg.Client | undefined;
  let waiting = false;
  let ticks = 0;
  let turn = 0;
  let silent = false;

  const ask = async (): Promise<void> => {
    if (!client) {
      client = new pg.Client({ connectionString: options.url, application_name: 'antiphon pulse' });
      client.on('error', () => undefined);
      await client.connect();
    }
    await client.query('select 1');
  };
  const forget = () => {
    if (client) cutConnection(client);
    client = undefined;
  };
  const begin = () => {
    const mine = ++turn;
    waiting = true;
    ticks = 0;
    const ended = (refused: boolean) => {
      if (mine !== turn) return;
      waiting = false;
      // A refusal is a word too, and reaches whoever asks by itself.
      if (refused) forget();
      if (silent) options.onAnswer();
      silent = false;
    };
    ask().then(
      () => ended(false),
      () => ended(true),
    );
  };
  const giveUp = () => {
    turn += 1;
    waiting = false;
    forget();
    if (!silent) options.onSilence();
    silent = true;
  };
  const timer = setInterval(() => {
    if (!waiting) {
      if (silent || options.isBusy()) begin();
    } else if (++ticks >= mostTicks) giveUp();
  }, tickMilliseconds).unref();

  return {
    isSilent: () => silent,
    stop() {
      clearInterval(timer);
      turn += 1;
      forget();
    },
  };
}

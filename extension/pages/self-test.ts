import type { SelfTest } from '../messages.ts';
import type { Field } from '../reading/draft.ts';
import { askGmail, askWorker, gmailTabs } from './ask.ts';
import { make, part, press } from './element.ts';
import { showConnection } from './show-connection.ts';

/** Which ways of looking find what in the compose windows that are open, without showing what is written in them. */

const fields: Record<Field, string> = { subject: 'Subject', text: 'Text', recipients: 'Recipients', attachments: 'Attachments' };
const list = (ways: readonly string[]) => ways.join(', ') || '–';

function tableOf({ number, place, found }: SelfTest['composes'][number], tab: number): HTMLElement {
  const rows = (Object.keys(fields) as Field[]).map((field) => {
    const { by, against, silent } = found[field];
    return make(
      'tr',
      {},
      ...[fields[field], list(by), list(against), list(silent)].map((text, index) => make(index === 0 ? 'th' : 'td', {}, text)),
    );
  });
  const heads = ['Field', 'Found by', 'Found otherwise by', 'Not found by'].map((text) => make('th', {}, text));
  return make(
    'table',
    {},
    make('caption', {}, `Gmail tab ${String(tab)}, draft ${String(number)} (${place})`),
    make('thead', {}, make('tr', {}, ...heads)),
    make('tbody', {}, ...rows),
  );
}

async function look(): Promise<void> {
  const state = await askWorker({ kind: 'state' });
  part('connection').replaceChildren(...showConnection(state));
  const tabs = await gmailTabs();
  const tests = await Promise.all(tabs.map(({ id }) => askGmail(id, { kind: 'self_test' })));
  const parts = tests.flatMap((test, index) => {
    if (!test) return [make('p', { className: 'wrong' }, `Gmail tab ${String(index + 1)} does not answer. Load it again.`)];
    if (test.composes.length === 0) return [make('p', {}, `Gmail tab ${String(index + 1)}: no draft was found. Open one, and look again.`)];
    return test.composes.map((one) => tableOf(one, index + 1));
  });
  part('found').replaceChildren(...(tabs.length === 0 ? [make('p', {}, 'Gmail is not open in any tab.')] : parts));
}

part('again').append(press('Look again', look));
void look();

import { createWriteStream, mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readId } from '../server/platform/ids.ts';
import { fromAddress } from './ask.ts';
import type { Finding } from './findings.ts';
import { countContacts, measureCopies } from './import/store.ts';
import type { Bench, Copy } from './product.ts';

const asked = { rows: 1_000_000, seconds: 30, mebibytes: 256 };
const titles = 'E-mail,First name,Last name,Company,Phone,City\n';

/** An import of as many rows as are asked for, or one in ten in a short run, beside COPY of the same file and COPY then INSERT. */
export async function measureImport(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const rows = seconds < 30 ? asked.rows / 10 : asked.rows;
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-import-'));
  try {
    const path = join(folder, 'people.csv');
    await writeFile(path, rows);
    const before = await countContacts(copy.databaseUrl, readId('workspace', copy.workspaceId));
    const took = await importFile(copy, path);
    const missing = before + rows - (await countContacts(copy.databaseUrl, readId('workspace', copy.workspaceId)));
    bench.say(`import: read in ${took.read.toFixed(1)} s, checked in ${took.checked.toFixed(1)} s, run in ${took.run.toFixed(1)} s`);
    const { copySeconds, insertSeconds } = await measureCopies(copy.databaseUrl, path);
    const tooShort = rows < asked.rows;
    return [
      {
        name: 'import',
        what: `import of ${rows.toLocaleString('en')} rows of 6 columns, mapped, validated, deduplicated`,
        value: took.read + took.checked + took.run,
        unit: 's',
        goal: asked.seconds,
        limit: copySeconds + insertSeconds,
        limitIs: 'COPY of the same file, then INSERT, unchecked',
        tooShort,
        because:
          'Each contact costs about 15 µs in PostgreSQL, nearly all of it its five indexes and some 900 bytes of log, and one connection does it alone: the plain insert beside it does little else. Reading, checking and staging every row, and the preview of what will change, come before that.',
      },
      { name: 'import-copy', what: '  beside COPY of the file alone', value: copySeconds, unit: 's' },
      {
        name: 'import-memory',
        what: '  most memory of the whole process meanwhile',
        value: took.mebibytes,
        unit: 'MiB',
        goal: asked.mebibytes,
        tooShort,
        because:
          'It is the whole process, which serves pages too and stands far above 200 MiB before the first import: the binary of Node and all of the program. A file that arrives fast, the keys that find an address twice among a million, and the heap of the process that reads come on top.',
      },
      { name: 'import-missing', what: '  contacts that are missing or too many', value: Math.abs(missing), unit: 'rows', goal: 0 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One row in a hundred is quoted, as programs do it where a value holds the delimiter. */
async function writeFile(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  let text = titles;
  for (let row = 0; row < rows; row++) {
    const last = row % 100 === 0 ? `"Sample, ${String(row % 70_000)}"` : `Sample ${String(row % 70_000)}`;
    text += `person.${String(row)}@mail${String(row % 997)}.example.org,First ${String(row % 5_000)},${last},Company ${String(row % 20_000)},+49 30 ${String(1_000_000 + row)},City ${String(row % 300)}\n`;
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain');
      text = '';
    }
  }
  file.end(text);
  await once(file, 'finish');
}

interface Shown {
  id: string;
  state: string;
  failure: string | null;
  mapping: unknown[];
}

/** Through the API, as a program does it: the time from the last byte of the file on, without what a person takes to look at it. */
async function importFile(copy: Copy, path: string): Promise<{ read: number; checked: number; run: number; mebibytes: number }> {
  const headers = { authorization: `Bearer ${copy.token}`, 'content-type': 'application/json' };
  const base = `${copy.url}/api/workspaces/${copy.workspaceId}`;
  let asks = 0;
  const ask = async (method: string, at: string, body?: object): Promise<Shown> => {
    const answer = await fetch(base + at, {
      method,
      headers: { ...headers, ...fromAddress(asks++) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${at} answered ${String(answer.status)}: ${(await answer.text()).slice(0, 200)}`);
    return (await answer.json()) as Shown;
  };
  const until = async (id: string, state: string): Promise<Shown> => {
    for (;;) {
      const shown = await ask('GET', `/imports/${id}`);
      if (shown.state === state) return shown;
      if (shown.state === 'failed') throw new Error(`The import failed: ${shown.failure ?? ''}`);
      // More often would be asked too often.
      await wait(400);
    }
  };
  const timed = async (work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    return (performance.now() - from) / 1000;
  };
  await ask('POST', '/contact-fields', { key: 'city', label: 'City', kind: 'text' });
  const { id } = await ask('POST', '/imports', { fileName: 'people.csv' });
  const sent = await fetch(`${base}/imports/${id}/file/0`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: await openAsBlob(path),
  });
  if (!sent.ok) throw new Error(`The file was not taken: ${await sent.text()}`);
  let shown: Shown | undefined;
  const read = await timed(async () => {
    await ask('POST', `/imports/${id}/reading`, {});
    shown = await until(id, 'read');
  });
  const checked = await timed(async () => {
    await ask('PUT', `/imports/${id}/mapping`, { mapping: shown?.mapping });
    await until(id, 'checked');
  });
  const run = await timed(async () => {
    await ask('POST', `/imports/${id}/run`, { basis: 'Made up for a measurement.' });
    await until(id, 'finished');
  });
  return { read, checked, run, mebibytes: mostMemory(copy.pid) };
}

/** The most memory that a process ever had; Linux writes it down. */
function mostMemory(pid: number): number {
  const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}

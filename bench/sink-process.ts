import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The mail server that takes everything, as a process of its own. */
export interface Sink {
  port: number;
  /** How many messages it took. */
  taken(): Promise<number>;
  end(): void;
}

export async function startSink(): Promise<Sink> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('The mail server has no way to be asked.');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value)) as { port: number; taken: number };
  const { port } = await next();
  return {
    port,
    async taken() {
      stdin.write('?\n');
      return (await next()).taken;
    },
    end: () => stdin.end(),
  };
}

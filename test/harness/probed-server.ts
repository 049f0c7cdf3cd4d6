import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';

/** A mail server that is asked for addresses and given nothing: anything but EHLO, MAIL, RCPT and QUIT in their order is refused for good. */
export async function probedServer(
  answers: Readonly<Record<string, string>>,
  { greeting = '220 mx.example.org', others = '550 5.1.1 No such user' }: { greeting?: string | null; others?: string } = {},
) {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let [step, said] = ['greeted', ''];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const answer = (line: string) => {
      heard.push(line);
      const recipient = /^RCPT TO:<([^<>\s]+)>$/.exec(line)?.[1];
      if (/^EHLO \S+$/.test(line) && step === 'greeted') {
        step = 'ready';
        say('250-mx.example.org\r\n250 ENHANCEDSTATUSCODES');
      } else if (line === 'MAIL FROM:<>' && step === 'ready') {
        step = 'mail';
        say('250 2.1.0 OK');
      } else if (recipient !== undefined && step === 'mail') say(answers[recipient] ?? others);
      else if (line === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
      else say('503 5.5.1 Not now');
    };
    socket.setEncoding('latin1').on('data', (part: string) => {
      said += part;
      for (let end = said.indexOf('\r\n'); end >= 0; end = said.indexOf('\r\n')) {
        const line = said.slice(0, end);
        said = said.slice(end + 2);
        answer(line);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    if (greeting !== null) say(greeting);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => [...heard] };
}

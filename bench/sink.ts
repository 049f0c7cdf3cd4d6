import { createServer } from 'node:net';

/**
 * A mail server that takes everything and keeps nothing, in a process of its own: as fast as one can be, so that what is measured is who sends. It answers
 * commands that come in one piece together (RFC 2920). Each line on its input is answered with how many messages it took.
 */
let taken = 0;
const server = createServer((socket) => {
  socket.setNoDelay(true);
  let rest = '';
  let inData = false;
  socket.write('220 sink\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    rest += bytes.toString('latin1');
    let answer = '';
    for (;;) {
      if (inData) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) {
          // Only the end can hold the beginning of a final dot.
          rest = rest.slice(-4);
          break;
        }
        rest = rest.slice(end + 5);
        inData = false;
        taken += 1;
        answer += '250 2.0.0 Ok\r\n';
        continue;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) break;
      const word = rest.slice(0, 4).toUpperCase();
      rest = rest.slice(end + 2);
      if (word === 'EHLO') answer += '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n';
      else if (word === 'AUTH') answer += '235 2.7.0 Ok\r\n';
      else if (word === 'DATA') {
        inData = true;
        answer += '354 Go on\r\n';
      } else if (word === 'QUIT') answer += '221 Bye\r\n';
      else answer += '250 2.1.0 Ok\r\n';
    }
    if (answer !== '') socket.write(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`);
});
process.stdin.on('data', () => process.stdout.write(`${JSON.stringify({ taken })}\n`));
process.stdin.on('end', () => process.exit(0));

import { randomBytes } from 'node:crypto';
import { createAddressGuard, type AddressGuard } from '../../platform/address-guard.ts';
import type { ProbeAddresses, ProbeAnswer, ProbedDomain } from '../capabilities.ts';
import { openLine, type Line, type Reply } from './line.ts';

export interface ProbeOptions {
  /** Hosts that may resolve to closed addresses. */
  allow: readonly string[];
  /** The name by which this copy introduces itself. */
  ourName: string;
  isQuarantined: () => Promise<boolean>;
  port?: number;
  connectMilliseconds?: number;
  answerMilliseconds?: number;
  /** For a whole conversation, however quick its single answers are. */
  conversationMilliseconds?: number;
}

/** As many exchangers are tried until one talks. */
const mostExchangers = 2;

/**
 * Speaks to the mail server of a domain up to the point where a message would begin (RFC 5321 section 3.3), and no further: `DATA` is never said. First it
 * asks for an address that nobody has: a server that takes it takes everything.
 */
export function createProbe(options: ProbeOptions): ProbeAddresses {
  const guard = createAddressGuard(options);
  return {
    async probe({ domain, exchangers, addresses: wanted, admits }) {
      const nothing: ProbedDomain = { takesAll: undefined, answers: wanted.map(() => 'unknown') };
      for (const host of exchangers.slice(0, mostExchangers)) {
        if (await options.isQuarantined()) return nothing;
        const address = await addressOf(guard, host, options);
        if (!address) continue;
        const addresses = wanted.slice(0, await admits(address, wanted.length));
        if (addresses.length === 0) return { takesAll: undefined, answers: [] };
        const line = await reach({ host, address }, options);
        if (!line) continue;
        const deadline = setTimeout(() => {
          line.close();
        }, options.conversationMilliseconds ?? 60_000);
        try {
          return await talk(line, { domain, addresses }, options);
        } catch {
          // Whoever breaks off said nothing, and is not asked again at once.
          return { ...nothing, answers: addresses.map(() => 'unknown') };
        } finally {
          clearTimeout(deadline);
          line.close();
        }
      }
      return nothing;
    },
  };
}

// Closed to us, or not there: the next exchanger may be.
const notThere = () => undefined;

const addressOf = (guard: AddressGuard, host: string, { port = 25 }: ProbeOptions): Promise<string | undefined> =>
  guard.addresses(host, port).then(([found]) => found?.address, notThere);

const reach = (
  peer: { host: string; address: string },
  { port = 25, connectMilliseconds = 10_000 }: ProbeOptions,
): Promise<Line | undefined> => openLine({ ...peer, port }, { tls: false, milliseconds: connectMilliseconds }).catch(notThere);

async function talk(
  line: Line,
  { domain, addresses }: { domain: string; addresses: readonly string[] },
  { ourName, answerMilliseconds = 20_000 }: ProbeOptions,
): Promise<ProbedDomain> {
  const ask = async (command: string): Promise<Reply> => {
    await line.write(`${command}\r\n`);
    return line.reply(answerMilliseconds);
  };
  const unknown: ProbedDomain = { takesAll: undefined, answers: addresses.map(() => 'unknown') };
  const isReady = is2xx(await line.reply(answerMilliseconds)) && is2xx(await ask(`EHLO ${ourName}`)) && is2xx(await ask('MAIL FROM:<>'));
  if (!isReady) {
    await leave(line);
    return unknown;
  }
  const nobody = answerOf(await ask(`RCPT TO:<${randomBytes(12).toString('hex')}@${domain}>`));
  const answers: ProbeAnswer[] = [];
  // Where nobody's address is neither taken nor refused for what it is, what is said of another one means nothing.
  if (nobody === 'not_taken')
    for (const address of addresses) answers.push(isSayable(address) ? answerOf(await ask(`RCPT TO:<${address}>`)) : 'unknown');
  await leave(line);
  if (nobody === 'not_taken') return { takesAll: false, answers };
  return { ...unknown, takesAll: nobody === 'taken' ? true : undefined };
}

/** Goodbye is said, and its answer waited for a moment: a connection that is cut looks like an attack. What is lost over it changes nothing. */
const leave = (line: Line) =>
  line
    .write('QUIT\r\n')
    .then(() => line.reply(1_000))
    .catch(() => undefined);

const is2xx = ({ code }: Reply) => code >= 200 && code < 300;

/** What can stand in a command: one line of printable ASCII, without what would end the address. */
const isSayable = (address: string) => /^[!-;=?-~]{1,254}$/.test(address);

/**
 * What an answer to `RCPT TO` says of the address. A number of 500 alone may mean us as well as the address, so only the enhanced code of RFC 3463 is
 * believed: 5.1.x is about the address, 5.2.1 says that it is shut, x.2.2 that it is full. Everything for now (4xx: greylisting) is unknown.
 */
function answerOf({ code, lines }: Reply): ProbeAnswer {
  if (code >= 200 && code < 300) return 'taken';
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(lines.at(-1) ?? '')?.[1];
  if (enhanced === '4.2.2' || enhanced === '5.2.2') return 'full';
  if (code < 500 || enhanced === undefined) return 'unknown';
  return ['5.1.1', '5.1.3', '5.1.6', '5.1.10', '5.2.1'].includes(enhanced) ? 'not_taken' : 'unknown';
}

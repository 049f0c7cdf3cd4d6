import { createTransport } from 'nodemailer';
import type { SendServiceMail } from '../capabilities.ts';
import { writtenDown } from '../../platform/keyed-call.ts';
import { ProviderFailure, quarantinedSentence } from '../failure.ts';

/** The product's own mail, by SMTP, through the server that the operator named; under quarantine none. */
export function createServiceMail(options: { url: string; from: string; isQuarantined?: () => Promise<boolean> }): SendServiceMail {
  return {
    async send({ to, subject, text }) {
      await writtenDown();
      if (await options.isQuarantined?.()) throw new ProviderFailure('retry_later', 'quarantined', quarantinedSentence, 600);
      let handedOver = false;
      const transport = createTransport({
        url: options.url,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000,
        disableFileAccess: true,
        disableUrlAccess: true,
        // A connection that was lost is the same error before and after the message; only the log line that the message is written tells which.
        logger: { info: (line: { tnx?: unknown } | undefined) => (handedOver ||= line?.tnx === 'message') },
      });
      try {
        await transport.sendMail({
          from: options.from,
          to: { name: '', address: to },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw failureOf(error as Answer, handedOver);
      }
    },
  };
}

/** What an SMTP server answered to which command, as nodemailer says it; without an answer there is no code. */
interface Answer {
  command?: string;
  responseCode?: number;
}

/**
 * What a failure means (RFC 5321 section 4.2.1: 4yz passes, 5yz stays). An answer says that nothing was taken; when none came after the end of the
 * message, it may have been (section 4.5.3.2.6).
 */
function failureOf({ command, responseCode }: Answer, handedOver: boolean): ProviderFailure {
  const refused = responseCode !== undefined && responseCode >= 500 ? 'never' : 'retry_later';
  if (responseCode !== undefined && command === 'RCPT TO')
    return new ProviderFailure(refused, 'address_refused', 'The mail server does not accept this address. Nothing was sent.');
  if (responseCode !== undefined && command === 'DATA')
    return new ProviderFailure(refused, 'message_refused', 'The mail server refused the message. Nothing was sent.');
  if (handedOver && responseCode === undefined)
    return new ProviderFailure('uncertain', 'answer_lost', 'The mail server did not say whether it took the message: it may have left.');
  const sentence = 'The mail server did not take the message. It will be tried again, or ask the operator.';
  return new ProviderFailure('retry_later', 'unreachable', sentence, 60);
}

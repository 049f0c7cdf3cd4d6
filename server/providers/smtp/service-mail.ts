import { createTransport } from 'nodemailer';
import type { SendServiceMail } from '../capabilities.ts';
import { ProviderFailure, quarantinedSentence } from '../failure.ts';

/** The product's own mail, by SMTP, through the server that the operator named; under quarantine none. */
export function createServiceMail(options: {
  url: string;
  from: string;
  isQuarantined?: () => Promise<boolean>;
}): SendServiceMail & { close(): void } {
  const transport = createTransport({
    url: options.url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      if (await options.isQuarantined?.()) throw new ProviderFailure('retry_later', 'quarantined', quarantinedSentence, 600);
      try {
        await transport.sendMail({
          from: options.from,
          to: { name: '', address: to },
          subject: subject.replace(/[\r\n]+/g, ' '),
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch {
        throw new ProviderFailure(
          'retry_later',
          'unreachable',
          'The mail server did not take the message. It will be tried again, or ask the operator.',
          60,
        );
      }
    },
    close: () => {
      transport.close();
    },
  };
}

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createTransport } from 'nodemailer';

const domain = 'mail.test';
const keySelector = 'sandbox';

/** The fields that a careful server signs; those of the way to leave are among them (RFC 8058 section 4). */
const headerFieldNames = 'from:to:reply-to:subject:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post';

let pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;
/** Made when it is first asked for: most copies of the stand-in never sign. */
const keys = () => (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** What the stand-in's domain says of its key in the DNS (RFC 6376 section 3.6). */
export function dkimRecord(name: string): string | undefined {
  if (name !== `${keySelector}._domainkey.${domain}`) return undefined;
  return `v=DKIM1; k=rsa; p=${keys().publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
}

/** A message as it leaves the stand-in's own domain: signed. What others send by it is left as it is. */
export async function signed(raw: Buffer, sender: string): Promise<Buffer> {
  if (!sender.toLowerCase().endsWith(`@${domain}`)) return raw;
  const privateKey = keys().privateKey.export({ format: 'pem', type: 'pkcs8' });
  const signer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    dkim: { domainName: domain, keySelector, privateKey, headerFieldNames },
  });
  return (await signer.sendMail({ envelope: { from: sender, to: sender }, raw })).message as Buffer;
}

import { generateKeyPairSync, sign } from 'node:crypto';

/** One value of DER (X.690 section 8.1): what it is, how long it is, and what is in it. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const text = (tag: number, value: string) => der(tag, Buffer.from(value));
/** UTCTime (RFC 5280 section 4.1.2.5.1). */
const time = (at: Date) => text(0x17, `${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`);

const commonName = '550403';
const alternativeNames = '551d11';
const ecdsaWithSha256 = '2a8648ce3d040302';

/** A certificate for a host name that its own key has signed (RFC 5280 section 4.1), made anew for each test: no key lies in the repository. */
export function certificateFor(host: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ecdsaWithSha256));
  const name = sequence(der(0x31, sequence(oid(commonName), text(0x0c, host))));
  const day = 86_400_000;
  const names = sequence(sequence(oid(alternativeNames), der(0x04, sequence(text(0x82, host)))));
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, names),
  );
  const signature = sign('sha256', toSign, privateKey);
  const whole = sequence(toSign, algorithm, der(0x03, Buffer.from([0]), signature)).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

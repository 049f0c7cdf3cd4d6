/** A header field as it came, so that its signature can be verified. */
export interface RawField {
  /** In lower case. */
  name: string;
  /** With its name, its folding and without the line break at its end. */
  raw: string;
  /** Unfolded, without the name. */
  value: string;
}

export interface RawMessage {
  fields: RawField[];
  /** One character a byte; every line ends with CRLF. */
  body: string;
}

/** Reads the bytes of a message apart into fields and body (RFC 5322 section 2.1). Files from mail programs often end their lines with LF alone. */
export function readRawMessage(bytes: Uint8Array): RawMessage {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r\n|\r|\n/g, '\r\n');
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
  const [head, body] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end === 0 ? 2 : end + 4)];
  const fields: RawField[] = [];
  for (const raw of head.split(/\r\n(?![ \t])/)) {
    const colon = raw.indexOf(':');
    // A line without a colon is no field, such as the first of an mbox file.
    if (colon < 1 || !/^[!-9;-~]+\s*$/.test(raw.slice(0, colon))) continue;
    fields.push({
      name: raw.slice(0, colon).trim().toLowerCase(),
      raw,
      value: raw
        .slice(colon + 1)
        .replace(/\r\n(?=[ \t])/g, '')
        .trim(),
    });
  }
  return { fields, body };
}

const longestFrom = 2_000;

/** The domain of the one address in `From`; nothing where there is none or several. */
export function authorAddress({ fields }: RawMessage): string | undefined {
  const from = fields.filter(({ name }) => name === 'from');
  const given = from[0]?.value ?? '';
  // A longer one is written by nobody, and patterns take their time over it.
  if (given.length > longestFrom) return undefined;
  const value = given.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const addresses = /<([^<>\s@]+@[^<>\s@]+)>/g;
  const found = [...value.matchAll(addresses)].map(([, address]) => address ?? '');
  const bare = found.length === 0 ? value.split(/[\s,]+/).filter((word) => /^[^@]+@[^@]+$/.test(word)) : found;
  return from.length === 1 && bare.length === 1 ? bare[0]?.toLowerCase() : undefined;
}

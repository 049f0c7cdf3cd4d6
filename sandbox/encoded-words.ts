/**
 * What is wrong with the encoded words of a header value (RFC 2047): each at most 75 characters (section 2), and each whole by itself,
 * so that no character is split between two of them (section 5).
 */
export function encodedWordFault(value: string): string | undefined {
  for (const [word, charset = '', encoding = '', text = ''] of value.matchAll(/=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=/g)) {
    if (word.length > 75) return 'An encoded word is longer than 75 characters';
    const bytes = encoding.toUpperCase() === 'B' ? fromBase64(text) : fromQ(text);
    if (!bytes || !decodes(bytes, charset)) return 'An encoded word cannot be decoded';
  }
  return undefined;
}

function fromBase64(text: string): Uint8Array | undefined {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function fromQ(text: string): Uint8Array | undefined {
  if (/=(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  const plain = text.replaceAll('_', ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function decodes(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset.split('*')[0], { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

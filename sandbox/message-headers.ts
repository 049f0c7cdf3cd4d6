/** The headers of a message, unfolded, in their order (RFC 5322 section 2.2). */
export function headersOf(raw: Uint8Array): { name: string; value: string }[] {
  const text = Buffer.from(raw).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return text
    .slice(0, end === -1 ? text.length : end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => {
      const at = line.indexOf(':');
      return { name: line.slice(0, at), value: line.slice(at + 1).trim() };
    });
}

/** What a header of a message says. */
export function headerOf({ headers }: { headers: readonly { name: string; value: string }[] }, wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

const longestLine = 73;

/**
 * RFC 2045 section 6.7, in one pass, because every message of a campaign goes through it. Beyond what the RFC asks, a dot or `From ` at the start of
 * a line is encoded: relays that stuff dots or write mbox files change them. Lines of the body end in LF, lines of the result in CRLF.
 */
export function quotedPrintable(body: string): string {
  let written = '';
  const ended = body.endsWith('\n') ? body : `${body}\n`;
  for (let from = 0; from < ended.length; ) {
    const end = ended.indexOf('\n', from);
    written += lineOf(ended.slice(from, end));
    from = end + 1;
  }
  return written;
}

function lineOf(line: string): string {
  let encoded = isPlain.test(line) ? line : line.replace(notPlain, encodeRun);
  if (encoded.endsWith(' ') || encoded.endsWith('\t')) encoded = encoded.slice(0, -1) + encodeRun(encoded.slice(-1));
  let written = '';
  let from = 0;
  while (encoded.length - from > longestLine) {
    let to = from + longestLine;
    // Not within `=C3`.
    if (encoded[to - 1] === '=') to -= 1;
    else if (encoded[to - 2] === '=') to -= 2;
    written += `${guarded(encoded.slice(from, to))}=\r\n`;
    from = to;
  }
  return `${written}${guarded(encoded.slice(from))}\r\n`;
}

const isPlain = /^[\t\x20-\x3C\x3E-\x7E]*$/;
const notPlain = /[^\t\x20-\x3C\x3E-\x7E]+/g;
const encodeRun = (run: string) => (run === '=' ? '=3D' : Buffer.from(run).toString('hex').toUpperCase().replace(/../g, '=$&'));

function guarded(line: string): string {
  if (line.startsWith('.')) return `=2E${line.slice(1)}`;
  return line.startsWith('From ') ? `=46${line.slice(1)}` : line;
}

/**
 * The fields of a header (RFC 5322 section 2.2): names in lower case, values unfolded. What is no field is left out; a line that was cut off at the end
 * counts as far as it goes.
 */
export function headLines(header: Uint8Array): { name: string; value: string }[] {
  const unfolded = textOf(header).replace(/\r?\n[ \t]+/g, ' ');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const [, name, value = ''] = /^([!-9;-~]{1,200})[ \t]*:(.*)$/s.exec(line) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), value: value.trim() }];
  });
}

/** UTF-8 where it is that (RFC 6532), and else whatever each byte says. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

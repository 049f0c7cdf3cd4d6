/** Where an address may stand in running text: up to a blank, a quotation mark, an angle bracket or a brace. */
const addresses = /https?:\/\/[^\s<>"“”„«»`{}|\\^]+/gi;
const ofTheSentence = /[.,;:!?…'’*_~\]]/;

/** An address without what belongs to the sentence around it: a full stop behind it, or a bracket that was opened before it. */
function trimmed(found: string): string {
  const times = (bracket: string) => found.split(bracket).length - 1;
  const opened = times('(');
  let closed = times(')');
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    const unopened = last === ')' && closed > opened;
    if (!unopened && !ofTheSentence.test(last)) break;
    if (last === ')') closed -= 1;
  }
  return found.slice(0, end);
}

/** How long an address may be that is counted. */
const longest = 2000;

/**
 * The web addresses in a text, each once, exactly as they are written. One that goes on in a merge tag is not among them, since it is another
 * for every reader; nor is one that carries a name and password.
 */
export function webLinksIn(text: string): string[] {
  const found = [...text.matchAll(addresses)]
    .filter((match) => text[match.index + match[0].length] !== '{')
    .map(([address]) => trimmed(address));
  return [...new Set(found)].filter((address) => {
    const url = address.length <= longest ? URL.parse(address) : null;
    return url !== null && url.hostname !== '' && !url.username && !url.password;
  });
}

/** The text with other addresses in the place of these. Only whole addresses: one that begins like another stays as it is. */
export function withOtherLinks(text: string, others: ReadonlyMap<string, string>): string {
  if (others.size === 0) return text;
  return text.replace(addresses, (found) => {
    const address = trimmed(found);
    const other = others.get(address);
    return other === undefined ? found : other + found.slice(address.length);
  });
}

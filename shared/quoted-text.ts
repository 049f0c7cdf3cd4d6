/** Lines by which mail programs lead in what they quote. */
const leads = [
  /^(On|Am|Le|El|Il|Em|Op|Den|Dne|W dniu)\b.{0,300}\b(wrote|schrieb.*|a écrit|escribió|ha scritto|escreveu|schreef.*|skrev.*|napsal.*|napisał.*)\s*:\s*$/iu,
  /^-{2,}\s*(Original Message|Ursprüngliche Nachricht|Message d’origine|Message d'origine|Forwarded message)\s*-{2,}$/iu,
  /^_{10,}$/,
];
const isQuote = (line: string) => line.startsWith('>');
/** No lead is longer, and patterns take their time over what is. */
const longestLead = 600;
const isLead = (line: string) => {
  const said = line.trim();
  return said.length <= longestLead && leads.some((lead) => lead.test(said));
};

/**
 * What somebody wrote themselves, and the part that they quote below it. What stands between quoted lines is their own, so only a part that reaches to the
 * end is folded away; a message that is nothing but quotes is shown whole.
 */
export function withoutQuoted(text: string): { own: string; quoted: string } {
  const lines = text.split('\n');
  const lead = lines.findIndex((line, at) => isLead(line) || isLead(`${line} ${lines[at + 1] ?? ''}`));
  let from = lines.length;
  while (from > 0 && (isQuote(lines[from - 1] ?? '') || (lines[from - 1] ?? '').trim() === '')) from -= 1;
  if (!lines.slice(from).some(isQuote)) from = lines.length;
  // A lead folds what follows it, as long as nothing of their own is written between the quotes.
  const below = lead === -1 ? [] : lines.slice(lead);
  const ownBelow = below.some(isQuote) && below.findLastIndex((line) => !isQuote(line) && line.trim() !== '') > below.findIndex(isQuote);
  if (lead !== -1 && !ownBelow) from = Math.min(from, lead);
  const own = lines.slice(0, from).join('\n').trim();
  return own === '' ? { own: text.trim(), quoted: '' } : { own, quoted: lines.slice(from).join('\n').trim() };
}

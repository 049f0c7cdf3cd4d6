/** A postcode as it is compared: capital letters and figures, nothing between them. */
export function normalisePostcode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 16);
}

/**
 * Whether a postcode is meant by a pattern of a recipient: the code itself (`1010`, `SW1A 1AA`), all that begin alike (`10*`, or the outward
 * part `SW1A` alone for British codes), or a range of figures (`1000-1099`).
 */
export function matchesPostcode(pattern: string, postcode: string): boolean {
  const code = normalisePostcode(postcode);
  if (code === '') return false;
  const range = /^\s*(\d{1,12})\s*[-–]\s*(\d{1,12})\s*$/.exec(pattern);
  if (range?.[1] && range[2])
    return /^\d+$/.test(code) && code.length === range[1].length && Number(code) >= Number(range[1]) && Number(code) <= Number(range[2]);
  const wanted = normalisePostcode(pattern);
  if (wanted === '') return false;
  if (pattern.trim().endsWith('*')) return code.startsWith(wanted);
  return code === wanted || outwardOf(code) === wanted;
}

/** The outward part of a British postcode; its inward part is always a figure and two letters (Royal Mail, PAF). */
function outwardOf(code: string): string | undefined {
  return /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/.exec(code)?.[1];
}

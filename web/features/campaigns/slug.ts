const marks = /\p{Mark}/gu;
const notPlain = /[^a-z0-9]+/g;
const outerHyphens = /^-+|-+$/g;
const spelled: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', þ: 'th' };

/** The last part of a public address, made from a name: small letters, digits and hyphens. Empty when nothing of the name remains. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(marks, '').toLowerCase();
  const latin = plain.replaceAll(/[ßæøœłđþ]/g, (letter) => spelled[letter] ?? '');
  return latin.replaceAll(notPlain, '-').replaceAll(outerHyphens, '').slice(0, 64).replaceAll(outerHyphens, '');
}

/** What is wrong with the last part of an address, or null. */
export function slugProblem(slug: string): string | null {
  if (slug === '') return 'Give the page an address: small letters, digits and hyphens.';
  if (slug.length > 64) return 'Use at most 64 characters.';
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(slug)
    ? null
    : 'Use small letters, digits and hyphens; begin and end with a letter or digit.';
}

/** A merge tag made from what a field is called: `Wahlkreis Süd` is `wahlkreis_sud`. */
export function keyOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  return plain || 'field';
}

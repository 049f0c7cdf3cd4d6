import type { PlacedImage } from './AskImage.tsx';

/** Names the file of an image; a text never holds its address. */
export const imageFile = 'data-file';

/** The image as a text in HTML says it. */
export function imageInHtml({ file, alt, width }: PlacedImage): string {
  const escaped = (text: string) =>
    text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');
  return `<img ${imageFile}="${escaped(file)}" alt="${escaped(alt)}"${width === null ? '' : ` width="${escaped(width)}"`}>`;
}

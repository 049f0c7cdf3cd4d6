/** A way to put the action page on another site: what it is called, what it is good for, and the code itself. */
export interface EmbedCode {
  way: 'element' | 'frame' | 'link';
  title: string;
  says: string;
  code: string;
}

const characters: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => characters[character] ?? character);

/** The three ways in which a partner can put the action page on a site, the best first; as on the partner's own page. */
export function embedCodes({ embedUrl, campaign }: { embedUrl: string; campaign: string }): EmbedCode[] {
  const address = escaped(embedUrl);
  const words = escaped(`Write a letter: ${campaign}`);
  const script = `<script async src="${new URL(embedUrl).origin}/embed.js"></script>`;
  return [
    {
      way: 'element',
      title: 'Our element',
      says: 'The best choice where a site takes HTML with a script. It is as high as the letter, and shows a link where scripts are off.',
      code: `<antiphon-letter src="${address}" title="${words}">\n  <a href="${address}">${words}</a>\n</antiphon-letter>\n${script}`,
    },
    {
      way: 'frame',
      title: 'A frame',
      says: 'For sites that take frames. Where the script is not allowed, leave its line out: the frame then stays 900 pixels high.',
      code: `<iframe data-antiphon src="${address}" title="${words}" width="100%" height="900" frameborder="0" loading="lazy"></iframe>\n${script}`,
    },
    {
      way: 'link',
      title: 'A link',
      says: 'Works everywhere, also in a mail to members. Supporters who come by it are counted for the partner, too.',
      code: `<a href="${address}">${words}</a>`,
    },
  ];
}

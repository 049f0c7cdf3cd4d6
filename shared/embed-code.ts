/** The code by which a letter gets onto a partner's page. */
export interface EmbedCode {
  /** Our element and its script, with a link inside for where scripts are off. */
  readonly element: string;
  /** A plain frame; the script fits its height. */
  readonly frame: string;
  readonly link: string;
}

const marks: Partial<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const quoted = (text: string) => text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);

/**
 * Ready to be copied, whatever the campaign is called. `frameborder` and not a style: a page's own policy may forbid styles.
 * @param embedUrl the address of our frame, `https://our.host/e/ID`
 */
export function embedCode({ embedUrl, campaign }: { embedUrl: string; campaign: string }): EmbedCode {
  const address = quoted(embedUrl);
  const words = quoted(`Write a letter: ${campaign}`);
  const link = `<a href="${address}">${words}</a>`;
  const script = `<script async src="${new URL(embedUrl).origin}/embed.js"></script>`;
  return {
    element: `<antiphon-letter src="${address}" title="${words}">\n  ${link}\n</antiphon-letter>\n${script}`,
    frame: `<iframe data-antiphon src="${address}" title="${words}" width="100%" height="900" frameborder="0" loading="lazy"></iframe>\n${script}`,
    link,
  };
}

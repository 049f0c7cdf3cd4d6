import { embedCode } from '../../../../shared/embed-code.ts';

/** A way to put the action page on another site: what it is called, what it is good for, and the code itself. */
export interface EmbedCode {
  way: 'element' | 'frame' | 'link';
  title: string;
  says: string;
  code: string;
}

/** The three ways in which a partner can put the action page on a site, the best first; as on the partner's own page. */
export function embedCodes(letter: { embedUrl: string; campaign: string }): EmbedCode[] {
  const { element, frame, link } = embedCode(letter);
  return [
    {
      way: 'element',
      title: 'Our element',
      says: 'The best choice where a site takes HTML with a script. It is as high as the letter, and shows a link where scripts are off.',
      code: element,
    },
    {
      way: 'frame',
      title: 'A frame',
      says: 'For sites that take frames. Where the script is not allowed, leave its line out: the frame then stays 900 pixels high.',
      code: frame,
    },
    {
      way: 'link',
      title: 'A link',
      says: 'Works everywhere, also in a mail to members. Supporters who come by it are counted for the partner, too.',
      code: link,
    },
  ];
}

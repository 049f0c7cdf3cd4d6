import { noticePage } from './notice.ts';
import type { Frame, Html } from './page.ts';

/** Of a tracked link that is none of ours, or leads nowhere any more. */
export const trackedUnknownPage = (frame: Frame): Html =>
  noticePage(
    {
      title: 'This link leads nowhere',
      sentences: [
        'It was cut off or changed on its way, or what it led to was deleted here.',
        'If you have the message still, open the link in it again, or ask whoever wrote it where it was to lead.',
      ],
    },
    frame,
  );

/** Of a tracked link while nothing can be looked up. */
export const trackedLaterPage = (frame: Frame): Html =>
  noticePage({ title: 'Please try again in a moment', sentences: ['Where this link leads cannot be looked up right now.'] }, frame);

/** Of the link in a message that no person sees. */
export const hiddenLinkPage = (frame: Frame): Html =>
  noticePage(
    {
      title: 'Nothing is here',
      sentences: [
        'This link stands where nobody sees it, so that machines which follow every link of a message are told apart from people.',
      ],
    },
    frame,
  );

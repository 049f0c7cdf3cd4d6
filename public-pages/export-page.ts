import { noticePage } from './notice.ts';
import type { Frame, HiddenField, Html } from './page.ts';

export type ExportPageProps =
  | { readonly state: 'waiting'; readonly until: string; readonly form: { readonly url: string; readonly csrf: HiddenField } }
  | { readonly state: 'over' };

/** Where an export is fetched, or that it cannot be any more. */
export function exportPage(props: ExportPageProps, frame: Frame): Html {
  if (props.state === 'waiting')
    return noticePage(
      {
        title: 'Your file is ready to be made',
        sentences: [
          'It is put together when you press the button, and nothing of it is kept here.',
          'It is locked. You open it with the passphrase that stood where you asked for it.',
          `It can be fetched once, until ${props.until}.`,
        ],
        action: { label: 'Fetch the file', post: props.form.url, csrf: props.form.csrf },
      },
      frame,
    );
  return noticePage(
    {
      title: 'This link is over',
      sentences: [
        'It was used before, or it is older than an hour.',
        'If the file did not arrive whole, ask for it again where you asked before.',
      ],
      action: { label: 'What is kept about me', href: `${frame.base}/recipient` },
    },
    frame,
  );
}

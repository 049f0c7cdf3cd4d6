import type { Campaign, Handed } from '../messages.ts';
import type { ReadDraft } from '../reading/draft.ts';
import { make, press } from './element.ts';

/** So many the server takes with a draft. */
const mostRecipients = 500;

interface Acts {
  handOver: (draft: Handed) => Promise<void>;
  drop: () => Promise<void>;
}

export interface ShownDraft {
  element: HTMLElement;
  /** Offers other campaigns to choose from; what was written and chosen meanwhile stays. */
  offer: (campaigns: readonly Campaign[]) => void;
}

/** What was read, before any of it is sent, and where it goes. The subject can be changed, and recipients be left here. */
export function showDraft(read: ReadDraft, { handOver, drop }: Acts): ShownDraft {
  const subject = make('input', { id: 'subject', value: read.subject, maxLength: 2000 });
  const taking = make('input', { type: 'checkbox', id: 'taking', checked: read.recipients.length > 0 });
  const into = make('select', { id: 'into' }, make('option', { value: '' }, 'A new campaign'));
  let chosen = read.again?.outreachId ?? '';
  const offer = (campaigns: readonly Campaign[]) => {
    while (into.options.length > 1) into.remove(1);
    for (const { id, name, state } of campaigns) if (state === 'draft') into.append(make('option', { value: id }, name));
    into.value = chosen;
    // It is not known yet, or was launched or deleted meanwhile.
    if (into.value !== chosen) into.value = '';
    placing.hidden = into.value === '';
  };
  const place = make(
    'select',
    { id: 'place' },
    make('option', { value: 'first' }, 'In place of its first message'),
    make('option', { value: 'further' }, 'After its messages, three days later'),
  );
  place.value = read.again?.place ?? 'first';
  const placing = make('p', { hidden: true }, make('label', { htmlFor: 'place' }, 'As'), place);
  into.addEventListener('change', () => {
    chosen = into.value;
    placing.hidden = chosen === '';
  });
  // Made once for what is shown: pressed twice, it is still one draft.
  const exportId = read.again?.exportId ?? crypto.randomUUID();
  const draft = (): Handed => ({
    exportId,
    subject: subject.value,
    html: read.html,
    recipients: taking.checked ? read.recipients.slice(0, mostRecipients) : [],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(into.value === '' ? {} : { outreachId: into.value, place: place.value === 'further' ? ('further' as const) : ('first' as const) }),
  });
  const many = read.recipients.length;
  const element = make(
    'div',
    { className: 'stack' },
    read.account === '' ? undefined : make('p', { className: 'hush' }, `Written in Gmail as ${read.account}.`),
    make('p', {}, make('label', { htmlFor: 'subject' }, 'Subject'), subject),
    make('div', {}, make('span', { className: 'label' }, 'Text'), textAsRead(read.html)),
    many === 0
      ? make('p', { className: 'hush' }, 'The draft has no recipients.')
      : make(
          'div',
          {},
          make('label', {}, taking, ` Take ${many === 1 ? 'its recipient' : `its ${String(many)} recipients`} along`),
          peopleOf(read),
        ),
    read.attachments.length === 0 ? undefined : make('p', {}, `Attached in Gmail, and not taken along: ${read.attachments.join(', ')}.`),
    many > mostRecipients
      ? make('p', { className: 'note' }, `The first ${String(mostRecipients)} recipients go along. Import the others in the campaign.`)
      : undefined,
    ...read.notes.map((note) => make('p', { className: 'note' }, note)),
    make('p', {}, make('label', { htmlFor: 'into' }, 'Into'), into),
    placing,
    make(
      'div',
      { className: 'row' },
      press('Hand it over', () => handOver(draft()), 'main'),
      press('Not now', drop),
    ),
  );
  return { element, offer };
}

const peopleOf = ({ recipients }: ReadDraft) =>
  make(
    'ul',
    { className: 'people' },
    ...recipients.slice(0, 20).map(({ email, name }) => make('li', {}, name === '' ? email : `${name}, ${email}`)),
    ...(recipients.length > 20 ? [make('li', {}, `and ${String(recipients.length - 20)} more`)] : []),
  );

/** The text in a frame in which nothing runs and nothing is loaded from elsewhere. */
function textAsRead(html: string): HTMLIFrameElement {
  const frame = make('iframe', { title: 'The text as it was read' });
  frame.setAttribute('sandbox', '');
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style>body{font:14px/1.5 system-ui;margin:12px;overflow-wrap:anywhere;color:#1c1b1a;background:#fffefc}img{max-width:100%}</style>${html}`;
  return frame;
}

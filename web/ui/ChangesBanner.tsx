import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { documents } from '../../privacy/documents.ts';
import { orpc } from '../api.ts';
import { choices } from '../kept-here.ts';
import { changesToShow, readFrom, readToo } from './changes.ts';
import classes from './SandboxBanner.module.css';

const hour = 3_600_000;

/** Says for thirty days that a document changed, until it is closed in this browser. */
export function ChangesBanner() {
  const { data } = useQuery(orpc.documents.changes.queryOptions({ staleTime: hour, refetchInterval: hour }));
  const [read, setRead] = useState(() => readFrom(choices.read('antiphon.read')));
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const shown = changesToShow(data?.changes ?? [], { read, now: new Date(), timeZone });
  if (shown.length === 0) return null;
  const close = () => {
    const text = readToo(read, shown);
    choices.keep('antiphon.read', text);
    setRead(readFrom(text));
  };
  return (
    <aside className={classes.banner} aria-label="Changed documents">
      <span>{shown.length === 1 ? 'A document has changed:' : 'Documents have changed:'}</span>
      {shown.map(({ document }) => (
        <a key={document} href={documents[document].path} target="_blank" rel="noreferrer">
          {documents[document].title}
        </a>
      ))}
      <button type="button" className={classes.close} onClick={close}>
        Close
      </button>
    </aside>
  );
}

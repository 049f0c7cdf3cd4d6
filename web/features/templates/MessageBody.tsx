import { useEffect, useRef } from 'react';
import { useWorkspace } from '../../session.ts';
import { useLibrary } from '../files/useLibrary.ts';
import { readHtml } from './read-html.ts';
import classes from './templates.module.css';

/** A message as mail programs show it: its own styles alone, the images of the library, and links that lead nowhere from here. */
export function MessageBody({ html }: { html: string }) {
  const { id: workspaceId } = useWorkspace();
  const { files, addressOf } = useLibrary(workspaceId);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = place.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const body = document.createElement('div');
    body.style.cssText = 'font: 400 15px/1.5 Arial, Helvetica, sans-serif; overflow-wrap: anywhere';
    body.append(document.importNode(readHtml(html), true));
    for (const link of body.querySelectorAll('a')) {
      link.title = link.getAttribute('href') ?? '';
      link.removeAttribute('href');
      link.style.textDecoration = 'underline';
    }
    for (const image of body.querySelectorAll('img')) {
      const name = image.getAttribute('data-file');
      const address = name === null ? undefined : addressOf(name);
      image.style.maxWidth = '100%';
      if (address !== undefined) image.src = address;
    }
    root.replaceChildren(body);
    // Where an image is fetched follows from the files.
  }, [html, files]);
  return <div ref={place} className={classes.message} dir="auto" />;
}

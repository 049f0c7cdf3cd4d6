import { useEffect, useRef } from 'react';
import { readHtml } from './read-html.ts';
import classes from './templates.module.css';

/** A message as mail programs show it: its own styles alone, and links that lead nowhere from here. */
export function MessageBody({ html }: { html: string }) {
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
    root.replaceChildren(body);
  }, [html]);
  return <div ref={place} className={classes.message} dir="auto" />;
}

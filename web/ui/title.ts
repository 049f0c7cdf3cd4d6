import { useEffect } from 'react';

/** Names the document after what it shows. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Antiphon`;
  }, [title]);
}

import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** What is typed into the search field; a moment later it stands in the URL, so that it can be shared. */
export function useSearchWords() {
  const { search } = useSearch({ from: '/inside/w/$slug/campaigns/$campaignId' });
  const navigate = useNavigate({ from: '/w/$slug/campaigns/$campaignId' });
  const [typed, setTyped] = useState(search ?? '');
  const [settled] = useDebouncedValue(typed.trim(), 300);
  useEffect(() => {
    if (settled !== (search ?? ''))
      void navigate({ search: (before) => ({ ...before, search: settled || undefined }), replace: true, resetScroll: false });
    // Only what is typed moves the URL; the URL moving by itself must not be pushed back.
  }, [settled]);
  return { typed, setTyped, search: search ?? '' };
}

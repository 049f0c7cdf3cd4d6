import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count } from '../../../ui/numbers.ts';
import { State } from '../../../ui/State.tsx';
import { When } from '../../../ui/When.tsx';
import classes from '../outreach.module.css';
import { foldHits } from './fold-hits.ts';
import { whyWords } from './words.ts';

interface RecipientHitsProps {
  ids: { workspaceId: string; outreachId: string; enrolmentId: string };
}

const taken = {
  person: { of: 'accepted', words: 'A person' },
  machine: { of: 'skipped', words: 'A machine' },
  unknown: { of: 'uncertain', words: 'Unknown' },
  none: { of: 'waiting', words: 'Not told apart yet' },
} as const;
const did = {
  open: 'Opened',
  click: 'Followed a link in',
  hidden: 'Followed the hidden link in',
  leave: 'Looked at the page for leaving',
} as const;

/** Each time that one recipient’s messages were opened, as it came and as what it is taken for, newest first. */
export function RecipientHits({ ids }: RecipientHitsProps) {
  const query = useInfiniteQuery(
    orpc.tracking.ofRecipient.infiniteOptions({
      input: (after: string | undefined) => ({ ...ids, limit: 25, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ after }) => after,
    }),
  );
  return (
    <Loaded query={query} title="Opens and clicks could not be loaded." lines={1}>
      {({ pages }) => {
        const hits = foldHits(pages.flatMap((page) => page.hits));
        if (hits.length === 0) return null;
        return (
          <section aria-label="Opens and clicks of this recipient">
            <ol className={classes.hits}>
              {hits.map(({ at, kind, step, url, verdict, because, ipAddress, userAgent, times, since }, index) => {
                const { of, words } = taken[verdict ?? 'none'];
                return (
                  <li key={`${at} ${String(index)}`}>
                    <State of={of}>{words}</State>
                    <div>
                      <p>
                        {did[kind]}
                        {step !== null && ` message ${String(step)}`}
                        {times > 1 && (
                          <>
                            , {count(times)} times, from <When at={since} /> to
                          </>
                        )}
                        {times === 1 && ','} <When at={at} />
                        {because !== null && `: ${whyWords[because] ?? because}`}.
                      </p>
                      {url && <p className={classes.where}>{url}</p>}
                      <p className="faint">
                        {ipAddress} {userAgent}
                      </p>
                    </div>
                  </li>
                );
              })}
            </ol>
            {query.hasNextPage && (
              <Button size="compact-sm" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older ones
              </Button>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}

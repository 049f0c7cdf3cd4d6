import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { When } from '../../../ui/When.tsx';
import { whyWords } from './words.ts';

interface RecipientHitsProps {
  ids: { workspaceId: string; outreachId: string; enrolmentId: string };
}

const taken = { person: 'a person', machine: 'a machine', unknown: 'unknown' } as const;
const did = {
  open: 'opened',
  click: 'followed a link in',
  hidden: 'followed the hidden link in',
  leave: 'looked at the page for leaving',
} as const;

/** Each time that one recipient’s messages were opened, as it came and as what it is taken for. */
export function RecipientHits({ ids }: RecipientHitsProps) {
  const query = useQuery(orpc.tracking.ofRecipient.queryOptions({ input: { ...ids, limit: 50 } }));
  return (
    <Loaded query={query} title="Opens and clicks could not be loaded." lines={1}>
      {({ hits }) => (
        <>
          {hits.map(({ at, kind, step, url, verdict, because, ipAddress, userAgent }, index) => (
            <p key={`${at} ${String(index)}`}>
              <When at={at} />: {did[kind]}
              {step !== null && ` message ${String(step)}`}
              {url && `, ${url}`}. <b>{verdict === null ? 'Not judged yet' : `Taken for ${taken[verdict]}`}</b>
              {because !== null && `: ${whyWords[because] ?? because}`}.{' '}
              <span className="faint">
                {ipAddress} {userAgent}
              </span>
            </p>
          ))}
        </>
      )}
    </Loaded>
  );
}

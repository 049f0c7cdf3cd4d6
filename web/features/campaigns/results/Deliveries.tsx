import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Filter } from '../Filter.tsx';
import { usePromise } from '../keeping.ts';
import type { DeliveryOutcome } from '../shapes.ts';
import { DeliveryTable } from './DeliveryTable.tsx';
import classes from './results.module.css';

const choices: { state: DeliveryOutcome | undefined; title: string; none: string }[] = [
  { state: undefined, title: 'All that need a look', none: '' },
  { state: 'failed', title: 'Failed', none: 'No letter has failed.' },
  { state: 'uncertain', title: 'Uncertain', none: 'No letter is in doubt.' },
  { state: 'skipped', title: 'Skipped', none: 'Nobody was left out.' },
];

interface DeliveriesProps {
  workspace: OwnWorkspace;
  campaignId: string;
  /** How many there are by the counts; the list is read again only when it changes, because each reading is written down. */
  known: number;
  /** Who accepted the other letters, in words. */
  by: string;
}

/** Deliveries that were not accepted, each with its reason; narrowed to one state by the URL. */
export function Deliveries({ workspace, campaignId, known, by }: DeliveriesProps) {
  const { state } = useSearch({ from: '/inside/w/$slug/campaigns/$campaignId' });
  const input = { workspaceId: workspace.id, campaignId, ...(state && { state }) };
  const query = useQuery(orpc.campaigns.deliveries.queryOptions({ input, placeholderData: keepPreviousData }));
  const cache = useQueryClient();
  const shown = useRef(known);
  useEffect(() => {
    if (shown.current === known) return;
    shown.current = known;
    void cache.invalidateQueries({ queryKey: orpc.campaigns.deliveries.key() });
  }, [cache, known]);
  const kept = usePromise('attempts');
  const chosen = choices.find((choice) => choice.state === state);
  return (
    <section className={classes.section} aria-labelledby="deliveries">
      <div className={classes.heading}>
        <h2 id="deliveries">Letters that were not accepted</h2>
        {kept && <p>{kept}</p>}
      </div>
      <Filter label="Deliveries by state">
        {choices.map((choice) => (
          <Link
            key={choice.title}
            to="/w/$slug/campaigns/$campaignId"
            params={{ slug: workspace.slug, campaignId }}
            search={{ tab: 'results', state: choice.state }}
            aria-current={choice.state === state ? 'page' : undefined}
            resetScroll={false}
          >
            {choice.title}
          </Link>
        ))}
      </Filter>
      <Loaded query={query} title="The deliveries could not be loaded.">
        {({ deliveries }) =>
          deliveries.length > 0 ? (
            <DeliveryTable deliveries={deliveries} />
          ) : (
            <p className={classes.none}>{chosen?.none || `Every letter so far was accepted by ${by}.`}</p>
          )
        }
      </Loaded>
    </section>
  );
}

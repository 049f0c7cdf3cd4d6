import classes from './settings.module.css';

const sample = {
  type: 'campaign.totals',
  timestamp: '2026-11-22T05:00:00.000Z',
  data: {
    campaigns: [
      {
        id: 'cmp_0192f1c27e0b7c4a9d3e5f60718293a4',
        name: 'Keep the ford open',
        state: 'published',
        counts: { participations: 212, accepted: 634, failed: 3, skipped: 1, uncertain: 0, opened: 41 },
      },
    ],
  },
};

/** What is told, as an example: whole numbers of whole campaigns. */
export function WebhookSample() {
  return (
    <details className={classes.details}>
      <summary>What a message looks like</summary>
      <p className="small hush">
        One message has all campaigns of the workspace. It is sent when a total has changed, at most once a minute, and again with growing
        pauses while your server does not take it.
      </p>
      <pre className={classes.sample} tabIndex={0} aria-label="Example of a message">
        {JSON.stringify(sample, null, 2)}
      </pre>
    </details>
  );
}

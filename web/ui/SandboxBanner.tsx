import { useQuery } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import classes from './SandboxBanner.module.css';

/** Says on every screen that nothing leaves this copy, for as long as that is so. */
export function SandboxBanner() {
  const { data } = useQuery(orpc.setup.state.queryOptions({ staleTime: Infinity }));
  if (!data?.sandbox) return null;
  return (
    <aside className={classes.banner} aria-label="Sandbox">
      <span>Sandbox: no message leaves this copy.</span>
      {data.outboxUrl && (
        <a href={data.outboxUrl} target="_blank" rel="noreferrer">
          Open the outbox
        </a>
      )}
    </aside>
  );
}

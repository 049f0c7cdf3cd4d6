import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Kept.module.css';
import { PastLimit } from './PastLimit.tsx';
import { type KeptPromise, PromiseTable } from './PromiseTable.tsx';
import { Runs } from './Runs.tsx';

/** Every class of personal data, what was promised of it, and where it stands. */
export function Kept() {
  const workspace = useWorkspace();
  const promises = useQuery(orpc.evidence.promises.queryOptions({ input: { workspaceId: workspace.id }, refetchInterval: 60_000 }));
  const all = promises.data?.promises ?? [];
  const past = all.filter((promise) => promise.past);
  const standing =
    past.length === 0
      ? `All ${all.length} are within their limits.`
      : `${all.length - past.length} of ${all.length} are within their limits.`;
  const lede = (
    <>
      Every class of personal data here, what was promised of it, and where it stands.{' '}
      {promises.data && (
        <>
          {standing} Counted at <When at={promises.data.at} as="clock" />.
        </>
      )}
    </>
  );
  const publicPage = (
    <Button component="a" href="/kept" leftSection={<IconWorld size={18} stroke={1.5} />}>
      Public page
    </Button>
  );
  return (
    <>
      <PageHead title="What we keep" lede={lede} actions={publicPage} />
      <Loaded query={promises} lines={10} title="The promises could not be shown.">
        {(data) => (
          <>
            {past.map((promise) => (
              <PastLimit key={promise.key} promise={promise} />
            ))}
            <Unchecked promises={data.promises} />
            <PromiseTable promises={data.promises} />
            <p className={classes.end}>
              <span>The upright stroke is the limit, the note is the oldest row.</span>
            </p>
          </>
        )}
      </Loaded>
      <Section title="Last runs" lede="What is over is cleared or deleted every ten minutes, in all workspaces of this copy at once.">
        <Runs workspaceId={workspace.id} />
      </Section>
    </>
  );
}

/** Figures that nobody checked lately prove nothing: the screen says so itself. */
function Unchecked({ promises }: { promises: readonly KeptPromise[] }) {
  const late = promises.filter((promise) => promise.unchecked);
  const moments = late.flatMap(({ checkedAt }) => (checkedAt ? [checkedAt] : [])).sort();
  if (late.length === 0) return null;
  return (
    <p className={`wrong ${classes.late ?? ''}`} role="alert">
      {late.length === promises.length ? 'The promises were' : plural(late.length, 'promise was', 'promises were')} not checked{' '}
      {moments[0] ? (
        <>
          since <When at={moments[0]} />
        </>
      ) : (
        'yet'
      )}
      : the run that keeps them is late.
    </p>
  );
}

import { Button } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Kept.module.css';
import { PastLimit } from './PastLimit.tsx';
import { PromiseTable } from './PromiseTable.tsx';

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
            <PromiseTable promises={data.promises} />
            <p className={classes.end}>
              <span>The upright stroke is the limit, the note is the oldest row.</span>
              <span>Limits can be shortened by the operator, never lengthened past the published text.</span>
            </p>
          </>
        )}
      </Loaded>
    </>
  );
}

import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import classes from './Audit.module.css';

/** Recomputes the chain of audit entries on demand, and says in a sentence whether it holds. */
export function VerifyChain() {
  const workspace = useWorkspace();
  const check = useQuery(orpc.evidence.verifyAudit.queryOptions({ input: { workspaceId: workspace.id }, enabled: false }));
  useActions([{ id: 'verify', label: 'Verify the audit entries', group: 'Do', keys: 'v', run: () => void check.refetch() }]);
  return (
    <div className={classes.result}>
      <Button leftSection={<IconLink size={18} stroke={1.5} />} loading={check.isFetching} onClick={() => void check.refetch()}>
        Verify the chain
      </Button>
      <div role="status">{check.data && <State of={check.data.valid ? 'kept' : 'past'}>{check.data.sentence}</State>}</div>
      <Problem error={check.error} title="The chain was not verified." />
    </div>
  );
}

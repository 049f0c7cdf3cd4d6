import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { saveFile } from '../../ui/save-text.ts';
import { tell } from '../../ui/tell.ts';
import classes from './Audit.module.css';

/** Takes what an auditor asks for, of this workspace, as one archive. That it was taken is an entry too. */
export function TakeEvidence() {
  const workspace = useWorkspace();
  const take = useMutation(orpc.evidence.exportEvidence.mutationOptions({ onSuccess: savedAs(workspace.slug) }));
  return <Take take={take} onTake={() => take.mutate({ workspaceId: workspace.id })} />;
}

/** The same of the whole copy, for who runs it. */
export function TakeEvidenceOfCopy() {
  const take = useMutation(orpc.operator.exportEvidence.mutationOptions({ onSuccess: savedAs('copy') }));
  return <Take take={take} onTake={() => take.mutate(undefined)} />;
}

interface TakeProps {
  take: { error: unknown; isPending: boolean };
  onTake: () => void;
}

function Take({ take, onTake }: TakeProps) {
  return (
    <div className={classes.result}>
      <Button leftSection={<IconFileZip size={18} stroke={1.5} />} loading={take.isPending} onClick={onTake}>
        Take the evidence
      </Button>
      <Problem error={take.error} title="The evidence was not taken." />
    </div>
  );
}

const savedAs = (whose: string) => (file: File) => {
  saveFile(`evidence-${whose}-${new Date().toISOString().slice(0, 10)}.zip`, file);
  tell('The archive is saved. It says inside how to verify it.');
};

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';

/** The data processing agreement in force, what the workspace accepted of it, and the button that accepts it. */
export function Agreement() {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const agreement = useQuery(orpc.documents.agreement.queryOptions({ input: { workspaceId: workspace.id } }));
  const changed = () => queryClient.invalidateQueries({ queryKey: orpc.documents.agreement.key() });
  const accept = useMutation(
    orpc.documents.acceptAgreement.mutationOptions({
      onSuccess: async () => {
        tell('The agreement is accepted for this workspace.');
        await changed();
      },
      // Another version may have come meanwhile: then that one has to be read.
      onError: changed,
    }),
  );
  return (
    <Loaded query={agreement} title="The agreement could not be shown.">
      {({ inForce, accepted }) => {
        const current = accepted?.version === inForce.version;
        return (
          <div className="stack">
            <p>
              <a href="/dpa" target="_blank" rel="noreferrer">
                Version {inForce.version}
              </a>{' '}
              is in force, last updated <When at={`${inForce.updated}T12:00:00Z`} as="day" />.{' '}
              {!accepted && 'It is not accepted for this workspace yet.'} Which companies receive data stands under{' '}
              <a href="/subprocessors" target="_blank" rel="noreferrer">
                Sub-processors
              </a>
              .
            </p>
            {accepted && (
              <p>
                {current ? 'It was accepted' : `Version ${String(accepted.version)}, an older one, was accepted`} on{' '}
                <When at={accepted.at} /> {accepted.by ? `by ${accepted.by}` : 'by somebody whose account is gone'}.{' '}
                <a href={`/dpa/versions/${String(accepted.version)}.md`} download>
                  Download what was accepted
                </a>
              </p>
            )}
            {!current && workspace.may('workspace.change') && (
              <div>
                <Button loading={accept.isPending} onClick={() => accept.mutate({ workspaceId: workspace.id, version: inForce.version })}>
                  Accept for this workspace
                </Button>
              </div>
            )}
            {!current && !workspace.may('workspace.change') && <p>An owner or admin of the workspace can accept it.</p>}
            <Problem error={accept.error} title="Nothing was accepted." />
          </div>
        );
      }}
    </Loaded>
  );
}

import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Whether mail servers are asked if addresses of contacts are there. */
export function AddressProbing() {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const query = useQuery(orpc.contacts.probing.queryOptions({ input: { workspaceId: workspace.id } }));
  const change = useMutation(
    orpc.contacts.setProbing.mutationOptions({
      onSuccess: async ({ wanted }) => {
        tell(wanted ? 'Mail servers are asked from now on.' : 'No mail server is asked any more.');
        await cache.invalidateQueries({ queryKey: orpc.contacts.probing.key() });
      },
    }),
  );
  return (
    <Loaded query={query} title="The setting could not be shown." lines={1}>
      {({ allowed, wanted }) => (
        <>
          <Switch
            label="Ask mail servers whether an address is there"
            description={
              allowed
                ? 'Nothing is sent. A server that says that a mailbox is not there makes its address bad; one that says “later”, or takes everything, says nothing. It learns the address a little earlier than by your message.'
                : 'Who runs this copy does not let mail servers be asked. Addresses are checked by how they are written and by their domain.'
            }
            checked={wanted}
            disabled={!workspace.may('workspace.change') || change.isPending || (!allowed && !wanted)}
            onChange={(event) => change.mutate({ workspaceId: workspace.id, wanted: event.currentTarget.checked })}
          />
          <Problem error={change.error} title="The setting stays as it was." />
        </>
      )}
    </Loaded>
  );
}

import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';

type Domain = NonNullable<InferContractRouterOutputs<typeof contract>['trackingDomain']['show']['domain']>;

const states = {
  waiting: { of: 'waiting', words: 'Not used yet' },
  used: { of: 'on', words: 'In use' },
  failing: { of: 'failed', words: 'Does not work' },
} as const;

/** A host name of the workspace’s own for links, image and leaving, and what is missing for it. */
export function TrackingDomain() {
  const workspace = useWorkspace();
  const query = useQuery(orpc.trackingDomain.show.queryOptions({ input: { workspaceId: workspace.id } }));
  return (
    <Loaded query={query} title="The tracking domain could not be shown.">
      {({ here, domain }) => (domain ? <Named here={here} domain={domain} /> : <Unnamed here={here} />)}
    </Loaded>
  );
}

function Unnamed({ here }: { here: string }) {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const [host, setHost] = useState('');
  const name = useMutation(
    orpc.trackingDomain.name.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: orpc.trackingDomain.key() }),
    }),
  );
  if (!workspace.may('workspace.change')) return <p className="hush">Links lead by way of {here}.</p>;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    name.mutate({ workspaceId: workspace.id, host });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        label="Host name"
        description={`A name of your own domain that nothing else uses. Until there is one, links lead by way of ${here}.`}
        placeholder="t.example.org"
        value={host}
        onChange={(event) => setHost(event.currentTarget.value)}
        required
        maxLength={253}
        autoCapitalize="none"
        spellCheck={false}
      />
      <Problem error={name.error} title="It was not taken." />
      <Group>
        <Button type="submit" loading={name.isPending}>
          Use this name
        </Button>
      </Group>
    </form>
  );
}

function Named({ here, domain: { host, state, owned, problem, record, checkedAt } }: { here: string; domain: Domain }) {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: orpc.trackingDomain.key() });
  const check = useMutation(orpc.trackingDomain.check.mutationOptions({ onSuccess }));
  const remove = useMutation(
    orpc.trackingDomain.remove.mutationOptions({
      onSuccess: async () => {
        tell(`New messages use ${here} again.`);
        await onSuccess();
      },
    }),
  );
  const { of, words } = states[state];
  const ids = { workspaceId: workspace.id };
  return (
    <div className="stack" style={{ overflowWrap: 'anywhere' }}>
      <p>
        <b>{host}</b> <State of={of}>{words}</State>
        {checkedAt && (
          <span className="faint">
            {' '}
            Looked at <When at={checkedAt} />
          </span>
        )}
      </p>
      {problem && <p>{problem}</p>}
      {state !== 'used' && (
        <ol className="stack">
          <li>
            At your name servers, make <code>{host}</code> a CNAME of <code>{here}</code>.
          </li>
          <li>
            Add a text record (TXT) <code>{record.name}</code> with <code>{record.text}</code>.
          </li>
          <li>
            {owned
              ? 'Who runs this copy lets the proxy in front answer for the name, with a certificate.'
              : 'Then look here again: the certificate comes once both are seen.'}
          </li>
        </ol>
      )}
      {state === 'failing' && <p className="hush">New messages use {here} meanwhile. It is looked at again each hour.</p>}
      <Problem error={check.error ?? remove.error} title="It was not done." />
      {workspace.may('workspace.change') && (
        <Group gap="xs">
          <Button loading={check.isPending} onClick={() => check.mutate(ids)}>
            Look now
          </Button>
          <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(ids)}>
            Use {here} again
          </Button>
        </Group>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { secretOfLink } from '../../ui/fragment.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Outside } from './Outside.tsx';
import { Incomplete } from './Reset.tsx';

/** Puts a new address in place with the link that was mailed to it. Opening the link changes nothing: programs open links, too. */
export function NewAddress() {
  const [token] = useState(() => secretOfLink('token'));
  return token ? <Confirm token={token} /> : <Incomplete />;
}

function Confirm({ token }: { token: string }) {
  const queryClient = useQueryClient();
  const found = useQuery(orpc.account.lookAtAddressChange.queryOptions({ input: { token }, retry: false, staleTime: Infinity }));
  const confirm = useMutation(orpc.account.confirmAddressChange.mutationOptions({ onSuccess: () => queryClient.clear() }));
  if (confirm.isSuccess) {
    return (
      <Outside title="Your address is changed" lede="From now on you sign in with it. Your old address got a notice.">
        <p>
          <Link to="/">Go on</Link>
        </p>
      </Outside>
    );
  }
  return (
    <Outside title="A new address" lede={found.data && <>From now on you would sign in with {found.data.email}.</>}>
      <Loaded query={found} lines={2} title="This link cannot be used.">
        {() => (
          <div className="stack">
            <Problem error={confirm.error} />
            <Button variant="filled" size="md" data-autofocus loading={confirm.isPending} onClick={() => confirm.mutate({ token })}>
              Put it in place
            </Button>
          </div>
        )}
      </Loaded>
    </Outside>
  );
}

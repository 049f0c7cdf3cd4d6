import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { secretOfLink } from '../../ui/fragment.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { AcceptInvitation } from './AcceptInvitation.tsx';
import { Outside } from './Outside.tsx';
import { Incomplete } from './Reset.tsx';

/** Joining a workspace with the link of an invitation. */
export function Join() {
  const [token] = useState(() => secretOfLink('token'));
  return token ? <Invited token={token} /> : <Incomplete />;
}

function Invited({ token }: { token: string }) {
  const invitation = useQuery(orpc.account.invitation.queryOptions({ input: { token }, retry: false, staleTime: Infinity }));
  const lede = invitation.data && (
    <>
      As {invitation.data.role}, with the address {invitation.data.email}.
    </>
  );
  return (
    <Outside title={invitation.data ? `Join ${invitation.data.workspaceName}` : 'An invitation'} lede={lede}>
      <Loaded query={invitation} title="This invitation cannot be used.">
        {({ email, accountExists }) => <AcceptInvitation token={token} email={email} accountExists={accountExists} />}
      </Loaded>
    </Outside>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { useMe, useWorkspaceHere } from '../session.ts';
import { type Action, useActions } from './actions.ts';
import { ownScreens, screens } from './screens.ts';

/** Ends the session of this browser and forgets what it showed. */
export function useSignOut() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.account.signOut();
    queryClient.clear();
    await navigate({ to: '/sign-in' });
  };
}

/** Offers every screen that the user may see in the command menu, each with `g` and its letter. */
export function useGoing() {
  const me = useMe();
  const workspace = useWorkspaceHere();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const here: Action[] = workspace
    ? screens
        .filter((screen) => workspace.may(screen.permission))
        .map((screen) => ({
          id: screen.to,
          label: screen.label,
          group: 'Go to',
          keys: `g ${screen.key}`,
          run: () => void navigate({ to: screen.to, params: { slug: workspace.slug } }),
        }))
    : [];
  const own: Action[] = ownScreens
    .filter((screen) => !screen.operator || me.operator)
    .map((screen) => ({
      id: screen.to,
      label: screen.label,
      group: 'Go to',
      keys: `g ${screen.key}`,
      run: () => void navigate({ to: screen.to }),
    }));
  const others: Action[] = me.workspaces
    .filter((one) => one.id !== workspace?.id)
    .map((one) => ({
      id: `workspace ${one.id}`,
      label: `Workspace: ${one.name}`,
      group: 'Go to',
      run: () => void navigate({ to: '/w/$slug', params: { slug: one.slug } }),
    }));
  const begin: Action[] = workspace?.may('campaigns.change')
    ? [
        {
          id: 'new campaign',
          label: 'Write a campaign',
          group: 'Do',
          keys: 'n',
          run: () => void navigate({ to: '/w/$slug/campaigns/new', params: { slug: workspace.slug } }),
        },
      ]
    : [];
  const leave: Action = { id: 'sign out', label: 'Sign out', group: 'Do', run: () => void signOut() };
  useActions(me.secondFactorMissing ? [leave] : [...begin, ...here, ...own, ...others, leave]);
}

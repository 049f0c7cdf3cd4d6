import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { notFound, redirect, useParams } from '@tanstack/react-router';
import { allows, type Permission, type Role } from '../shared/permissions.ts';
import { orpc, refusalKind } from './api.ts';
import { choices } from './kept-here.ts';
import { localPath } from './local-path.ts';

/** The user who is signed in. Only below a route that asks for a session. */
export function useMe() {
  return useSuspenseQuery(orpc.account.me.queryOptions()).data;
}

/** A workspace as one of its members sees it. */
export interface OwnWorkspace {
  id: string;
  name: string;
  slug: string;
  role: Role;
  /** When it is deleted with everything in it, if an owner wanted that. */
  endsAt: string | null;
  /** Whether the role holds the permission; the server decides anyway. */
  may: (permission: Permission) => boolean;
}

/** The workspace that the URL names by its slug; the API knows it by its id. */
export function useWorkspace(): OwnWorkspace {
  const workspace = useWorkspaceHere();
  if (!workspace) throw new Error('You are not a member of a workspace with this address.');
  return workspace;
}

/** The workspace of the URL, else the one used last, else the first: what the rail shows on screens outside a workspace. */
export function useWorkspaceHere(): OwnWorkspace | undefined {
  const me = useMe();
  const { slug } = useParams({ strict: false });
  const wanted = slug ?? lastWorkspace();
  const found = me.workspaces.find((one) => one.slug === wanted) ?? (slug ? undefined : me.workspaces[0]);
  return found && { ...found, may: (permission) => allows(found.role, permission) };
}

const remembered = 'antiphon.workspace';

/** The slug of the workspace that this browser showed last. */
export function lastWorkspace(): string | undefined {
  return choices.read(remembered);
}

interface Entering {
  context: { queryClient: QueryClient };
  location: { href: string; pathname: string };
}

/** Lets only signed-in users pass; the others sign in first and come back. Who lacks a second factor that is required sets it up first. */
export async function requireSession({ context, location }: Entering) {
  const me = await context.queryClient.query(orpc.account.me.queryOptions({ staleTime: 'static' })).catch((error: unknown) => {
    if (refusalKind(error) === 'SIGNED_OUT') throw redirect({ to: '/sign-in', search: { back: location.href } });
    throw error;
  });
  if (me.secondFactorMissing && location.pathname !== '/account') throw redirect({ to: '/account', hash: 'second-factor' });
  return { me };
}

/** Lets only members of the workspace in the URL pass, and remembers it for the next visit. */
export async function requireMember({ context, location, params }: Entering & { params: { slug: string } }) {
  const { me } = await requireSession({ context, location });
  if (!me.workspaces.some((one) => one.slug === params.slug)) throw notFound();
  choices.keep(remembered, params.slug);
}

/** Who is signed in already does not sign in again. */
export async function skipWhenSignedIn({
  context,
  search,
}: Pick<Entering, 'context'> & { search: { back?: string | undefined; step?: string | undefined } }) {
  if (search.step) return;
  const me = await context.queryClient.query({ ...orpc.account.me.queryOptions(), retry: false }).catch(() => undefined);
  if (me) throw redirect({ href: localPath(search.back) ?? '/' });
}

/** Where the bare address leads: to the first owner's setup, to signing in, or to the workspace used last. */
export async function chooseStart({ context, location }: Entering): Promise<never> {
  const { needed } = await context.queryClient.query(orpc.setup.state.queryOptions({ staleTime: 'static' }));
  if (needed) throw redirect({ to: '/setup' });
  const { me } = await requireSession({ context, location });
  const workspace = me.workspaces.find((one) => one.slug === lastWorkspace()) ?? me.workspaces[0];
  if (workspace) throw redirect({ to: '/w/$slug', params: { slug: workspace.slug } });
  throw redirect({ to: me.operator ? '/operator' : '/account' });
}

import type { Api } from '../../api.ts';

/** An API token as its owner sees it: never the secret itself. */
export type Token = Awaited<ReturnType<Api['workspaces']['tokens']>>['tokens'][number];

/// <reference types="vite/client" />

/** The routes of the contract without its schemas; made by the build in vite.config.ts. */
declare module 'virtual:contract-routes' {
  import type { AnyContractRouter } from '@orpc/contract';
  const routes: AnyContractRouter;
  export default routes;
}

/** Trusted Types (W3C), as far as we use them; browsers without them have nothing of that name. */
interface Window {
  trustedTypes?: { createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown };
}

/** The variable fonts: style sheets without types. */
declare module '@fontsource-variable/inter';
declare module '@fontsource-variable/newsreader';

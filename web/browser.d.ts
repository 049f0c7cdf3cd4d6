/// <reference types="vite/client" />

/** The routes of the contract without its schemas; made by the build in vite.config.ts. */
declare module 'virtual:contract-routes' {
  import type { AnyContractRouter } from '@orpc/contract';
  const routes: AnyContractRouter;
  export default routes;
}

/** The variable fonts: style sheets without types. */
declare module '@fontsource-variable/inter';
declare module '@fontsource-variable/newsreader';

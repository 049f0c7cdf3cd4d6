import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { refusalKind } from './api.ts';
import { choices } from './kept-here.ts';
import { makeRouter } from './routes.tsx';
import { schemeManager } from './scheme.ts';
import './styles.ts';
import { resolveVariables, theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Libraries that add style elements of their own look for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// The browser refuses to make markup from text (`require-trusted-types-for`). Style sheets that a library fills have none in them.
window.trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });

choices.tidy();

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 20_000, retry: (failures, error) => refusalKind(error) === undefined && failures < 2 },
  },
  queryCache: new QueryCache({
    onError: (error) => {
      if (refusalKind(error) === 'SIGNED_OUT' && location.pathname !== '/sign-in') void leave();
    },
  }),
});
const router = makeRouter(queryClient);

/** The session ended meanwhile: forget what it showed and ask to sign in, keeping the place. */
async function leave() {
  const back = router.state.location.href;
  queryClient.clear();
  if (!back.startsWith('/sign-in')) await router.navigate({ to: '/sign-in', search: { back } });
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveVariables}
        defaultColorScheme="auto"
        colorSchemeManager={schemeManager}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contract } from '../shared/contract/index.ts';

/** Gives the browser the routes of the contract without its schemas: the server checks, so the schema library stays out of the download. */
function contractRoutes(): Plugin {
  const name = 'virtual:contract-routes';
  return {
    name: 'contract-routes',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(minifyContractRouter(contract))}` : undefined),
  };
}

/** The web app, built to files that a strict content security policy can serve: nothing inline, nothing from another host. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), contractRoutes()],
  // Replaced by each response's own.
  html: { cspNonce: '__NONCE__' },
  server: { proxy: { '/api': 'http://localhost:3000' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: 'assets/app',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox121', 'safari17.5'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'charts', test: /node_modules[\\/](recharts|d3-[a-z]+|victory-vendor|@mantine[\\/]charts)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { exactImports } from './build/exact-imports.js';
import { precompressed } from './build/precompressed.js';

/** `AGENTFLOW_URL` is the instance that `npm run dev` talks to. The build is served by the gateway from `web/dist`. */
const target = process.env['AGENTFLOW_URL'] ?? 'http://127.0.0.1:8420';

export default defineConfig({
  plugins: [exactImports(), react(), precompressed()],
  build: {
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    // No inlined assets: the content security policy allows only files of our own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // One file for what every page needs: it compresses better and comes sooner than forty small ones.
      output: { codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }] } },
      // The kit's parts do nothing by being imported, though not all of them say so.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/(@rc-component|@ant-design|antd)\//, sideEffects: false }] },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout', '/docs', '/openapi.json', '/hooks', '/tickets'].map((path) => [path, { target, changeOrigin: true }]),
    ),
  },
});

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
      // A few large files compress better and come sooner than sixty small ones: what every page needs, what most need, what draws a graph.
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'], priority: 3 },
            {
              name: 'common',
              test: /@ant-design\/icons|web\/src\/(api|shared\/(format|i18n\/explain|ui\/(StatusTag|RelativeTime|EmptyState|Page|visible-marks|use-act|page-title)))\b/,
              minShareCount: 3,
              priority: 2,
            },
            { name: 'node-icons', test: /web\/src\/shared\/ui\/NodeIcon\.tsx/, priority: 2 },
            {
              name: 'canvas',
              test: /node_modules\/(@reactflow|reactflow)\/|web\/src\/features\/canvas\/Canvas\.tsx|web\/src\/features\/designer\/canvas-view\.ts/,
              priority: 1,
            },
          ],
        },
      },
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

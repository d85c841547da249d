import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the pages of `src/console` to `dist/console`; the server hands them out (`src/http/routes/console.ts`). */
export default defineConfig({
  root: fileURLToPath(new URL('./src/console', import.meta.url)),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^zod$/, replacement: fileURLToPath(new URL('./src/console/api/zod.ts', import.meta.url)) },
    ],
  },
  build: {
    outDir: fileURLToPath(new URL('./dist/console', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows no data: scripts or styles, and files cache better than inlined text.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In bytes before gzip, thousands; a test holds the first load to 300 kB gzipped.
    chunkSizeWarningLimit: 1000,
  },
  server: {
    // `npx vite`: pages from here, answers from a running demo.
    proxy: { '/api': 'http://127.0.0.1:8080' },
  },
});

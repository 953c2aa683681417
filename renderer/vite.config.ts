import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compileWords } from './language/compile-words.ts';
import { preloadPanel } from './preload-panel.ts';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, because a proxy may serve the panel under a sub-path.
  base: './',
  plugins: [compileWords(), react(), preloadPanel()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Nothing names the maps, and the build moves them out of what is served: build/scripts/build.mjs.
    sourcemap: 'hidden',
    // The host's Content-Security-Policy allows no data: fonts and no inline scripts, so nothing may be inlined as code.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
});

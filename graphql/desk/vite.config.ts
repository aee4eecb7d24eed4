import { defineConfig } from 'vite';

/** `npx vite build graphql/desk` makes `graphql/desk/dist`, which the hub serves at `/desk/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: false },
});

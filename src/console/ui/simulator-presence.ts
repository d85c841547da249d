/**
 * Whether a simulator runs behind this console. The service says it in the page itself (`src/http/routes/console.ts`), so
 * that no screen of a demo is ever drawn without saying that it is one; `npx vite` shows what a demo shows.
 */
export function hasSimulator(): boolean {
  return import.meta.env.MODE === 'development' || document.documentElement.dataset.simulator === 'here';
}

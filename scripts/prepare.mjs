// Runs at the end of `npm ci`: builds the project. Where the developer tools were left out (npm ci --omit=dev), it keeps
// the build that is there.
import { existsSync } from 'node:fs';

const TOOLS = ['typescript', 'prisma', 'vite', '@types/node', '@vitejs/plugin-react'];
const hasTools = TOOLS.every((name) => existsSync(`node_modules/${name}/package.json`));
const isBuilt = existsSync('dist/src/main.js') && existsSync('src/db/generated/client.ts');

if (hasTools) {
  await import('./build.mjs');
} else if (!isBuilt) {
  console.error('The project is not built, and the developer tools are not installed.');
  console.error('Run `npm ci` here once, or copy `dist` from a machine where it was built.');
  process.exit(1);
}

// The embedded PostgreSQL needs links that npm packages cannot carry. Made now, as the user who installs, because the
// one who starts the service may not write here. Without the embedded PostgreSQL (--omit=optional) there is nothing to do.
const { findBinaries } = await import('../dist/src/db/embedded/binaries.js');
await findBinaries().catch((error) => console.warn(error.message));

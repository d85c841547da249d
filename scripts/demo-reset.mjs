// npm run demo:reset: throws the demo's data away. Touches no folder but one that is marked as a demo's.
import { existsSync } from 'node:fs';
import { removeDemoData } from '../dist/src/db/embedded.js';

if (existsSync('.env')) process.loadEnvFile();
const dataDir = process.env.DATA_DIR || 'data/demo';
try {
  const removed = await removeDemoData(dataDir);
  console.log(
    removed
      ? `The demo's data in ${dataDir} is removed. npm run demo starts over.`
      : 'There is no demo data yet.',
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

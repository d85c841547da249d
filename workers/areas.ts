import { runAreasTool } from '../src/tools/areas.ts';

await runAreasTool(process.argv.slice(2), process.env);

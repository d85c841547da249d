import { runZaloTool } from '../src/tools/zalo.ts';

await runZaloTool(process.argv.slice(2), process.env);

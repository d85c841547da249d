import { runExportTool } from '../src/tools/export.ts';

await runExportTool(process.argv.slice(2), process.env);

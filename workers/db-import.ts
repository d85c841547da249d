import { runImportTool } from '../src/tools/import.ts';

await runImportTool(process.argv.slice(2), process.env);

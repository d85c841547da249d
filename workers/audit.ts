import { runAuditTool } from '../src/tools/audit.ts';

await runAuditTool(process.argv.slice(2), process.env);

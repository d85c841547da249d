import { runStaffTool } from '../src/tools/staff.ts';

await runStaffTool(process.argv.slice(2), process.env);

import { runTool } from '../src/tool.ts';

await runTool(process.env, async ({ verifyAudit, print, refuse }) => {
  if (process.argv[2] !== 'verify') return refuse('npm run audit -- verify');
  const verdict = await verifyAudit();
  if (verdict.kind === 'broken')
    return refuse(`The audit log was changed: entry ${verdict.firstId} or one soon after it.`);
  print(
    `The audit log is intact: ${verdict.entries} entries in ${verdict.seals} seals, ${verdict.unsealed} not sealed yet.`,
  );
});

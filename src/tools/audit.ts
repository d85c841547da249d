import { type Environment, runTool } from './run-tool.ts';

/** `npm run audit`. */
export function runAuditTool(args: readonly string[], source: Environment): Promise<void> {
  return runTool(source, async ({ verifyAudit, print, refuse }) => {
    if (args[0] !== 'verify') return refuse('npm run audit -- verify');
    const verdict = await verifyAudit();
    if (verdict.kind === 'broken')
      return refuse(`The audit log was changed: entry ${verdict.firstId} or one soon after it.`);
    print(
      `The audit log is intact: ${verdict.entries} entries in ${verdict.seals} seals, ${verdict.unsealed} not sealed yet.`,
    );
  });
}

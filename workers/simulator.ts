import { parseArgs } from 'node:util';
import { startStandalone } from '../src/simulator/standalone.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    token: { type: 'string', default: '100001:demo-token' },
    username: { type: 'string', default: 'BinhYenDemoBot' },
    journal: { type: 'string' },
    seed: { type: 'string', default: '2026' },
    households: { type: 'string', default: '0' },
    code: { type: 'string', multiple: true, default: [] },
    officer: { type: 'string' },
  },
});

const simulator = await startStandalone({
  ...values,
  port: Number(values.port),
  seed: Number(values.seed),
  households: Number(values.households),
  codes: values.code,
  journal: values.journal,
  officer: values.officer,
});
process.stdout.write(`Simulator: TELEGRAM_API_ROOT=${simulator.apiRoot}\n`);
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void simulator.stop());

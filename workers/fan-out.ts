import { runWorker } from '../src/worker-process.ts';

await runWorker('fan-out', process.env);

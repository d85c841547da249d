import { runWorker } from '../src/worker-process.ts';

await runWorker('deliver', process.env);

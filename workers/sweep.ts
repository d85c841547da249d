import { runWorker } from '../src/worker-process.ts';

await runWorker('sweep', process.env);

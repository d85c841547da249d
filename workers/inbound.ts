import { runWorker } from '../src/worker-process.ts';

await runWorker('inbound', process.env);

import { z } from 'zod/v4';

// zod probes for `new Function` while schemas are made; our content security policy forbids it and the browser would
// report the probe. So `zod` leads here in the whole console (vite.config.ts), whichever schema is made first.
z.config({ jitless: true });

export * from 'zod/v4';

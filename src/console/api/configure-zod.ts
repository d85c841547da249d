import { z } from 'zod';

// zod probes for `new Function` while schemas are made; our content security policy forbids it and the browser
// would report the probe. So this module comes before every module that holds a schema.
z.config({ jitless: true });

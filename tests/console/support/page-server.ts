import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { build } from 'vite';
import { inject } from 'vitest';
import type { SimulatorApi } from '../../../src/contracts/simulator.ts';
import { consoleRoutes } from '../../../src/http/routes/console.ts';
import { simulatorRoutes } from '../../../src/http/routes/simulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the pages are that were built once for the whole run; see `pages-setup.ts`. */
    consolePages: string;
  }
}

interface BuiltPages {
  directory: string;
  remove(): Promise<void>;
}

/** The pages as they are served: those of the run where it has built them. */
export async function buildPages(): Promise<BuiltPages> {
  const directory: string | undefined = inject('consolePages');
  return directory === undefined ? buildForm('production') : { directory, remove: async () => {} };
}

/**
 * Builds the pages as they are now, away from `dist`, so that a test never sees yesterday's: as they are served, or with
 * React's own warnings in them.
 */
export async function buildForm(form: 'production' | 'development'): Promise<BuiltPages> {
  const directory = await mkdtemp(join(tmpdir(), 'binh-yen-console-'));
  const before = process.env.NODE_ENV;
  // Vite takes it from here before it looks at its mode; Vitest says `test`.
  process.env.NODE_ENV = form;
  try {
    await build({
      configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
      logLevel: 'error',
      mode: 'production',
      build: { outDir: directory, emptyOutDir: true },
    });
  } finally {
    process.env.NODE_ENV = before;
  }
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** The page and its API on a free port, by the routes of the service. */
export async function servePages(directory: string, api: SimulatorApi) {
  const server = Fastify();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await server.register(consoleRoutes({ directory, simulator: true }));
  await server.register(simulatorRoutes(api));
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return { server, origin, url: `${origin}/simulator` };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { build } from 'vite';
import type { SimulatorApi } from '../../../src/contracts/simulator.ts';
import { consoleRoutes } from '../../../src/http/routes/console.ts';
import { simulatorRoutes } from '../../../src/http/routes/simulator.ts';

/** Builds the pages as they are now, away from `dist`, so that a test never sees yesterday's. */
export async function buildPages() {
  const directory = await mkdtemp(join(tmpdir(), 'binh-yen-console-'));
  const { NODE_ENV } = process.env;
  // Vitest says `test`; the pages would then come as for development, React and all.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    mode: 'production',
    build: { outDir: directory, emptyOutDir: true },
  });
  process.env.NODE_ENV = NODE_ENV;
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

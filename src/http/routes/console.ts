import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ruleForAll } from '../api-kit.ts';

export interface ConsoleOptions {
  /** Where the built pages are: `dist/console`, absolute. */
  directory: string;
}

const PAGE = 'index.html';

/** Nothing from other hosts, nothing inline but the styles that Mantine writes. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page at `/simulator` and its files under `/assets/`. Their names carry a hash of their content, so browsers may
 * keep them for good; the page itself is asked for each time. Throws when the pages have not been built.
 */
export function consoleRoutes({ directory }: ConsoleOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    if (!existsSync(join(directory, PAGE))) {
      throw new Error('The console has not been built: run `npm run build`.');
    }
    ruleForAll(app, 'public');
    app.addHook('onSend', async (_request, reply) => {
      reply.headers({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    });
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      index: false,
      dotfiles: 'deny',
      maxAge: '365d',
      immutable: true,
    });
    app.get('/simulator', (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(PAGE, directory, { cacheControl: false }),
    );
    app.get('/simulator/', (_request, reply) => reply.redirect('/simulator', 308));
  };
}

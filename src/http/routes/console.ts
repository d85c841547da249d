import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ruleForAll } from '../api-kit.ts';
import { PAGE_POLICY } from '../security-headers.ts';

export interface ConsoleOptions {
  /** Where the built pages are: `dist/console`, absolute. */
  directory: string;
  /** Whether a simulator runs here: its page exists, and every page says that it is a demo. */
  simulator: boolean;
}

const PAGE = 'index.html';

/** Paths of programs: what does not exist below them is a problem with a code, also for a browser. */
const NOT_PAGES = /^\/(?:api|assets|webhooks|metrics|healthz|readyz|oauth)(?:\/|$)/;

const SIMULATOR = /^\/simulator(?:\/|$)/;

/**
 * The one page for every address that a browser opens (the page itself knows which ones exist), and its files under
 * `/assets/`. Their names carry a hash of their content, so browsers may keep them for good; the page itself is asked for
 * each time. Throws when the pages have not been built.
 */
export function consoleRoutes({ directory, simulator }: ConsoleOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    if (!existsSync(join(directory, PAGE))) {
      throw new Error('The console has not been built: run `npm run build`.');
    }
    const page = await readFile(join(directory, PAGE), 'utf8');
    // Said in the page itself: what is drawn first knows it, and the policy allows no script within the page.
    const html = simulator ? page.replace('<html ', '<html data-simulator="here" ') : page;
    ruleForAll(app, 'public');
    app.addHook('onSend', async (_request, reply) => {
      void reply.header('content-security-policy', PAGE_POLICY);
    });
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      index: false,
      dotfiles: 'deny',
      maxAge: '365d',
      immutable: true,
    });
    if (simulator) app.get('/simulator/', (_request, reply) => reply.redirect('/simulator', 308));
    app.get('/*', (request, reply) => {
      const [path = '/'] = request.url.split('?', 1);
      const isPage = !NOT_PAGES.test(path) && (simulator || !SIMULATOR.test(path));
      // A program that asks for an address that does not exist is told so; a person sees it on the page.
      if (!isPage || !request.headers.accept?.includes('text/html')) return reply.callNotFound();
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
    });
  };
}

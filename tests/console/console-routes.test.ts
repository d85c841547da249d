import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../src/http/routes/console.ts';
import { secureAnswers } from '../../src/http/security-headers.ts';

/** As Chromium asks for a page. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

describe('the routes of the console', () => {
  let directory: string;
  let server: FastifyInstance;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binh-yen-routes-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<!doctype html><html lang="vi"><title>page</title>');
    await writeFile(join(directory, 'assets', 'index-abc123.js'), 'export {};');
    await writeFile(join(directory, 'assets', '.hidden'), 'hidden');
    server = Fastify();
    secureAnswers(server, false);
    await server.register(consoleRoutes({ directory, simulator: true }));
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each([
    ...['/', '/simulator', '/sign-in', '/alerts/0199', '/setup', '/no-such-page', '/apiary'].map((url) => ({
      url,
      type: 'text/html; charset=utf-8',
      cache: 'no-cache',
    })),
    {
      url: '/assets/index-abc123.js',
      type: 'application/javascript; charset=utf-8',
      cache: 'public, max-age=31536000, immutable',
    },
  ])('serve $url with its type, caching and policy', async ({ url, type, cache }) => {
    const { statusCode, headers } = await server.inject({ url, headers: { accept: BROWSER } });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe(cache);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'self'; style-src 'self' 'unsafe-inline'; /,
    );
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  it.each([
    '/assets/',
    '/assets',
    '/assets/gone.js',
    '/assets/.hidden',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/..%2findex.html',
    '/index.html',
  ])('have nothing at %s', async (url) => {
    const { statusCode, body } = await server.inject(url);
    expect([403, 404]).toContain(statusCode);
    expect(body).not.toMatch(/abc123|page<|hidden</);
  });

  it.each([
    '/api',
    '/api/nothing',
    '/api/nothing?x=/simulator',
    '/webhooks/telegram',
    '/metrics/x',
    '/oauth/zalo',
  ])('leave %s to programs, also when a browser asks', async (url) => {
    const { statusCode, body } = await server.inject({ url, headers: { accept: BROWSER } });
    expect([statusCode, body.includes('page<')]).toEqual([404, false]);
  });

  it('give a program no page for an address that does not exist', async () => {
    const { statusCode } = await server.inject({
      url: '/no-such-page',
      headers: { accept: 'application/json' },
    });
    expect(statusCode).toBe(404);
  });

  it('say in the page itself whether a simulator runs, and have no /simulator where none does', async () => {
    const real = Fastify();
    await real.register(consoleRoutes({ directory, simulator: false }));
    const ask = async (from: FastifyInstance, url: string) => {
      const { statusCode, body } = await from.inject({ url, headers: { accept: BROWSER } });
      return [statusCode, body.includes('data-simulator="here"')];
    };
    expect(await ask(server, '/')).toEqual([200, true]);
    expect(await ask(server, '/simulator')).toEqual([200, true]);
    expect(await ask(real, '/')).toEqual([200, false]);
    expect(await ask(real, '/simulator')).toEqual([404, false]);
    expect(await ask(real, '/simulator/')).toEqual([404, false]);
    await real.close();
  });

  it('lead from /simulator/ to the page', async () => {
    const { statusCode, headers } = await server.inject('/simulator/');
    expect({ statusCode, to: headers.location }).toEqual({ statusCode: 308, to: '/simulator' });
  });

  it('refuse to start without built pages, and say what to do', async () => {
    const unbuilt = Fastify();
    await expect(
      unbuilt.register(consoleRoutes({ directory: join(directory, 'none'), simulator: true })),
    ).rejects.toThrow(/npm run build/);
  });
});

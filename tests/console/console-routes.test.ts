import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../src/http/routes/console.ts';

describe('the routes of the console', () => {
  let directory: string;
  let server: FastifyInstance;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binh-yen-routes-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(join(directory, 'assets', 'index-abc123.js'), 'export {};');
    await writeFile(join(directory, 'assets', '.hidden'), 'hidden');
    server = Fastify();
    await server.register(consoleRoutes({ directory }));
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each([
    { url: '/simulator', type: 'text/html; charset=utf-8', cache: 'no-cache' },
    {
      url: '/assets/index-abc123.js',
      type: 'application/javascript; charset=utf-8',
      cache: 'public, max-age=31536000, immutable',
    },
  ])('serve $url with its type, caching and policy', async ({ url, type, cache }) => {
    const { statusCode, headers } = await server.inject(url);
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

  it('lead from /simulator/ to the page', async () => {
    const { statusCode, headers } = await server.inject('/simulator/');
    expect({ statusCode, to: headers.location }).toEqual({ statusCode: 308, to: '/simulator' });
  });

  it('refuse to start without built pages, and say what to do', async () => {
    const unbuilt = Fastify();
    await expect(unbuilt.register(consoleRoutes({ directory: join(directory, 'none') }))).rejects.toThrow(
      /npm run build/,
    );
  });
});

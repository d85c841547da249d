import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { nobody } from '../../../src/http/api-kit.ts';
import { buildServer, closeServer } from '../../../src/http/build-server.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

async function listening(plugins: Parameters<typeof buildServer>[0]['plugins'] = []) {
  const app = await buildServer({
    logger: silentLogger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: nobody,
    webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
    plugins,
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, port: Number(new URL(address).port) };
}

it('ends although somebody has opened a connection and asks nothing', async () => {
  const { app, port } = await listening();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  await closeServer(app);
  await closed;
});

it('answers what is under way before it ends', async () => {
  let begun = () => {};
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const { app, port } = await listening([
    (scope) => {
      scope.get('/slow', { config: { rule: 'public' } }, async () => {
        begun();
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return { ok: true };
      });
    },
  ]);
  const response = fetch(`http://127.0.0.1:${port}/slow`);
  await asked;
  const closing = closeServer(app);
  answer();
  expect(await (await response).json()).toEqual({ ok: true });
  await closing;
});

import { describe, expect, it } from 'vitest';
import { parseEnv } from '../../../config/env.ts';

describe('TRUST_PROXY', () => {
  it.each([
    ['1', 1],
    ['127.0.0.1', '127.0.0.1'],
    ['10.0.0.0/8,fd00::/8', '10.0.0.0/8,fd00::/8'],
    ['loopback', 'loopback'],
  ])('%s', (value, trustProxy) => {
    expect(parseEnv({ TRUST_PROXY: value }).trustProxy).toBe(trustProxy);
  });

  it.each(['true', '0', '*', '10.0.0.0/8, 127.0.0.1', 'proxy.example'])('refuses %s', (value) => {
    expect(() => parseEnv({ TRUST_PROXY: value })).toThrow('TRUST_PROXY');
  });
});

it('refuses a short AUTH_SECRET, and does not repeat it', () => {
  expect(() => parseEnv({ AUTH_SECRET: 'secret' })).toThrow(
    /^AUTH_SECRET: expected 32 or more random characters/,
  );
});

import { describe, expect, it } from 'vitest';
import { createLifecycle } from '../../src/lifecycle.ts';
import { type LogFields, silentLogger } from '../../src/shared/logger.ts';
import { gate } from '../support/queue-store.ts';

function watched() {
  const warnings: LogFields[] = [];
  const lifecycle = createLifecycle({ ...silentLogger, warn: (fields) => void warnings.push(fields) });
  const ended: string[] = [];
  const add = (name: string) =>
    lifecycle.onStop(name, async () => {
      ended.push(name);
    });
  return { lifecycle, warnings, ended, add };
}

describe('the end', () => {
  it('goes backwards, one after another', async () => {
    const { lifecycle, ended, add } = watched();
    const slow = gate();
    add('storage');
    lifecycle.onStop('workers', async () => {
      ended.push('workers begin');
      await slow.opened;
      ended.push('workers');
    });
    add('http');
    const stopping = lifecycle.stop('asked to');
    await Promise.resolve();
    slow.open();
    await stopping;
    expect(ended).toEqual(['http', 'workers begin', 'workers', 'storage']);
  });

  it('is told to everyone before the first step', async () => {
    const { lifecycle } = watched();
    let told = false;
    lifecycle.onStop('step', async () => {
      told = lifecycle.stopping.aborted;
    });
    expect(lifecycle.stopping.aborted).toBe(false);
    const stopping = lifecycle.stop('asked to');
    expect(lifecycle.stopping.aborted).toBe(true);
    await stopping;
    expect(told).toBe(true);
  });

  it('comes once, however often and from wherever it is asked for', async () => {
    const { lifecycle, ended, add } = watched();
    add('storage');
    await Promise.all([lifecycle.stop('one'), lifecycle.stop('two')]);
    await lifecycle.stop('three');
    expect(ended).toEqual(['storage']);
  });

  it('goes on after a step that fails, and says which it was without the words of the error', async () => {
    const { lifecycle, warnings, ended, add } = watched();
    add('storage');
    lifecycle.onStop('http', () => Promise.reject(new Error('bí mật')));
    await lifecycle.stop('asked to');
    expect(ended).toEqual(['storage']);
    expect(warnings).toEqual([{ step: 'http', error: 'Error', code: undefined }]);
  });
});

describe('an end in the middle of the start', () => {
  it('waits until nothing is half open any more, then closes what was opened', async () => {
    const { lifecycle, ended, add } = watched();
    const opening = gate();
    const started = lifecycle.start(async () => {
      add('storage');
      await opening.opened;
      add('container');
    });
    const stopping = lifecycle.stop('asked to');
    await Promise.resolve();
    expect(ended).toEqual([]);
    opening.open();
    await Promise.all([started, stopping]);
    expect(ended).toEqual(['container', 'storage']);
  });

  it('also comes when the start fails of it', async () => {
    const { lifecycle, ended, add } = watched();
    const opening = gate();
    const started = lifecycle.start(async () => {
      add('storage');
      await opening.opened;
      lifecycle.stopping.throwIfAborted();
    });
    const stopping = lifecycle.stop('asked to');
    opening.open();
    await expect(started).rejects.toThrow();
    await stopping;
    expect(ended).toEqual(['storage']);
  });
});

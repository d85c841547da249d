import { describe, expect, it } from 'vitest';
import { parseBenchArgs } from '../../../bench/args.ts';

describe('the command line of the bench', () => {
  it.each([
    { argv: ['fan-out'], args: { name: 'fan-out', queue: 'postgres', json: false, size: null } },
    {
      argv: ['paced', '--queue', 'redis', '--json', '--size', '500'],
      args: { name: 'paced', queue: 'redis', json: true, size: 500 },
    },
    { argv: ['--json', 'million'], args: { name: 'million', queue: 'postgres', json: true, size: null } },
  ])('reads $argv', ({ argv, args }) => {
    expect(parseBenchArgs(argv)).toEqual({ kind: 'run', args });
  });
  it.each([
    [[]],
    [['nothing']],
    [['fan-out', 'paced']],
    [['fan-out', '--queue', 'kafka']],
    [['fan-out', '--size', '0']],
    [['fan-out', '--size', '1.5']],
    [['fan-out', '--size', 'many']],
    [['fan-out', '--unknown']],
  ])('explains itself on %j', (argv) => {
    expect(parseBenchArgs(argv).kind).toBe('usage');
  });
});

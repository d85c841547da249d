import type { ContainerOptions } from '../src/container.ts';
import { parseKeyring } from '../src/db/sealing.ts';
import type { Logger } from '../src/shared/logger.ts';
import type { Target } from './protocol.ts';

/** Settings of a container on the storage of this bench. */
export function containerOptions(
  target: Target,
  role: string,
  maxConnections: number,
  logger: Logger,
): ContainerOptions {
  const keyring = parseKeyring(target.dataKey);
  if (!keyring) throw new Error('the key of the bench is not one');
  const { connectionString, redisUrl } = target;
  return {
    connectionString,
    queue: redisUrl === null ? { kind: 'postgres', connectionString } : { kind: 'redis', url: redisUrl },
    keyring,
    telegramApiRoot: target.telegramApiRoot,
    demo: false,
    role,
    maxConnections,
    logger,
  };
}

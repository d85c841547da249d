import type { FastifyInstance } from 'fastify';
import type { createEventHub } from '../event-hub.ts';
import { createReaderOf } from '../reader.ts';
import { type AlertFileDeps, alertFileRoutes } from './alert-media.ts';
import { type AlertDeps, alertRoutes } from './alerts.ts';
import { type AuditDeps, auditRoutes } from './audit.ts';
import { type ChannelDeps, channelRoutes } from './channels.ts';
import { eventRoutes } from './events.ts';
import { type ExportDeps, exportRoutes } from './exports.ts';
import { type NowDeps, nowRoutes } from './now.ts';
import { type ReplyDeps, replyRoutes } from './replies.ts';

export interface ConsoleApiDeps
  extends NowDeps,
    AlertDeps,
    AlertFileDeps,
    ReplyDeps,
    ChannelDeps,
    AuditDeps,
    ExportDeps {
  unitsOfProvince(policeUnitId: string): Promise<readonly string[]>;
  hub: ReturnType<typeof createEventHub>;
}

/** What the console reads, and what officers do from it with replies, duty and channels. */
export function consoleApiRoutes(deps: ConsoleApiDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    const readerOf = createReaderOf(deps);
    await app.register(nowRoutes(deps, readerOf));
    await app.register(alertRoutes(deps, readerOf));
    await app.register(alertFileRoutes(deps, readerOf));
    await app.register(replyRoutes(deps, readerOf));
    await app.register(channelRoutes(deps, readerOf));
    await app.register(auditRoutes(deps, readerOf));
    await app.register(exportRoutes(deps, readerOf));
    await app.register(eventRoutes({ hub: deps.hub, readerOf }));
  };
}

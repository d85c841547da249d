import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type AlertReads,
  alertHouseholdsQuerySchema,
  householdsExportQuerySchema,
  ledgerExportQuerySchema,
  ledgerQuerySchema,
} from '../../contracts/alert-page.ts';
import { type AuditReads, auditExportQuerySchema, auditQuerySchema } from '../../contracts/audit.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type { createNoteExport } from '../../staff/note-export.ts';
import { actorOf, problem } from '../api-kit.ts';
import { sendFile } from '../files/send-file.ts';
import {
  allOf,
  auditSheet,
  type FileTime,
  type FileWords,
  householdSheet,
  ledgerSheet,
} from '../files/sheets.ts';
import type { ReaderOf } from '../reader.ts';
import { maySeeSituations } from './alerts.ts';

export interface ExportDeps {
  alerts: AlertReads;
  audit: AuditReads;
  /** Before anything leaves. */
  noteExport: ReturnType<typeof createNoteExport>;
  words: FileWords;
  time: FileTime;
}

const ROWS_AT_ONCE = 1_000;

/** Lists as files, written while they are read. */
export function exportRoutes(deps: ExportDeps, readerOf: ReaderOf) {
  const { alerts, audit } = deps;
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/alerts/:id/households/export',
      {
        config: { rule: 'see_silent' },
        schema: { params: idParamsSchema, querystring: householdsExportQuerySchema },
      },
      async (request, reply) => {
        const { format, language, ...filter } = request.query;
        const { id } = request.params;
        const reader = await readerOf(request, 'see_silent');
        if (!maySeeSituations(reader, filter.situation)) return problem(reply, 'forbidden');
        if ((await alerts.households(reader, id, { ...filter, limit: 1 })) === null)
          return problem(reply, 'not_found');
        await deps.noteExport(actorOf(request), { what: 'households', subject: id, format });
        const items = allOf(
          (cursor) => alerts.households(reader, id, { ...filter, cursor, limit: ROWS_AT_ONCE }),
          (next: string) => alertHouseholdsQuerySchema.shape.cursor.parse(next),
        );
        return sendFile(reply, 'households', format, householdSheet(deps, language, items));
      },
    );

    app.get(
      '/api/alerts/:id/ledger/export',
      {
        config: { rule: 'see_alerts' },
        schema: { params: idParamsSchema, querystring: ledgerExportQuerySchema },
      },
      async (request, reply) => {
        const { format, language, ...filter } = request.query;
        const { id } = request.params;
        const reader = await readerOf(request, 'see_alerts');
        if ((await alerts.ledger(reader, id, { ...filter, limit: 1 })) === null)
          return problem(reply, 'not_found');
        await deps.noteExport(actorOf(request), { what: 'ledger', subject: id, format });
        const items = allOf(
          (cursor) => alerts.ledger(reader, id, { ...filter, cursor, limit: ROWS_AT_ONCE }),
          (next: string) => ledgerQuerySchema.shape.cursor.parse(next),
        );
        return sendFile(reply, 'ledger', format, ledgerSheet(deps, language, items));
      },
    );

    app.get(
      '/api/audit/export',
      { config: { rule: 'see_audit' }, schema: { querystring: auditExportQuerySchema } },
      async (request, reply) => {
        const actor = actorOf(request);
        const reader = await readerOf(request, 'see_audit');
        await deps.noteExport(actor, {
          what: 'audit',
          subject: `unit:${actor.policeUnitId}`,
          format: 'csv',
        });
        const items = allOf(
          (cursor) => audit.list(reader, { ...request.query, cursor, limit: ROWS_AT_ONCE }),
          (next: string) => auditQuerySchema.shape.cursor.parse(next),
        );
        return sendFile(reply, 'audit', 'csv', auditSheet(items));
      },
    );
  };
}

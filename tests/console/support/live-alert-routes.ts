import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as alertPage from '../../../src/contracts/alert-page.ts';
import * as running from '../../../src/contracts/alert-running.ts';
import { forecastOf } from './alert-fixtures.ts';
import { alertPageOf, householdOf, ledgerRowOf } from './live-fixtures.ts';
import { type LiveState, pageOf, placeId } from './live-state.ts';

/** Alerts as they are read. */
export function alertReads(app: FastifyInstance, state: LiveState): void {
  const { nowMs, households, ledgerRows } = state;
  const ledgerPosition = (index: number) => [2, placeId(index)];
  const perGroup = Math.ceil(households / 12);
  app.get('/api/alerts', (request) => {
    const query = alertPage.alertsQuerySchema.parse(request.query);
    return alertPage.alertsPageSchema.parse({
      items: [state.alert, ...state.others].filter(
        (alert) =>
          (query.state === undefined || alert.state === query.state) &&
          (query.category === undefined || alert.category === query.category) &&
          (query.drill === undefined || alert.drill === query.drill),
      ),
      next: null,
    });
  });
  app.get('/api/alerts/:id', () =>
    alertPage.alertPageSchema.parse({
      ...alertPageOf(nowMs, state.alert),
      acts: state.actsOf(state.alert),
      reminders: state.reminders,
    }),
  );
  app.get('/api/alerts/:id/curves', () => alertPage.curvesSchema.parse(state.curves));
  app.get('/api/alerts/:id/groups', () => alertPage.alertGroupsSchema.parse(state.groups));
  app.get('/api/alerts/:id/households', (request) => {
    const query = alertPage.alertHouseholdsQuerySchema.parse(request.query);
    const rows = Array.from({ length: households }, (_, index) => householdOf(index, perGroup)).filter(
      ({ groupId, situation }) =>
        query.situation.includes(situation) && (query.groupId === undefined || query.groupId === groupId),
    );
    const page = pageOf(
      rows.length,
      query,
      (index) => rows[index],
      (index) => [null, 'silent', placeId(index)],
    );
    return alertPage.alertHouseholdsPageSchema.parse({
      ...page,
      asOf: new Date().toISOString(),
      total: rows.length,
    });
  });
  app.get('/api/alerts/:id/ledger', (request) => {
    const query = alertPage.ledgerQuerySchema.parse(request.query);
    if (query.state === undefined)
      return alertPage.ledgerPageSchema.parse(
        pageOf(ledgerRows, query, (index) => ledgerRowOf(index, nowMs), ledgerPosition),
      );
    const rows = Array.from({ length: 700 }, (_, index) => ledgerRowOf(index, nowMs)).filter(
      ({ state }) => state === query.state,
    );
    return alertPage.ledgerPageSchema.parse(
      pageOf(rows.length, query, (index) => rows[index], ledgerPosition),
    );
  });
  app.get('/api/alerts/:id/:list/export', (request, reply) => {
    const { list } = z.object({ list: z.enum(['households', 'ledger']) }).parse(request.params);
    const schema =
      list === 'ledger' ? alertPage.ledgerExportQuerySchema : alertPage.householdsExportQuerySchema;
    const { format } = schema.parse(request.query);
    state.done.push(`export ${list} ${format}`);
    return reply
      .header('content-disposition', `attachment; filename="${list}.${format}"`)
      .type('text/csv')
      .send('hộ,tình hình\n');
  });
}

/** What staff do with an alert that was sent. */
export function alertActs(app: FastifyInstance, state: LiveState): void {
  const shown = { vi: 'Nước đã rút.', buttons: ['Đã đọc'] };
  app.post('/api/alerts/:id/messages/preview', (request) => {
    const { texts } = running.followUpRequestSchema.parse(request.body);
    return running.followUpPreviewAnswerSchema.parse({
      kind: 'previewed',
      preview: {
        households: 3_741,
        reachable: 3_667,
        hold: 'no',
        forecast: {
          ...forecastOf({ households: 3_741, reachable: 3_667 }),
          paidMessages: 40,
          costDong: 2_200,
        },
        messages: (['telegram', 'zalo'] as const).map((channel) => ({
          channel,
          language: 'vi',
          text: `CẬP NHẬT\n${texts.vi}`,
          buttons: shown.buttons,
          length: texts.vi.length,
          limit: 4_096,
          fallback: false,
        })),
        findings: texts.vi.includes('0912')
          ? [{ code: 'phone_number', severity: 'confirm', place: null, found: '0912 345 678' }]
          : [],
      },
    });
  });
  app.post('/api/alerts/:id/messages', (request) => {
    const body = running.followUpRequestSchema.parse(request.body);
    state.done.push(`${body.message} ${body.texts.vi} [${body.checksConfirmed.join()}]`);
    return running.followUpAnswerSchema.parse({
      kind: 'message_sent',
      number: state.alert.number,
      message: body.message,
      recipients: 3_741,
      hold: 'no',
    });
  });
  for (const [act, kind] of [
    ['stop', 'alert_stopped'],
    ['pause', 'alert_paused'],
    ['resume', 'alert_resumed'],
  ] as const) {
    app.post(`/api/alerts/:id/${act}`, () => {
      state.done.push(act);
      if (act === 'stop')
        state.alert = { ...state.alert, state: 'cancelled', closedAt: new Date().toISOString() };
      else state.alert = { ...state.alert, paused: act === 'pause' };
      const { number, progress } = state.alert;
      return running.holdAnswerSchema.parse({
        kind,
        number,
        notSent: progress.pending,
        waiting: progress.pending,
      });
    });
  }
  app.post('/api/alerts/:id/reminders', (request) => {
    const { rounds, everyMs } = running.remindersRequestSchema.parse(request.body);
    state.done.push(`reminders ${rounds} ${everyMs}`);
    const nextAt = new Date(Date.now() + everyMs).toISOString();
    state.reminders = { roundsSent: state.reminders?.roundsSent ?? 0, roundsLeft: rounds, everyMs, nextAt };
    return running.remindersAnswerSchema.parse({
      kind: 'reminders_set',
      number: state.alert.number,
      rounds,
      nextAt: rounds === 0 ? null : nextAt,
      silent: 900,
    });
  });
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cleanFile } from '../../../src/alerts/clean-file.ts';
import {
  type AlertDraftView,
  type ApprovalView,
  approvalAnswerSchema,
  approvalDecisionSchema,
  approvalsSchema,
  draftsSchema,
  saveDraftAnswerSchema,
  saveDraftSchema,
} from '../../../src/contracts/alert-approvals.ts';
import { type AlertMediaView, alertMediaSchema } from '../../../src/contracts/alert-media.ts';
import { alertsPageSchema, groupPlaceSchema } from '../../../src/contracts/alert-page.ts';
import {
  type DrillScore,
  drillScoreSchema,
  quietHoursAnswerSchema,
  setQuietHoursSchema,
} from '../../../src/contracts/alert-running.ts';
import {
  type AlertContent,
  alertCategoriesSchema,
  alertContentSchema,
  checkAnswerSchema,
  newTemplateSchema,
  previewAnswerSchema,
  raiseAnswerSchema,
  raiseRequestSchema,
  templateAnswerSchema,
  templatesSchema,
} from '../../../src/contracts/alerts.ts';
import {
  type GroupCard,
  groupCardsSchema,
  groupCountAnswerSchema,
  groupCountRequestSchema,
  groupNameAnswerSchema,
  groupNameRequestSchema,
  groupTreeSchema,
  newGroupAnswerSchema,
  newGroupSchema,
} from '../../../src/contracts/groups.ts';
import { sessionSchema } from '../../../src/contracts/session.ts';
import { problem } from '../../../src/http/api-kit.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import {
  ACCOUNTS,
  CARDS,
  CATEGORIES,
  countOf,
  drillOf,
  findingsOf,
  forecastOf,
  messagesOf,
  OTHER_STAFF_ID,
  STAFF_ID,
  sessionOf,
  TEMPLATES,
  TREE,
  uuid,
} from './alert-fixtures.ts';

export interface FakeAlertsOptions {
  role?: StaffRoleName;
  language?: 'vi' | 'en';
}

const idParams = z.object({ id: z.uuid() });
const NUMBER = 'BMT-2026-0147';

/** A service with one ward in memory, by the contracts: what it takes and gives is parsed. */
export function createFakeAlerts({ role = 'duty_officer', language = 'vi' }: FakeAlertsOptions = {}) {
  const drafts = new Map<string, AlertDraftView>();
  const cards = new Map(CARDS.map((card) => [card.id, card]));
  /** What was changed of groups, in order. */
  const changes: [field: string, value: unknown][] = [];
  function change(id: string, to: Partial<GroupCard>): boolean {
    const card = cards.get(id);
    if (card) cards.set(id, { ...card, ...to });
    return card !== undefined;
  }
  const raised: z.infer<typeof raiseRequestSchema>[] = [];
  const decided: z.infer<typeof approvalDecisionSchema>[] = [];
  const sentTexts = new Map<string, string>();
  const media = new Map<string, { about: AlertMediaView; bytes: Buffer }>();
  const templates = [...TEMPLATES];
  let approvals: ApprovalView[] = [];
  let ids = 500;

  async function api(server: FastifyInstance): Promise<void> {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get('/api/session', { schema: { response: { 200: sessionSchema } } }, () =>
      sessionOf(role, language),
    );
    app.post('/api/session/language', (_request, reply) => reply.code(204).send());
    app.get('/api/events', (request, reply) => {
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
      reply.raw.write(':\n\n');
      request.raw.on('close', () => reply.raw.end());
      return reply.hijack();
    });

    app.get('/api/alert-categories', { schema: { response: { 200: alertCategoriesSchema } } }, () => ({
      categories: CATEGORIES,
    }));
    app.get('/api/alert-templates', { schema: { response: { 200: templatesSchema } } }, () => ({
      templates,
    }));
    app.post(
      '/api/alert-templates',
      { schema: { body: newTemplateSchema, response: { 200: templateAnswerSchema } } },
      ({ body }) => {
        if (templates.some(({ name, category }) => name === body.name && category === body.category))
          return { kind: 'name_taken' as const };
        const template = { id: uuid(++ids), origin: 'unit' as const, variables: [], ...body };
        templates.push(template);
        return { kind: 'saved' as const, template };
      },
    );
    app.post(
      '/api/alert-templates/:id/retire',
      { schema: { params: idParams, response: { 200: templateAnswerSchema } } },
      ({ params }) => {
        const at = templates.findIndex(({ id }) => id === params.id);
        if (at < 0) return { kind: 'forbidden' as const };
        templates.splice(at, 1);
        return { kind: 'retired' as const };
      },
    );

    app.get('/api/groups', { schema: { response: { 200: groupTreeSchema } } }, () => TREE);
    app.get('/api/groups/cards', { schema: { response: { 200: groupCardsSchema } } }, () => ({
      groups: [...cards.values()],
      accounts: ACCOUNTS,
    }));
    app.post(
      '/api/groups',
      { schema: { body: newGroupSchema, response: { 200: newGroupAnswerSchema } } },
      ({ body }) => {
        if ([...cards.values()].some(({ name }) => name === body.name))
          return { kind: 'name_taken' as const };
        const card = {
          id: uuid(++ids),
          joinCode: 'M7K2P9',
          households: 0,
          reachable: 0,
          quietHours: null,
          place: null,
          ...body,
        };
        cards.set(card.id, card);
        return { kind: 'added' as const, groupId: card.id, joinCode: card.joinCode };
      },
    );
    app.put(
      '/api/groups/:id/name',
      {
        schema: { params: idParams, body: groupNameRequestSchema, response: { 200: groupNameAnswerSchema } },
      },
      ({ params, body }) => {
        changes.push(['name', body.name]);
        return change(params.id, body) ? { kind: 'renamed' as const } : { kind: 'forbidden' as const };
      },
    );
    app.post(
      '/api/groups/:id/quiet-hours',
      { schema: { params: idParams, body: setQuietHoursSchema, response: { 200: quietHoursAnswerSchema } } },
      ({ params, body }) => {
        changes.push(['quietHours', body.quietHours]);
        return change(params.id, body)
          ? { kind: 'quiet_hours' as const, ...body }
          : { kind: 'forbidden' as const };
      },
    );
    app.put(
      '/api/groups/:id/place',
      { schema: { params: idParams, body: groupPlaceSchema } },
      (request, reply) => {
        changes.push(['place', request.body.place]);
        change(request.params.id, request.body);
        return reply.code(204).send();
      },
    );
    app.post(
      '/api/groups/count',
      { schema: { body: groupCountRequestSchema, response: { 200: groupCountAnswerSchema } } },
      ({ body }) => ({ kind: 'counted' as const, ...countOf(body.groupIds) }),
    );

    app.addContentTypeParser(
      /^(?:image|audio|application\/octet-stream)/,
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => body,
    );
    app.post(
      '/api/alert-media',
      { schema: { response: { 201: alertMediaSchema } } },
      async (request, reply) => {
        const bytes = z.instanceof(Buffer).parse(request.body);
        const clean = cleanFile(bytes);
        if (clean.kind === 'fault') return problem(reply, 'media_not_taken');
        const id = uuid(++ids);
        const { kind, type } = clean;
        const [width, height] = clean.kind === 'photo' ? [clean.width, clean.height] : [null, null];
        const about = { id, kind, type, sizeBytes: clean.bytes.length, width, height };
        media.set(id, { about, bytes: Buffer.from(clean.bytes) });
        return reply.code(201).send(about);
      },
    );
    app.get('/api/alert-media/:id', { schema: { params: idParams } }, async ({ params }, reply) => {
      const found = media.get(params.id);
      return found ? reply.type(found.about.type).send(found.bytes) : problem(reply, 'not_found');
    });
    app.get(
      '/api/alert-media/:id/about',
      { schema: { params: idParams, response: { 200: alertMediaSchema } } },
      async ({ params }, reply) => {
        const found = media.get(params.id);
        return found ? reply.send(found.about) : problem(reply, 'not_found');
      },
    );
    const kindOf = (content: AlertContent) =>
      content.media === null ? null : (media.get(content.media.id)?.about.kind ?? null);

    app.post(
      '/api/alerts/check',
      { schema: { body: alertContentSchema, response: { 200: checkAnswerSchema } } },
      ({ body }) => ({
        kind: 'checked' as const,
        findings: findingsOf(body, sentTexts, kindOf(body)),
        lengths: [],
      }),
    );
    const needOf = (content: AlertContent, households: number) => {
      const category = CATEGORIES.find(({ code }) => code === content.category);
      const reasons: ('category' | 'reach')[] = [];
      if (category?.approval === 'ward_chief' && role !== 'ward_chief') reasons.push('category');
      if (households > (category?.aloneHouseholds ?? 0)) reasons.push('reach');
      return reasons.length === 0
        ? { kind: 'alone' as const }
        : { kind: 'second_person' as const, reasons, mayBreakGlass: content.severity === 'critical' };
    };
    app.post(
      '/api/alerts/preview',
      { schema: { body: alertContentSchema, response: { 200: previewAnswerSchema } } },
      ({ body }) => {
        const { households, reachable } = countOf(body.groupIds);
        return {
          kind: 'previewed' as const,
          preview: {
            households,
            reachable,
            forecast: forecastOf({ households, reachable }) as ReturnType<typeof forecastOf> & {
              secondsToLast: number;
            },
            messages: messagesOf(body, 'BMT-2026-…', kindOf(body)),
            approval: needOf(body, households),
            findings: findingsOf(body, sentTexts, kindOf(body)),
          },
        };
      },
    );

    app.get('/api/alert-drafts', { schema: { response: { 200: draftsSchema } } }, () => ({
      drafts: [...drafts.values()],
    }));
    app.post(
      '/api/alert-drafts',
      { schema: { body: saveDraftSchema, response: { 200: saveDraftAnswerSchema } } },
      ({ body }) => {
        if (body.draftId !== null && !drafts.has(body.draftId)) return { kind: 'not_a_draft' as const };
        const draftId = body.draftId ?? uuid(++ids);
        const savedAt = new Date().toISOString();
        const content = body.content;
        drafts.set(draftId, { draftId, number: null, content, authorId: STAFF_ID, savedAt, returned: null });
        return { kind: 'draft_saved' as const, draftId, savedAt };
      },
    );
    app.post(
      '/api/alert-drafts/:id/discard',
      { schema: { params: idParams, response: { 200: saveDraftAnswerSchema } } },
      ({ params }) => {
        drafts.delete(params.id);
        return { kind: 'draft_discarded' as const };
      },
    );
    app.post(
      '/api/alerts',
      { schema: { body: raiseRequestSchema, response: { 200: raiseAnswerSchema } } },
      ({ body }) => {
        const { content, draftId, checksConfirmed, breakGlass, drillConfirmed } = body;
        if (draftId === null || !drafts.has(draftId)) return { kind: 'not_a_draft' as const };
        const open = findingsOf(content, sentTexts).filter(
          ({ code, severity }) =>
            severity === 'block' || (severity === 'confirm' && !checksConfirmed.includes(code)),
        );
        if (open.length > 0) return { kind: 'checks_open' as const, findings: open };
        if (content.drill && !drillConfirmed) return { kind: 'drill_not_confirmed' as const };
        drafts.delete(draftId);
        raised.push(body);
        sentTexts.set(content.texts.vi, NUMBER);
        const { households } = countOf(content.groupIds);
        const need = needOf(content, households);
        const alert = { alertId: uuid(++ids), number: NUMBER };
        if (need.kind === 'second_person' && breakGlass === null)
          return { kind: 'pending_approval' as const, ...alert, approversTold: 2, reasons: need.reasons };
        const approveBy = breakGlass === null ? null : '2026-11-26T03:00:00.000Z';
        return { kind: 'raised' as const, ...alert, households, approveBy };
      },
    );

    app.get('/api/approvals', { schema: { response: { 200: approvalsSchema } } }, () => ({ approvals }));
    app.post(
      '/api/alerts/:id/approval',
      {
        schema: {
          params: idParams,
          body: approvalDecisionSchema,
          response: { 200: approvalAnswerSchema },
        },
      },
      ({ params, body }) => {
        const approval = approvals.find(({ alertId }) => alertId === params.id);
        if (approval === undefined) return { kind: 'already_decided' as const, number: NUMBER };
        decided.push(body);
        approvals = approvals.filter((one) => one !== approval);
        const { number, when, households } = approval;
        return body.decision === 'approve'
          ? { kind: 'approved' as const, number, when, households }
          : { kind: 'returned' as const, number, when };
      },
    );

    app.get('/api/alerts', { schema: { response: { 200: alertsPageSchema } } }, () => ({
      items: [
        drillOf(701, 'BMT-2026-0140', 'RA NGOÀI NGAY: diễn tập cháy chợ Tân Lập.'),
        drillOf(702, 'BMT-2026-0098', 'LÊN CHỖ CAO: diễn tập lũ quét.'),
      ],
      next: null,
    }));
    const figures = {
      number: 'BMT-2026-0140',
      at: '2026-11-20T02:00:00.000Z',
      households: 412,
      reached: 398,
      answered: 342,
      medianAnswerMs: 185_000,
      slowestAnswerMs: 2_760_000,
      deadContacts: 9,
    };
    const score: DrillScore = {
      kind: 'scored',
      score: figures,
      previous: {
        ...figures,
        number: 'BMT-2026-0098',
        households: 390,
        reached: 355,
        answered: 260,
        medianAnswerMs: 260_000,
        deadContacts: 4,
      },
      provisional: false,
    };
    app.get(
      '/api/alerts/:id/drill-score',
      { schema: { params: idParams, response: { 200: drillScoreSchema } } },
      () => score,
    );
  }

  return {
    changes,
    api,
    drafts,
    raised,
    decided,
    /** This text went out a moment ago. */
    wasSent: (text: string) => sentTexts.set(text, 'BMT-2026-0146'),
    addDraft(content: AlertContent, returned: AlertDraftView['returned'] = null) {
      const draftId = uuid(++ids);
      const savedAt = '2026-11-26T01:12:00.000Z';
      drafts.set(draftId, { draftId, number: null, content, authorId: STAFF_ID, savedAt, returned });
      return draftId;
    },
    addApproval(
      content: AlertContent,
      change: { mayDecide?: boolean; when?: 'before' | 'after'; breakGlassReason?: string } = {},
    ) {
      const counts = countOf(content.groupIds);
      const approval: ApprovalView = {
        alertId: uuid(++ids),
        number: NUMBER,
        when: 'before',
        category: content.category,
        drill: content.drill,
        content,
        authorId: OTHER_STAFF_ID,
        authorOffice: 'Trực ban',
        submittedAt: new Date(Date.now() - 4 * 60_000).toISOString(),
        dueAt: new Date(Date.now() + 26 * 60_000).toISOString(),
        reasons: ['category'],
        breakGlassReason: null,
        households: counts.households,
        reachable: counts.reachable,
        forecast: { ...forecastOf(counts), secondsToLast: 12 },
        messages: messagesOf(content, NUMBER),
        findings: findingsOf(content, new Map()),
        mayDecide: true,
        ...change,
      };
      approvals.push(approval);
      return approval;
    },
  };
}

export type FakeAlerts = ReturnType<typeof createFakeAlerts>;

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Verification, VerifyResult } from '../../alerts/verify-alert.ts';
import { verifyParamsSchema, verifyQuerySchema } from '../../contracts/alert-running.ts';
import type { Translate } from '../../locales/locales.ts';
import { VERIFY_PAGE_POLICY, verifyPage } from '../verify-page.ts';

/** Many phones of one mobile network share an address; a code of four signs takes a week of guessing at this rate. */
const CHECKS_PER_MINUTE = 90;

const STATUS: Readonly<Record<VerifyResult['kind'], number>> = {
  genuine: 200,
  code_needed: 200,
  wrong_code: 200,
  unknown_number: 404,
  unknown_code: 404,
};

/**
 * `/v/<number>?code=…` and `/v`: whether an alert is real, without sign-in and without a script. It shows no text of the
 * alert and nobody's data.
 */
export function verifyRoutes(deps: {
  verify(asked: Verification): Promise<VerifyResult>;
  translate: Translate;
}) {
  const { translate } = deps;

  /** What was asked for in the address or the form; what does not fit is nothing. */
  function read(request: FastifyRequest) {
    const query = verifyQuerySchema.safeParse(request.query).data;
    const path = verifyParamsSchema.safeParse(request.params).data;
    const language = query?.lang ?? (/^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'vi');
    const number = (path?.number ?? query?.number ?? '').trim();
    return { language, asked: { number, code: (query?.code ?? '').trim() } } as const;
  }

  async function show(request: FastifyRequest, reply: FastifyReply) {
    const { language, asked } = read(request);
    const result = asked.number === '' ? null : await deps.verify(asked);
    return send(
      reply.code(result === null ? 200 : STATUS[result.kind]),
      verifyPage(translate, language, asked, result),
    );
  }

  return async (app: FastifyInstance): Promise<void> => {
    await app.register(rateLimit, { max: CHECKS_PER_MINUTE, timeWindow: 60_000 });
    app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      if (error.statusCode !== 429) throw error;
      const { language, asked } = read(request);
      return send(reply.code(429), verifyPage(translate, language, asked, { kind: 'too_many' }));
    });
    app.get('/v', { config: { rule: 'public' } }, show);
    app.get('/v/:number', { config: { rule: 'public' } }, show);
  };
}

function send(reply: FastifyReply, page: string) {
  return reply
    .headers({
      'content-security-policy': VERIFY_PAGE_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(page);
}

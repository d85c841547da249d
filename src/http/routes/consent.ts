import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Consent, ConsentResult } from '../../deliveries/accept-consent.ts';
import { errorFields, type Logger } from '../../shared/logger.ts';

/** Where Zalo leads the administrator back to, below the public address; registered at Zalo exactly so. */
export const ZALO_CONSENT_PATH = '/oauth/zalo/callback';

const query = z.object({
  code: z.string().min(1).max(2_048),
  state: z.string().min(1).max(256),
  oa_id: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
});

const STATUS: Readonly<Record<ConsentResult['kind'], number>> = {
  connected: 200,
  link_over: 410,
  other_account: 409,
  failed: 502,
};

/** The way back from a consent. Only a state that a command made a few minutes ago is taken, once. */
export function consentRoutes(deps: {
  accept(consent: Consent): Promise<ConsentResult>;
  /** What the administrator reads. */
  words(kind: ConsentResult['kind']): string;
  logger: Logger;
}) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get(ZALO_CONSENT_PATH, { config: { rule: 'own_check' } }, async (request, reply) => {
      const parsed = query.safeParse(request.query);
      let result: ConsentResult = { kind: 'link_over' };
      if (parsed.success) {
        const { code, state, oa_id: boundId = null } = parsed.data;
        try {
          result = await deps.accept({ code, state, boundId });
        } catch (error) {
          deps.logger.error(errorFields(error), 'a consent could not be stored');
          result = { kind: 'failed', reason: 'not_stored' };
        }
      }
      if (result.kind === 'failed') deps.logger.error({ reason: result.reason }, 'a consent came to nothing');
      // The address holds a code: it must not be kept, nor told to the next page.
      return reply
        .code(STATUS[result.kind])
        .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
        .type('text/plain; charset=utf-8')
        .send(deps.words(result.kind));
    });
  };
}

import type { FastifyInstance } from 'fastify';
import type { ProblemCode } from '../contracts/problems.ts';
import { errorFields, type Logger } from '../shared/logger.ts';

/** What Fastify itself refuses, and the code that a client sees for it. */
const KNOWN: Readonly<Record<string, { status: number; code: ProblemCode }>> = {
  FST_ERR_VALIDATION: { status: 400, code: 'bad_request' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'bad_json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'bad_json' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'bad_request' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'unsupported_media_type' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'too_large' },
};

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Errors as problem+json with a code; never a stack trace or what was sent. */
export function installErrorHandler(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error, _request, reply) => {
    const known = KNOWN[codeOf(error) ?? ''];
    if (!known) logger.error(errorFields(error), 'a request failed');
    const { status, code } = known ?? { status: 500, code: 'internal_error' };
    return reply.code(status).type('application/problem+json').send({ status, code });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('application/problem+json').send({ status: 404, code: 'not_found' }),
  );
}

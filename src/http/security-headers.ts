import type { FastifyInstance } from 'fastify';

/** Nothing from other hosts, nothing inline but the styles that Mantine writes. For pages. */
export const PAGE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What is no page runs nothing and shows nothing. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
};

/** On every answer; a route that serves a page sets a policy of its own. */
export function secureAnswers(app: FastifyInstance, https: boolean): void {
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!reply.hasHeader(name)) void reply.header(name, value);
    }
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', DATA_POLICY);
    // A year: once reached over https, a browser does not come back over http.
    if (https) void reply.header('strict-transport-security', 'max-age=31536000');
  });
}

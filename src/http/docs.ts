import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PROBLEMS } from '../contracts/problems.ts';
import type { Rule } from './api-kit.ts';
import { PAGE_POLICY } from './security-headers.ts';

const WHO: Readonly<Partial<Record<Rule, string>>> = {
  public: 'Anybody.',
  own_check: 'Whoever brings the proof that the route asks for.',
  signed_in: 'Any staff member, by session or token.',
  in_person: 'Any staff member who signed in; no token.',
  setting_up: 'Any staff member who signed in, also before the second factor is set up; no token.',
};
const who = (rule: Rule) => WHO[rule] ?? `Staff with the right \`${rule}\`.`;

const problems = Object.entries(PROBLEMS)
  .map(([code, { status, title }]) => `- \`${code}\` (${status}): ${title}`)
  .join('\n');
const ABOUT = `Requests and answers are JSON; times are ISO 8601 in UTC. Programs send \`Authorization: Bearer <token>\`; a \
browser its session, and only pages of the service itself may change anything. A refusal is \`application/problem+json\` \
with one of these codes:\n\n${problems}`;

/** Pages of programs that are only there in a demo, and these pages themselves. */
const HIDDEN = /^\/api\/(simulator|docs)(\/|$)/;

/** Of binary data `maxLength` counts bytes (OpenAPI 3.1, Schema Object). */
function fileBody({ types, bytesAtMost }: { types: readonly string[]; bytesAtMost: number }) {
  const schema = { type: 'string', format: 'binary', maxLength: bytesAtMost };
  return { content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

const operation = z.looseObject({
  description: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
  responses: z
    .record(
      z.string(),
      z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
    )
    .optional(),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** Describes every route of `/api` that is registered after it, at `/api/docs` for people and `/api/docs/json`. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Bình Yên', version: '1', description: ABOUT },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'binh-yen.session_token' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform(route) {
      const { schema, url } = jsonSchemaTransform(route);
      const { rule = 'public', upload } = route.route.config ?? {};
      return {
        url,
        schema: {
          ...schema,
          hide: !url.startsWith('/api/') || HIDDEN.test(url),
          description: [who(rule), schema?.description].filter(Boolean).join(' '),
          ...(upload && { body: fileBody(upload) }),
          security: rule === 'public' || rule === 'own_check' ? [] : [{ session: [] }, { token: [] }],
        },
      };
    },
  });
  const config = { rule: 'public' } as const;
  app.get('/api/docs/json', { config }, async () => app.swagger());
  app.get('/api/docs', { config }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .send(page(documentSchema.parse(app.swagger()).paths)),
  );
}

const inert = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const words = (text: string) => inert(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
const shape = (what: string, schema: unknown) =>
  `<details><summary>${inert(what)}</summary><pre>${inert(JSON.stringify(schema, null, 2))}</pre></details>`;

function section(method: string, path: string, of: z.infer<typeof operation>): string {
  const parts = [
    `<h2 id="${inert(`${method}-${path}`)}"><code>${method.toUpperCase()} ${inert(path)}</code></h2>`,
  ];
  if (of.description) parts.push(`<p>${words(of.description)}</p>`);
  if (of.parameters?.length) parts.push(shape('Parameters', of.parameters));
  for (const [type, { schema }] of Object.entries(of.requestBody?.content ?? {}))
    parts.push(shape(type === 'application/json' ? 'Body' : `Body: ${type}`, schema));
  for (const [status, { content = {} }] of Object.entries(of.responses ?? {})) {
    for (const { schema } of Object.values(content)) parts.push(shape(`Answer ${status}`, schema));
  }
  return parts.join('\n');
}

/** Drawn here, without a script: it opens on a network without internet, under the strictest policy. */
function page(paths: z.infer<typeof documentSchema>['paths']): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => section(method, path, of)),
  );
  const [about = '', , ...codes] = ABOUT.split('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bình Yên: API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1rem;margin-top:2rem;border-top:1px solid #bbb;padding-top:1rem}pre{overflow:auto;background:#f4f4f4;padding:1rem}</style>
</head><body><h1>Bình Yên: API</h1>
<p>${words(about)}</p>
<ul>${codes.map((line) => `<li>${words(line.slice(2))}</li>`).join('\n')}</ul>
<p>For programs: <a href="/api/docs/json">/api/docs/json</a> (OpenAPI 3.1).</p>
${operations.join('\n')}
</body></html>`;
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { UPLOAD_BYTES_AT_MOST, UPLOADS_AN_HOUR } from '../../../config/alert-media.ts';
import { createAddMedia } from '../../alerts/add-media.ts';
import type { AlertMedia } from '../../alerts/alert-media.ts';
import {
  ALERT_MEDIA_ABOUT_PATH,
  ALERT_MEDIA_FILE_PATH,
  ALERT_MEDIA_PATH,
  alertMediaSchema,
} from '../../contracts/alert-media.ts';
import { idParamsSchema, type Reader } from '../../contracts/words.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';
import { type AlertAct, said } from './alert-acts.ts';

/** What is taken out of a file (a camera's small copies, a film behind a picture) may be as large as the rest. */
const BODY_BYTES_AT_MOST = 4 * UPLOAD_BYTES_AT_MOST;
/** What it is said to be; what it is tells its content. */
const TYPES = /^(?:image|audio)\/[\w.+-]+|^application\/octet-stream|^video\/mp4/;
/** What programs are told to say. */
const NAMED_TYPES = [...alertMediaSchema.shape.type.options, 'application/octet-stream'];
const ABOUT_UPLOAD = `JPEG or PNG, Opus in Ogg, MP3 or M4A; what it is tells its content. Without what tells where, when \
and by which phone it was made it has at most ${UPLOAD_BYTES_AT_MOST} bytes. Refused: \`too_large\`, \
\`media_not_taken\`, \`media_wrong_shape\`, \`unsupported_media_type\`, \`too_many_requests\` (more than \
${UPLOADS_AN_HOUR} of one person within an hour).`;
/** It never changes. */
const KEPT_SECONDS = 3_600;

/** Null: there is none, or not of a unit of theirs. */
export interface AlertFileDeps {
  alertMedia: {
    about(reader: Reader, mediaId: string): Promise<AlertMedia | null>;
    file(
      reader: Reader,
      mediaId: string,
    ): Promise<{ kind: 'file'; type: string; bytes: Buffer } | { kind: 'gone' } | null>;
  };
}

/** Pictures and voice notes of alerts (src/contracts/alert-media.ts). */
export function alertMediaRoutes(act: AlertAct) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    app.addContentTypeParser(
      TYPES,
      { parseAs: 'buffer', bodyLimit: BODY_BYTES_AT_MOST },
      async (_request: unknown, body: Buffer) => body,
    );

    app.post(
      ALERT_MEDIA_PATH,
      {
        config: { rule: 'compose_alert', upload: { types: NAMED_TYPES, bytesAtMost: BODY_BYTES_AT_MOST } },
        bodyLimit: BODY_BYTES_AT_MOST,
        schema: {
          summary: 'Uploads a picture or voice note for alerts: the file itself is the body',
          description: ABOUT_UPLOAD,
          response: { 201: alertMediaSchema },
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) return problem(reply, 'unsupported_media_type');
        const added = await act((deps) => createAddMedia(deps)(actorOf(request), body));
        switch (added.kind) {
          case 'added':
            return reply.code(201).send(said(alertMediaSchema, added.media));
          case 'forbidden':
            return problem(reply, 'forbidden');
          case 'too_many': {
            const retryAfterSeconds = Math.ceil(added.retryAfterMs / 1_000);
            return problem(reply.header('retry-after', retryAfterSeconds), 'too_many_requests', {
              retryAfterSeconds,
            });
          }
          case 'fault':
            switch (added.fault) {
              case 'too_large':
                return problem(reply, 'too_large', { limitBytes: UPLOAD_BYTES_AT_MOST });
              case 'not_taken':
                return problem(reply, 'media_not_taken');
              case 'wrong_shape':
                return problem(reply, 'media_wrong_shape');
            }
        }
      },
    );
  };
}

/** The files themselves, as they go out. */
export function alertFileRoutes(deps: AlertFileDeps, readerOf: ReaderOf) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    app.get(
      ALERT_MEDIA_ABOUT_PATH,
      {
        config: { rule: 'see_alerts' },
        schema: {
          summary: 'What a picture or voice note of an alert is',
          params: idParamsSchema,
          response: { 200: alertMediaSchema },
        },
      },
      async (request, reply) => {
        const media = await deps.alertMedia.about(await readerOf(request, 'see_alerts'), request.params.id);
        return media === null ? problem(reply, 'not_found') : reply.send(said(alertMediaSchema, media));
      },
    );

    app.get(
      ALERT_MEDIA_FILE_PATH,
      {
        config: { rule: 'see_alerts' },
        schema: { summary: 'A picture or voice note of an alert', params: idParamsSchema },
      },
      async (request, reply) => {
        const file = await deps.alertMedia.file(await readerOf(request, 'see_alerts'), request.params.id);
        if (file === null) return problem(reply, 'not_found');
        if (file.kind === 'gone') return problem(reply, 'media_gone');
        return reply
          .headers({
            'cache-control': `private, max-age=${KEPT_SECONDS}, immutable`,
            'content-disposition': 'inline',
            // Whatever is in it, no page of ours runs it.
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
          })
          .type(file.type)
          .send(file.bytes);
      },
    );
  };
}

import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import answers from '../fixtures/telegram/error-answers.json' with { type: 'json' };
import text from '../fixtures/telegram/text.json' with { type: 'json' };
import { channelContract } from './channel-contract.ts';

const SECRET = 'only-for-tests_0123456789';
const error = (body: { error_code: number }) => ({ kind: 'json', status: body.error_code, body }) as const;

channelContract({
  name: 'telegram',
  create: (server) =>
    createTelegramChannel({ token: '7000000001:test', apiRoot: server.url, webhookSecret: SECRET }),
  accepted: {
    kind: 'json',
    body: { ok: true, result: { message_id: 4201, chat: { id: 1, type: 'private' }, date: 1 } },
  },
  chatExternalId: '5123456701',
  outcomes: [
    { kind: 'throttled', when: 'too fast', answer: error(answers.tooManyRequests) },
    { kind: 'temporary', when: 'the platform is down', answer: error(answers.internal) },
    { kind: 'moved', when: 'the group was upgraded', answer: error(answers.upgraded) },
    { kind: 'unreachable', when: 'blocked', answer: error(answers.blocked) },
    { kind: 'rejected', when: 'an unknown refusal', answer: error(answers.unknown400) },
    { kind: 'misconfigured', when: 'the token is refused', answer: error(answers.unauthorized) },
    { kind: 'unknown', when: 'the connection is lost', answer: { kind: 'cut' } },
  ],
  genuine: {
    headers: { 'x-telegram-bot-api-secret-token': SECRET },
    rawBody: Buffer.from(JSON.stringify(text)),
  },
  proofHeader: 'x-telegram-bot-api-secret-token',
  inboundEvent: text,
});

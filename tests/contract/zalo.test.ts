import signatures from '../fixtures/zalo/signatures.json' with { type: 'json' };
import type { ScriptedAnswer } from '../support/answering-server.ts';
import { openZalo } from '../support/zalo/channel.ts';
import { ZALO_USER_ID } from '../support/zalo/ids.ts';
import { channelContract } from './channel-contract.ts';

const refusal = (error: number): ScriptedAnswer => ({ kind: 'json', body: { error, message: 'refused' } });
const [event] = signatures;
if (!event) throw new Error('no signed event');

channelContract({
  name: 'zalo',
  create: (server) => openZalo(server.url).channel,
  accepted: {
    kind: 'json',
    body: {
      error: 0,
      message: 'Success',
      data: { message_id: '96d3cdf3af150460909', user_id: ZALO_USER_ID },
    },
  },
  chatExternalId: ZALO_USER_ID,
  outcomes: [
    { kind: 'throttled', when: 'too fast', answer: refusal(-32) },
    { kind: 'deferred', when: 'out of quota', answer: refusal(-211) },
    { kind: 'needs_template', when: 'the window is closed', answer: refusal(-230) },
    {
      kind: 'temporary',
      when: 'something on the way refuses',
      answer: { kind: 'text', status: 403, contentType: 'text/html', body: '' },
    },
    { kind: 'unreachable', when: 'the person does not follow', answer: refusal(-213) },
    { kind: 'rejected', when: 'an unknown refusal', answer: refusal(-999) },
    { kind: 'misconfigured', when: 'the OA is disabled', answer: refusal(-204) },
    { kind: 'unknown', when: 'the connection is lost', answer: { kind: 'cut' } },
  ],
  genuine: {
    headers: { 'x-zevent-signature': `mac=${event.mac}` },
    rawBody: Buffer.from(event.body),
  },
  proofHeader: 'x-zevent-signature',
  inboundEvent: JSON.parse(event.body),
});

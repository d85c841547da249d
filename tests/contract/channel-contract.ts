import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, OutgoingMessage, WebhookRequest } from '../../src/channels/channel.ts';
import type { OutcomeKind } from '../../src/channels/outcome.ts';
import {
  type AnsweringServer,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../support/answering-server.ts';

export interface ClaimedOutcome {
  kind: OutcomeKind;
  when: string;
  answer: ScriptedAnswer;
}

export interface ChannelContract {
  name: string;
  /** A channel whose platform is the answering server. */
  create(server: AnsweringServer): Channel & { close(): Promise<void> };
  /** The platform's answer to a message that it accepted. */
  accepted: ScriptedAnswer;
  /** A chat of this platform. */
  chatExternalId: string;
  /** An answer for each outcome that the channel can give. */
  outcomes: readonly ClaimedOutcome[];
  /** A webhook request that the platform signed, and the (lower-case) header that proves it. */
  genuine: WebhookRequest;
  proofHeader: string;
  /** One genuine inbound event, parsed to at least one message. */
  inboundEvent: unknown;
}

const message: OutgoingMessage = {
  text: 'Cháy ở chợ. Bà con đi về phía nhà văn hoá.',
  buttons: [
    { label: 'An toàn', payload: 'a:7Q2M:SAFE' },
    { label: 'Cần giúp', payload: 'a:7Q2M:HELP' },
  ],
};

/** What the delivery engine relies on, run on each channel. */
export function channelContract(subject: ChannelContract): void {
  describe(`channel contract: ${subject.name}`, () => {
    let server: AnsweringServer;
    let channel: Channel & { close(): Promise<void> };
    const target = { externalId: subject.chatExternalId };
    const signal = () => new AbortController().signal;

    beforeEach(async () => {
      server = await startAnsweringServer();
      channel = subject.create(server);
    });

    afterEach(async () => {
      await channel.close();
      await server.close();
    });

    it('sends a text with buttons as one request', async () => {
      server.script(subject.accepted);
      const outcome = await channel.send(message, target, signal());
      expect(outcome).toMatchObject({ kind: 'sent', externalMessageId: expect.stringMatching(/./) });
      expect(server.requests).toHaveLength(1);
      const body = server.requests[0]?.body ?? '';
      for (const { payload } of message.buttons) expect(body).toContain(payload);
      expect(body).toContain(message.text);
      expect(body).toContain(subject.chatExternalId);
    });

    it.each(subject.outcomes)('answers $kind: $when', async ({ answer, kind }) => {
      server.script(answer);
      const outcome = await channel.send(message, target, signal());
      expect(outcome.kind).toBe(kind);
      expect(JSON.stringify(outcome)).not.toContain(message.text);
      if (outcome.kind === 'throttled') expect(outcome.retryAfterMs).toBeGreaterThan(0);
    });

    it('does not send when it is stopped beforehand', async () => {
      expect(await channel.send(message, target, AbortSignal.abort())).toMatchObject({ kind: 'temporary' });
      expect(server.requests).toHaveLength(0);
    });

    it('does not know the fate of a send that is stopped after it left', async () => {
      server.script({ kind: 'hang' });
      const stop = new AbortController();
      const sending = channel.send(message, target, stop.signal);
      await server.received(1);
      stop.abort();
      expect(await sending).toMatchObject({ kind: 'unknown' });
    });

    it('rejects a text longer than its limit without a call', async () => {
      const text = 'x'.repeat(channel.limits.textLength + 1);
      expect(await channel.send({ text, buttons: [] }, target, signal())).toMatchObject({ kind: 'rejected' });
      expect(server.requests).toHaveLength(0);
    });

    it('never throws, whatever the platform answers', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 200, max: 599 }),
          fc.oneof(fc.json(), fc.string(), fc.constant('')),
          async (status, body) => {
            server.script({
              kind: 'text',
              status: status === 204 || status === 304 ? 200 : status,
              contentType: 'application/json',
              body,
            });
            const outcome = await channel.send(message, target, signal());
            expect(outcome.kind).not.toBe('sent');
          },
        ),
        { numRuns: 60 },
      );
    });

    it('never throws on a file, whatever the platform answers, and sends none when it is stopped beforehand', async () => {
      const { files } = channel;
      if (!files) return;
      const file = { kind: 'photo', type: 'image/jpeg', bytes: Buffer.from('picture') } as const;
      const kept = { kind: 'photo', fileId: 'kept-1234' } as const;
      await files.sendNew(message, file, target, AbortSignal.abort());
      await files.sendKept(message, kept, target, AbortSignal.abort());
      expect(server.requests).toHaveLength(0);
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 200, max: 599 }),
          fc.oneof(fc.json(), fc.string(), fc.constant('')),
          fc.boolean(),
          async (status, body, isNew) => {
            server.script({
              kind: 'text',
              status: status === 204 || status === 304 ? 200 : status,
              contentType: 'application/json',
              body,
            });
            const said = isNew
              ? await files.sendNew(message, file, target, signal())
              : await files.sendKept(message, kept, target, signal());
            expect(said.kind === 'answered' && said.outcome.kind === 'sent').toBe(false);
            expect(JSON.stringify(said)).not.toContain(message.text);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('never throws on garbage', () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.anything(),
            fc.json(),
            fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          ),
          (raw) => {
            const parsed = channel.parseInbound(raw);
            if (parsed.kind === 'parsed') expect(parsed.messages).toEqual([]);
            else expect(parsed.reason).not.toBe('');
          },
        ),
      );
    });

    it('parses a genuine event', () => {
      const parsed = channel.parseInbound(subject.inboundEvent);
      if (parsed.kind !== 'parsed') throw new Error(parsed.reason);
      expect(parsed.messages.length).toBeGreaterThan(0);
      for (const { externalId, sequence, chatExternalId } of parsed.messages) {
        expect(externalId).not.toBe('');
        expect(chatExternalId).not.toBe('');
        expect(sequence).toMatch(/^\d+$/);
      }
    });

    describe('webhook', () => {
      const { headers, rawBody } = subject.genuine;
      const proof = String(headers[subject.proofHeader]);
      const withProof = (value: string | string[] | undefined): WebhookRequest => ({
        headers: { ...headers, [subject.proofHeader]: value },
        rawBody,
      });

      it('believes the platform', () => {
        expect(channel.verifyWebhook(subject.genuine)).toBe('genuine');
      });

      it.each<[string, WebhookRequest]>([
        ['no headers', { headers: {}, rawBody }],
        ['no proof', withProof(undefined)],
        ['an empty proof', withProof('')],
        ['a wrong proof of the same length', withProof('x'.repeat(proof.length))],
        ['a longer proof', withProof(`${proof}x`)],
        ['a shorter proof', withProof(proof.slice(0, -1))],
        ['the proof twice', withProof([proof, proof])],
      ])('refuses %s', (_, request) => {
        expect(channel.verifyWebhook(request)).toBe('forged');
      });

      it('refuses any other proof', () => {
        fc.assert(
          fc.property(fc.string(), (value) => {
            fc.pre(value !== proof);
            expect(channel.verifyWebhook(withProof(value))).toBe('forged');
          }),
        );
      });
    });
  });
}

import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { createMetrics } from '../../../src/observability/metrics.ts';
import { createRecordingChannel } from '../../support/recording-channel.ts';

const backlog = async () => ({
  pending: [{ severity: 'critical', count: 7, oldestSeconds: 1.5 } as const],
  unknown: 2,
});
const queues = async () => [{ queue: 'drive-lane', jobs: { waiting: 3, failed: 0 } }];

/** Lines of the metrics, without help and type. */
async function lines(metrics: ReturnType<typeof createMetrics>) {
  return (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the metrics', () => {
  it('count each outcome by channel, account and kind, and 429s by what must pause', async () => {
    const metrics = createMetrics({ backlog, queues });
    const outcomes: Outcome[] = [
      { kind: 'sent', externalMessageId: '4711' },
      { kind: 'sent', externalMessageId: '4712' },
      { kind: 'throttled', scope: 'account', retryAfterMs: 1 },
      { kind: 'unreachable', reason: 'blocked' },
    ];
    const channel = metrics.meterChannel(
      { id: 'row-1', channel: 'telegram' },
      createRecordingChannel((_chat, _message, nth) => outcomes[nth - 1] ?? { kind: 'unknown', reason: '' }),
    );
    for (const outcome of outcomes) {
      const message = { text: 'Bí mật', buttons: [] };
      const send = channel.send(message, { externalId: '99001' }, new AbortController().signal);
      expect(await send).toEqual(outcome);
    }
    const shown = await lines(metrics);
    expect(shown).toEqual(
      expect.arrayContaining([
        'binhyen_send_outcomes_total{channel="telegram",account="row-1",kind="sent"} 2',
        'binhyen_send_outcomes_total{channel="telegram",account="row-1",kind="throttled"} 1',
        'binhyen_send_outcomes_total{channel="telegram",account="row-1",kind="unreachable"} 1',
        'binhyen_throttles_total{channel="telegram",account="row-1",scope="account"} 1',
      ]),
    );
    // Law 12: nothing of the message, the chat or the platform's ids.
    expect(shown.join('\n')).not.toMatch(/Bí mật|99001|4711/);
  });

  it('show what waits', async () => {
    expect(await lines(createMetrics({ backlog, queues }))).toEqual([
      'binhyen_deliveries_pending{severity="critical"} 7',
      'binhyen_deliveries_pending{severity="urgent"} 0',
      'binhyen_deliveries_pending{severity="advisory"} 0',
      'binhyen_deliveries_pending{severity="info"} 0',
      'binhyen_deliveries_oldest_pending_seconds{severity="critical"} 1.5',
      'binhyen_deliveries_oldest_pending_seconds{severity="urgent"} 0',
      'binhyen_deliveries_oldest_pending_seconds{severity="advisory"} 0',
      'binhyen_deliveries_oldest_pending_seconds{severity="info"} 0',
      'binhyen_deliveries_unknown 2',
      'binhyen_queue_jobs{queue="drive-lane",state="waiting"} 3',
      'binhyen_queue_jobs{queue="drive-lane",state="failed"} 0',
    ]);
  });

  it('claim nothing about what cannot be read', async () => {
    let away = false;
    const sources = {
      backlog: () => (away ? Promise.reject(new Error('away')) : backlog()),
      queues: () => (away ? Promise.reject(new Error('away')) : queues()),
    };
    const metrics = createMetrics(sources);
    await metrics.text();
    away = true;
    expect(await lines(metrics)).toEqual(['binhyen_deliveries_unknown Nan']);
  });
});

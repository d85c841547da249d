import { describe, expect, it } from 'vitest';
import { actionsOf } from '../../../src/staff/rights.ts';
import { consoleWorld } from './world.ts';

const world = consoleWorld();

const KINDS = [
  { at: 0, state: 'sent', standing: 'help' },
  { at: 1, state: 'sent', standing: 'safe' },
  { at: 2, state: 'sent' },
  { at: 3, state: 'unreachable', reason: 'blocked' },
] as const;

/** Of the two households that said something, of a member, of what was written, of who is on duty. */
const PLANTED = ['Nhà 0', 'Nhà 1', 'Bà Lan', 'nước đã vào nhà', 'Tên officer'];

describe('a group administrator (docs/decisions/0025)', () => {
  it('has three rights, none of them to do anything', async () => {
    const head = await world.addActor('head', ['group_admin']);
    expect(actionsOf(head)).toEqual(['see_alerts', 'see_silent', 'see_groups']);
  });

  it('reads the doors to call at, and no name, word or door beside', async () => {
    await world.addActor('head', ['group_admin']);
    await world.send('POST', '/api/duty/take-over');
    const { alertId } = await world.addAlert(KINDS);
    await world.addReply(alertId, 0, { code: 'HELP' });
    const written = await world.addReply(alertId, 0, {
      content: { kind: 'text', text: 'nước đã vào nhà' },
    });
    const alert = `/api/alerts/${alertId}`;
    const read = [
      '/api/now',
      '/api/alerts',
      ...['', '/curves', '/groups', '/households', '/ledger'].map((part) => alert + part),
      ...['households', 'ledger'].map((list) => `${alert}/${list}/export?format=csv`),
    ];
    const heard = async (who?: string) => {
      const answers: string[] = [];
      for (const url of who === undefined ? [...read, '/api/replies'] : read) {
        const { status, answer } = await world.get(url, who);
        expect([url, status]).toEqual([url, 200]);
        answers.push(answer.body);
      }
      return answers.join('\n');
    };
    const byHead = await heard('head');
    const found = (text: string) => PLANTED.filter((planted) => text.includes(planted));
    expect(found(byHead)).toEqual([]);
    expect(found(await heard())).toEqual(PLANTED);
    for (const door of ['Nhà 2', 'Nhà 3']) expect(byHead).toContain(door);

    for (const url of [
      `${alert}/households?situation=help`,
      `${alert}/households?situation=silent,safe`,
      '/api/replies',
      `/api/replies/${written}`,
      '/api/duty',
      '/api/channels',
      '/api/audit',
    ]) {
      expect([url, (await world.get(url, 'head')).status]).toEqual([url, 403]);
    }
  });
});

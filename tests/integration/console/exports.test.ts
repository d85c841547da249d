import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { consoleWorld, sealer } from './world.ts';

const world = consoleWorld(4);

const SEEDED = [
  { at: 0, state: 'sent' },
  { at: 1, state: 'unreachable', reason: 'blocked' },
  { at: 2, state: 'sent', standing: 'safe' },
] as const;

describe('files', () => {
  it('of households to contact: as CSV that Excel reads, and nothing in it is a formula', async () => {
    const { alertId } = await world.addAlert(SEEDED);
    const { householdId } = world.householdAt(0);
    await world.database().prisma.household.update({
      where: { id: householdId },
      data: { label: sealer.seal(householdId, '=HYPERLINK("http://x";"Nhà 0")') },
    });
    const { answer } = await world.get(`/api/alerts/${alertId}/households/export?format=csv`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="households.csv"',
      'cache-control': 'no-store',
    });
    expect(answer.rawPayload.toString('utf8').split('\r\n')).toEqual([
      '\uFEFFNhóm,Hộ,Thành viên,Tình trạng,Kênh',
      'Buôn Alê A,Nhà 1,Bà Lan,Chưa nhận được,Telegram',
      `Buôn Alê A,"'=HYPERLINK(""http://x"";""Nhà 0"")",Bà Lan,Chưa trả lời,Telegram`,
      '',
    ]);
    expect(await world.auditOf()).toMatchObject([
      { action: 'households.exported', subject: alertId, detail: { format: 'csv' } },
    ]);
  });

  it('as a spreadsheet with the same rows', async () => {
    const { alertId } = await world.addAlert(SEEDED);
    const { answer } = await world.get(`/api/alerts/${alertId}/households/export?language=en`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="households.xlsx"');
    const parts = unzipSync(new Uint8Array(answer.rawPayload));
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const texts = [...sheet.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
    expect(texts).toEqual([
      ...['Group', 'Household', 'Members', 'Situation', 'Channel'],
      ...['Buôn Alê A', 'Nhà 1', 'Bà Lan', 'Did not get it', 'Telegram'],
      ...['Buôn Alê A', 'Nhà 0', 'Bà Lan', 'No answer', 'Telegram'],
    ]);
  });

  it('of the ledger, by state, without labels for who may not read them', async () => {
    await world.addActor('auditor', ['auditor']);
    const { alertId } = await world.addAlert(SEEDED);
    const url = `/api/alerts/${alertId}/ledger/export?format=csv&language=en&state=unreachable`;
    const lines = async (who: string) => String((await world.get(url, who)).body).split('\r\n');
    expect((await lines('officer'))[1]).toMatch(/^1,Nhà 1,Telegram,bot,Unreachable,blocked,0,0,.*,$/);
    expect((await lines('auditor'))[1]).toContain(world.householdAt(1).householdId);
  });

  it('of the audit log, the export itself in it', async () => {
    await world.addActor('chief', ['ward_chief']);
    await world.send('POST', '/api/duty/take-over');
    const lines = String((await world.get('/api/audit/export', 'chief')).body).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('audit.exported');
    expect(lines[2]).toContain('duty.taken');
    expect((await world.get('/api/audit/export')).status).toBe(403);
  });

  it('of who may not see it are refused, and not in the log', async () => {
    await world.addActor('head', ['group_admin']);
    const { alertId } = await world.addAlert(SEEDED);
    const refused = await world.get(`/api/alerts/${alertId}/households/export?situation=help`, 'head');
    expect([refused.status, await world.auditOf()]).toEqual([403, []]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UPLOADS_AN_HOUR } from '../../../config/alert-media.ts';
import { RETENTION } from '../../../config/retention.ts';
import type { AlertContent } from '../../../src/alerts/alert.ts';
import { createPreviewContent } from '../../../src/alerts/check-alert.ts';
import { createCheckFollowUp } from '../../../src/alerts/check-follow-up.ts';
import { createSendFollowUp, type FollowUp } from '../../../src/alerts/follow-up.ts';
import { createListApprovals } from '../../../src/alerts/list-approvals.ts';
import { createAlertMediaReads } from '../../../src/db/alert-media-reads.ts';
import { createRetentionStore } from '../../../src/db/retention-store.ts';
import { createReaderOf } from '../../../src/http/reader.ts';
import { alertFileRoutes, alertMediaRoutes } from '../../../src/http/routes/alert-media.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import { JPEG_SECRETS, jpeg, OGG, png } from '../../support/media-files.ts';
import { type StaffServer, staffServer } from '../../support/staff-server.ts';
import { type TestWard, testSealer } from '../../support/ward.ts';
import { contentOf, lifeWorld } from './life-world.ts';
import { actorOf } from './world.ts';

const world = lifeWorld();
let server: StaffServer;
let ward: TestWard;
let officer: StaffActor;
let stranger: StaffActor;

beforeEach(async () => {
  const reads = createAlertMediaReads({ db: world.db(), sealer: testSealer() });
  const readerOf = createReaderOf({ unitsOfProvince: async (unitId) => [unitId] });
  server = await staffServer(
    alertMediaRoutes((work) => world.act((deps) => work({ ...deps, channelLimits: async () => [] }))),
    alertFileRoutes({ alertMedia: reads }, readerOf),
  );
  ward = await world.ward({ households: 2 });
  officer = actorOf(ward, 'duty_officer');
  const other = await world.otherUnit();
  stranger = { staffId: other.staffId, policeUnitId: other.policeUnitId, roles: ['duty_officer'] };
});
afterEach(() => server.close());

const upload = (actor: StaffActor | null, file: Buffer, type = 'image/jpeg') =>
  server.post(actor, '/api/alert-media', file, { 'content-type': type });

async function uploaded(file = jpeg({ orientation: 6 }), actor = officer): Promise<string> {
  const { status, body } = await upload(actor, file);
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

describe('uploading', () => {
  it('a picture comes back as it will go out: clean, and sealed meanwhile', async () => {
    const { status, body } = await upload(officer, jpeg({ orientation: 6, width: 1200, height: 900 }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'photo', type: 'image/jpeg', width: 1200, height: 900 });
    const { id, sizeBytes } = body as { id: string; sizeBytes: number };

    const file = await server.file(officer, `/api/alert-media/${id}`);
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(file.bytes.length).toBe(sizeBytes);
    for (const secret of JPEG_SECRETS) expect(file.bytes.includes(secret)).toBe(false);

    const { rows } = await world.query('SELECT bytes FROM "AlertMedia"');
    expect(rows[0].bytes).toMatch(/^k1[.][\w-]+[.][\w-]+$/);
    expect(Buffer.from(rows[0].bytes.split('.')[2], 'base64url').includes('JFIF')).toBe(false);
    expect(await world.auditOf()).toEqual(['alert_media_added']);
    expect((await server.get(officer, `/api/alert-media/${id}/about`)).body).toEqual(body);
  });

  it.each([
    ['a PNG whatever it is said to be', png(), 'image/jpeg', 201, undefined],
    ['a voice note', OGG, 'audio/ogg', 201, undefined],
    ['a text that calls itself a picture', Buffer.from('<script>'), 'image/jpeg', 422, 'media_not_taken'],
    ['nothing', Buffer.alloc(0), 'image/jpeg', 422, 'media_not_taken'],
    ['too large a picture', jpeg({ dataBytes: 1_100_000 }), 'image/jpeg', 413, 'too_large'],
    ['far too large a body', Buffer.alloc(5_000_000), 'image/jpeg', 413, 'too_large'],
    ['too long a strip', jpeg({ width: 4000, height: 10 }), 'image/jpeg', 422, 'media_wrong_shape'],
    ['a form', Buffer.from('a=b'), 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['JSON', Buffer.from('{}'), 'application/json', 415, 'unsupported_media_type'],
  ])('%s', async (_name, file, type, status, code) => {
    const answer = await upload(officer, file, type);
    expect([answer.status, (answer.body as { code?: string }).code]).toEqual([status, code]);
    expect(await world.prisma().alertMedia.count()).toBe(status === 201 ? 1 : 0);
  });

  it('is for who writes alerts, and for their unit alone', async () => {
    expect((await upload(null, jpeg())).status).toBe(401);
    expect((await upload({ ...officer, roles: ['auditor'] }, jpeg())).status).toBe(403);
    const id = await uploaded();
    for (const path of [`/api/alert-media/${id}`, `/api/alert-media/${id}/about`])
      expect((await server.get(stranger, path)).status).toBe(404);
  });

  it('has a limit for each officer', async () => {
    await world.query(
      `INSERT INTO "AlertMedia" (id, "policeUnitId", "uploaderId", kind, type, "sizeBytes", bytes)
       SELECT gen_random_uuid(), $1, $2, 'photo', 'image/jpeg', 1, 'x' FROM generate_series(1, $3)`,
      [ward.policeUnitId, officer.staffId, UPLOADS_AN_HOUR],
    );
    const { status, body } = await upload(officer, jpeg());
    expect([status, body]).toEqual([429, expect.objectContaining({ code: 'too_many_requests' })]);
    expect((await upload(stranger, jpeg())).status).toBe(201);
  });
});

describe('an alert with a picture', () => {
  const content = (id: string, showsPerson: boolean | null, change: Partial<AlertContent> = {}) =>
    contentOf('theft', ward, { media: { id, showsPerson }, ...change });
  const codesOf = (answer: { kind: string; findings?: readonly { code: string }[] }) =>
    answer.findings?.map(({ code }) => code);

  it('says whether it shows a person, and then why it may', async () => {
    const id = await uploaded();
    expect(codesOf(await world.send(officer, content(id, null)))).toEqual(['photo_not_described']);
    const confirmed = { checksConfirmed: ['photo_not_described'] } as const;
    expect(codesOf(await world.send(officer, content(id, null), confirmed))).toEqual(['photo_not_described']);

    expect(codesOf(await world.send(officer, content(id, true)))).toEqual([
      'photo_of_person',
      'legal_basis_missing',
    ]);
    const lawful = content(id, true, { legalBasis: 'family_consent' });
    expect(codesOf(await world.send(officer, lawful))).toEqual(['photo_of_person']);
    const sent = await world.send(officer, lawful, { checksConfirmed: ['photo_of_person'] });
    expect(sent.kind).toBe('raised');
    expect(await world.prisma().alertMessage.findFirst()).toMatchObject({ mediaId: id });
  });

  it('shows nobody: nothing more is asked', async () => {
    expect((await world.send(officer, content(await uploaded(), false))).kind).toBe('raised');
  });

  it('of another unit is none: neither written, nor looked at, nor sent', async () => {
    const id = await uploaded(jpeg(), stranger);
    const theirs = content(id, false);
    expect(await world.save(officer, theirs)).toEqual({ kind: 'forbidden' });
    expect(await world.send(officer, theirs)).toEqual({ kind: 'forbidden' });
    expect(await world.act((deps) => createPreviewContent(deps)(officer, theirs))).toEqual({
      kind: 'forbidden',
    });
    expect(await world.save(officer, content(newId(), false))).toEqual({ kind: 'forbidden' });
  });

  it('is seen by the second person, in the console and the chat, and is what is sent', async () => {
    const chief = await world.staff(ward, 'ward_chief');
    const id = await uploaded();
    const asked = await world.send(
      officer,
      content(id, false, { category: 'rumour_correction', severity: 'urgent' }),
      { checksConfirmed: ['source_missing'] },
    );
    if (asked.kind !== 'pending_approval') throw new Error(asked.kind);
    const listed = await world.act((deps) => createListApprovals(deps)(chief.actor));
    expect(listed).toMatchObject({ approvals: [{ media: { id, kind: 'photo' } }] });
    const [first] = await world.noticesTo(chief.contactPointId);
    expect(JSON.parse(first?.text ?? '')).toMatchObject({ file: { id, kind: 'photo' } });

    const draft = await world.prisma().alertDraft.findFirst();
    expect(draft).toMatchObject({ state: 'submitted', mediaId: id });
    expect(await world.decide(chief.actor, asked.alertId)).toMatchObject({ kind: 'approved' });
    expect(await world.prisma().alertMessage.findFirst()).toMatchObject({ mediaId: id });
    expect(await world.prisma().alertDraft.findFirst()).toMatchObject({ state: 'closed', mediaId: null });
  });

  it('never changes: neither the file nor which one a message has', async () => {
    const [id, other] = [await uploaded(), await uploaded(png())];
    await world.send(officer, content(id, false));
    for (const change of [
      ['UPDATE "AlertMedia" SET bytes = $2 WHERE id = $1', [id, 'k1.x.y']],
      [`UPDATE "AlertMedia" SET type = $2 WHERE id = $1`, [id, 'image/png']],
      [`UPDATE "AlertMessage" SET "mediaId" = $2 WHERE "mediaId" = $1`, [id, other]],
      [`UPDATE "AlertMessage" SET "mediaId" = NULL WHERE "mediaId" = $1`, [id]],
      [`DELETE FROM "AlertMedia" WHERE id = $1`, [id]],
    ] as const) {
      await expect(world.query(change[0], [...change[1]])).rejects.toThrow();
    }
  });

  it('may come with an update, whose picture is asked about by the alert it follows', async () => {
    const sent = await world.send(officer, contentOf('theft', ward));
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    const { alertId } = sent;
    const id = await uploaded();
    const found = (showsPerson: boolean | null) =>
      world.act(async (deps) =>
        (
          await createCheckFollowUp(deps)(
            officer,
            { vi: 'Đây là ảnh chiếc xe.', en: null },
            { alertId, media: { id, showsPerson } },
          )
        ).map(({ code }) => code),
      );
    expect(await found(null)).toEqual(['photo_not_described']);
    expect(await found(true)).toEqual(['photo_of_person', 'legal_basis_missing']);
    expect(await found(false)).toEqual([]);
    const input: FollowUp = {
      alertId,
      message: 'update',
      text: 'Đây là ảnh chiếc xe.',
      media: { id, showsPerson: false },
    };
    expect(await world.act((deps) => createSendFollowUp(deps)(officer, input))).toMatchObject({
      kind: 'message_sent',
    });
    const messages = await world.prisma().alertMessage.findMany({ orderBy: { seq: 'asc' } });
    expect(messages.map(({ mediaId }) => mediaId)).toEqual([null, id]);
    const theirs = { ...input, media: { id: await uploaded(jpeg(), stranger), showsPerson: false } };
    expect(await world.act((deps) => createSendFollowUp(deps)(officer, theirs))).toEqual({
      kind: 'forbidden',
    });
  });

  it('is said over in the chat under the picture, not beside it', async () => {
    const sent = await world.send(officer, content(await uploaded(), false));
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await world.deliverAll();
    await world.query(
      `UPDATE "Delivery" SET reason = 'telegram_file_refused' WHERE id = (SELECT min(id::text)::uuid FROM "Delivery")`,
    );
    await world.followUp(officer, sent.alertId, 'closure');
    await world.deliverAll();
    await world.editOver();
    const edits = await world.prisma().answer.findMany({ where: { class: 'edit' } });
    const under = edits.map(
      ({ id, payload }) => JSON.parse(testSealer().open(id, payload)).underFile ?? false,
    );
    expect(under.toSorted()).toEqual([false, true]);
  });
});

describe('what is kept of it', () => {
  const forget = (rule: 'unusedMedia' | 'sentMedia') =>
    createRetentionStore(world.pool()).forget(rule, RETENTION[rule].keepMs, 100);
  const age = (id: string, days: number) =>
    world.query(`UPDATE "AlertMedia" SET "uploadedAt" = now() - $2 * interval '1 day' WHERE id = $1`, [
      id,
      days,
    ]);

  it('one that nobody sent goes after a week, unless a draft has it', async () => {
    const [old, drafted, fresh] = [await uploaded(), await uploaded(), await uploaded()];
    await world.save(officer, contentOf('theft', ward, { media: { id: drafted, showsPerson: null } }));
    for (const id of [old, drafted]) await age(id, 8);
    expect(await forget('unusedMedia')).toBe(1);
    const left = (await world.prisma().alertMedia.findMany()).map(({ id }) => id);
    expect(left.toSorted()).toEqual([drafted, fresh].toSorted());
  });

  it('the bytes of one that was sent go long after the alert, and that there was one stays', async () => {
    const id = await uploaded();
    const sent = await world.send(officer, contentOf('theft', ward, { media: { id, showsPerson: false } }));
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await age(id, 200);
    expect(await forget('sentMedia')).toBe(0);
    await world.query(`UPDATE "Alert" SET "closedAt" = now() - interval '91 days' WHERE id = $1`, [
      sent.alertId,
    ]);
    await world.query(`UPDATE "AlertMessage" SET "sendUntil" = now() - interval '91 days'`);
    expect(await forget('sentMedia')).toBe(1);
    expect(await forget('sentMedia')).toBe(0);
    expect((await server.get(officer, `/api/alert-media/${id}`)).body).toMatchObject({ code: 'media_gone' });
    expect((await server.get(officer, `/api/alert-media/${id}/about`)).status).toBe(200);
    expect(
      await world.save(officer, contentOf('theft', ward, { media: { id, showsPerson: false } })),
    ).toEqual({
      kind: 'forbidden',
    });
  });
});

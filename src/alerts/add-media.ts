import { UPLOADS_AN_HOUR } from '../../config/alert-media.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import { type AlertDeps, FORBIDDEN, mayWrite } from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import { cleanFile } from './clean-file.ts';
import type { AlertMediaStore } from './media-ports.ts';

const HOUR_MS = 3_600_000;

/**
 * Takes a picture or voice note in, for alerts of the officer's unit: by its content, without what tells where and when
 * it was made. No message has it yet; what none ever gets is forgotten (config/retention.ts).
 */
export function createAddMedia(deps: Pick<AlertDeps, 'newId'> & { media: AlertMediaStore; audit: AuditLog }) {
  return async function addMedia(actor: StaffActor, file: Uint8Array) {
    if (!mayWrite(actor)) return FORBIDDEN;
    const { staffId: uploaderId, policeUnitId } = actor;
    if ((await deps.media.countOf(uploaderId, HOUR_MS)) >= UPLOADS_AN_HOUR)
      return { kind: 'too_many', retryAfterMs: HOUR_MS } as const;
    const clean = cleanFile(file);
    if (clean.kind === 'fault') return clean;
    const media: AlertMedia = {
      id: deps.newId(),
      kind: clean.kind,
      type: clean.type,
      sizeBytes: clean.bytes.length,
      width: clean.kind === 'photo' ? clean.width : null,
      height: clean.kind === 'photo' ? clean.height : null,
    };
    await deps.media.add({ ...media, policeUnitId, uploaderId, bytes: clean.bytes });
    await deps.audit.append({
      staffId: uploaderId,
      policeUnitId,
      action: 'alert_media_added',
      subject: `media:${media.id}`,
      detail: { kind: media.kind, bytes: media.sizeBytes },
    });
    return { kind: 'added', media } as const;
  };
}

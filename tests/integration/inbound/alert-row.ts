import type { AlertState, ReplyCode } from '../../../src/alerts/alert.ts';
import { newId } from '../../../src/shared/ids.ts';

export interface AlertOptions {
  state?: AlertState;
  /** Which of the world's groups hears it. */
  group?: number;
  replyCodes?: readonly ReplyCode[];
  /** Its time is over, but nothing has closed it yet. */
  expired?: boolean;
}

const HOUR_MS = 3_600_000;

/** An alert with its first message, as a row. A greater `age` is newer. */
export function alertRow(
  of: { number: string; age: number; policeUnitId: string; group: string },
  { state = 'active', replyCodes = ['SAFE', 'HELP', 'ACK'], expired = false }: AlertOptions,
) {
  const nowMs = Date.now();
  const open = state === 'sending' || state === 'active' || state === 'updated';
  const text = (language: string) => ({ text: `${language}\n${of.number}`, buttons: [] });
  return {
    id: newId(),
    number: of.number,
    policeUnitId: of.policeUnitId,
    verificationCode: 'ABC234',
    category: 'fire_explosion',
    severity: 'critical' as const,
    state,
    groupIds: [of.group],
    replyCodes: [...replyCodes],
    authorId: newId(),
    createdAt: new Date(nowMs + of.age),
    expiresAt: new Date(nowMs + (expired ? -HOUR_MS : HOUR_MS)),
    closedAt: open ? null : new Date(nowMs),
    messages: {
      create: {
        id: newId(),
        seq: 1,
        kind: 'initial' as const,
        sendUntil: new Date(nowMs + HOUR_MS),
        texts: { vi: text('Cháy'), en: text('Fire'), headline: 'Cháy' },
      },
    },
  };
}

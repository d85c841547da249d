import { z } from 'zod';
import { ALERT_STATES, type AlertMessageKind, CATEGORY_CODES, type Severity } from '../alerts/alert.ts';

/** Columns of alerts as the domain knows them. */
export const alertStateSchema = z.enum(ALERT_STATES);
export const categorySchema = z.enum(CATEGORY_CODES);
export const severitySchema = z.enum([
  'info',
  'advisory',
  'urgent',
  'critical',
]) satisfies z.ZodType<Severity>;
export const messageKindSchema = z.enum([
  'initial',
  'update',
  'correction',
  'reminder',
  'closure',
]) satisfies z.ZodType<AlertMessageKind>;

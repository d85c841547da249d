import type { GroupCard } from '../../../contracts/groups.ts';
import { placeSchema } from '../../../contracts/words.ts';

export interface GroupForm {
  name: string;
  hasQuietHours: boolean;
  /** As "21:30". */
  quietFrom: string;
  quietTo: string;
  /** As maps copy it: "12.6833, 108.0500"; empty where it is not known. */
  place: string;
}

const MINUTES_OF_HOUR = 60;
const NIGHT = { fromMinute: 22 * MINUTES_OF_HOUR, toMinute: 5 * MINUTES_OF_HOUR };

/** Minutes since midnight as "21:30". */
export function timeOf(minute: number): string {
  const hours = Math.floor(minute / MINUTES_OF_HOUR);
  return `${String(hours).padStart(2, '0')}:${String(minute % MINUTES_OF_HOUR).padStart(2, '0')}`;
}

/** "21:30" as minutes since midnight; null when it is no time of day. */
export function minuteOf(time: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time.trim());
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  return hours < 24 && minutes < MINUTES_OF_HOUR ? hours * MINUTES_OF_HOUR + minutes : null;
}

/** "12.6833, 108.0500" as a place; null when it is none. */
export function placeOf(text: string): { latitude: number; longitude: number } | null {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  if (parts.length !== 2) return null;
  const place = placeSchema.safeParse({ latitude: Number(parts[0]), longitude: Number(parts[1]) });
  return place.success ? place.data : null;
}

export function formOf({ name, quietHours, place }: GroupCard): GroupForm {
  const { fromMinute, toMinute } = quietHours ?? NIGHT;
  return {
    name,
    hasQuietHours: quietHours !== null,
    quietFrom: timeOf(fromMinute),
    quietTo: timeOf(toMinute),
    place: place === null ? '' : `${place.latitude}, ${place.longitude}`,
  };
}

import type { Group } from './group-order.ts';
import { toLookAfter } from './group-order.ts';

export interface MapDot {
  group: Group;
  x: number;
  y: number;
  radius: number;
  /** Where its words stand; null where there is no room for them. */
  label: { x: number; y: number; anchor: 'start' | 'end' } | null;
}

export interface MapLayout {
  dots: MapDot[];
  /** A length to compare with: so many metres are so many pixels. */
  scale: { metres: number; px: number };
}

interface Size {
  width: number;
  height: number;
}

/** Room for names at the edge; a phone has less of it. */
const MARGIN_X_MOST = 110;
const MARGIN_Y = 52;
const EARTH_M_PER_DEGREE = 111_320;
/** A single place, or several close together, are not blown up beyond this. */
const SMALLEST_SPAN_M = 1_000;
const SCALES_M = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
const LABEL_CHAR_PX = 8.2;
const LABEL_PX = 16;

/** Groups with a place as dots, north above, both directions in the same measure. Null where no place is known. */
export function layOutMap(groups: readonly Group[], size: Size): MapLayout | null {
  const placed = groups.flatMap((group) => (group.place === null ? [] : [{ group, place: group.place }]));
  if (placed.length === 0) return null;
  const middleLatitude = placed.reduce((sum, { place }) => sum + place.latitude, 0) / placed.length;
  const perLongitude = EARTH_M_PER_DEGREE * Math.cos((middleLatitude * Math.PI) / 180);
  const spots = placed.map(({ group, place }) => ({
    group,
    east: place.longitude * perLongitude,
    north: place.latitude * EARTH_M_PER_DEGREE,
  }));
  const east = range(spots.map((spot) => spot.east));
  const north = range(spots.map((spot) => spot.north));
  const pxPerMetre = Math.min(
    (size.width - 2 * Math.min(MARGIN_X_MOST, size.width / 8)) / Math.max(SMALLEST_SPAN_M, east.span),
    (size.height - 2 * MARGIN_Y) / Math.max(SMALLEST_SPAN_M, north.span),
  );
  const largest = Math.max(...spots.map(({ group }) => group.households), 1);
  const dots = spots
    .map(({ group, ...spot }) => ({
      group,
      x: size.width / 2 + (spot.east - east.middle) * pxPerMetre,
      y: size.height / 2 - (spot.north - north.middle) * pxPerMetre,
      radius: 6 + 14 * Math.sqrt(group.households / largest),
    }))
    // Small ones are drawn over large ones.
    .toSorted((a, b) => b.radius - a.radius);
  const metres = SCALES_M.findLast((length) => length * pxPerMetre <= size.width / 4) ?? SCALES_M[0] ?? 100;
  return { dots: withLabels(dots, size), scale: { metres, px: metres * pxPerMetre } };
}

function range(values: readonly number[]): { span: number; middle: number } {
  const from = Math.min(...values);
  const to = Math.max(...values);
  return { span: to - from, middle: (from + to) / 2 };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Names beside their dots, those that need a look first, as long as they cover nothing. */
function withLabels(dots: readonly Omit<MapDot, 'label'>[], size: Size): MapDot[] {
  const taken: Box[] = dots.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  // The scale in the corner.
  taken.push({ left: 0, right: size.width / 4 + 24, top: size.height - 44, bottom: size.height });
  const urgency = ({ group }: Omit<MapDot, 'label'>) =>
    group.situations.help * 1_000_000 + toLookAfter(group);
  const labels = new Map<Group, MapDot['label']>();
  for (const dot of dots.toSorted((a, b) => urgency(b) - urgency(a))) {
    const width = dot.group.name.length * LABEL_CHAR_PX;
    const gap = dot.radius + 5;
    const right = {
      left: dot.x + gap,
      right: dot.x + gap + width,
      top: dot.y - LABEL_PX,
      bottom: dot.y + LABEL_PX,
    };
    const left = { ...right, left: dot.x - gap - width, right: dot.x - gap };
    const fits = (box: Box) =>
      box.left >= 0 && box.right <= size.width && !taken.some((other) => overlap(box, other));
    const box = fits(right) ? right : fits(left) ? left : null;
    if (box !== null) taken.push(box);
    labels.set(
      dot.group,
      box === null
        ? null
        : { x: box === right ? box.left : box.right, y: dot.y, anchor: box === right ? 'start' : 'end' },
    );
  }
  return dots.map((dot) => ({ ...dot, label: labels.get(dot.group) ?? null }));
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Where boxes and arrows of a picture of trust stand. Lengths are units of its view box, 480 wide. */
import type { TrustArrow, TrustParty, TrustPicture } from '../../../shared/topology';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Upper left corner of each party's box. */
export type Places = ReadonlyMap<TrustParty, Point>;

/** Size of a box. */
export const BOX = { width: 184, height: 52 } as const;

const LEFT = 2;
const RIGHT = 294;
const MIDDLE = 148;
const EDGE = 2;
const BELOW = 160;
/** Half the distance between two arrows of one pair of boxes. */
const APART = 15;

/** Height of the view box. */
export function pictureHeight({ top }: TrustPicture): number {
  return (top === null ? EDGE : BELOW) + BOX.height + EDGE;
}

/** Two boxes side by side, and one above where there is a third party. */
export function placesOf({ left, right, top }: TrustPicture): Places {
  const y = top === null ? EDGE : BELOW;
  return new Map<TrustParty, Point>([
    [left, { x: LEFT, y }],
    [right, { x: RIGHT, y }],
    ...(top === null ? [] : [[top, { x: MIDDLE, y: EDGE }] as const]),
  ]);
}

/** An arrow as a line, the direction of its head in degrees, and the place of its number. */
export function arrowLine(
  { from, to }: TrustArrow,
  places: Places,
  all: readonly TrustArrow[],
): {
  readonly from: Point;
  readonly to: Point;
  readonly angle: number;
  readonly middle: Point;
} | null {
  const start = places.get(from);
  const end = places.get(to);
  if (start === undefined || end === undefined) return null;
  const isPair = all.some((other) => other.from === to && other.to === from);
  const first = edgeOf(start, end);
  const last = edgeOf(end, start);
  // Arrows of a pair move apart along the edges that they touch.
  const shift = isPair ? APART : 0;
  const move =
    start.y === end.y
      ? { x: 0, y: start.x < end.x ? -shift : shift }
      : { x: start.y < end.y ? shift : -shift, y: 0 };
  const moved = (point: Point): Point => ({ x: point.x + move.x, y: point.y + move.y });
  const a = moved(first);
  const b = moved(last);
  return {
    from: a,
    to: b,
    angle: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI,
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
  };
}

/** Where a line towards another box leaves this one: at its side, or at its upper or lower edge. */
function edgeOf(box: Point, other: Point): Point {
  if (box.y === other.y)
    return { x: box.x < other.x ? box.x + BOX.width : box.x, y: box.y + BOX.height / 2 };
  const isAbove = box.y < other.y;
  // The box above is left at its outer thirds, so that lines to both sides do not meet.
  const third = other.x < box.x ? BOX.width * 0.25 : BOX.width * 0.75;
  return {
    x: box.x + (isAbove ? third : BOX.width / 2),
    y: isAbove ? box.y + BOX.height : box.y,
  };
}

import type { World } from '../world';

/**
 * How far the service's clock runs ahead of this computer's under the fault clock-ahead, in milliseconds: a little
 * more than ten minutes, so that an assertion that lives ten minutes is over however seconds are rounded.
 */
const AHEAD_MS = 10 * 60_000 + 5_000;

/**
 * The service's own time in milliseconds: real time, because clients hold tokens against their own clock, and ten
 * minutes later than it under the fault clock-ahead.
 */
export function serverTime(world: World): number {
  return Date.now() + (world.has('clock-ahead') ? AHEAD_MS : 0);
}

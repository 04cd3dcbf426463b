/** Ids of the drills. What each is: `drills.ts`. */

/** Every drill. */
export const DRILL_IDS = [
  'expired-certificate',
  'wrong-application',
  'stale-plan',
  'refused-401',
  'missing-role',
  'replication-lag',
  'domain-controller',
  'clock-skew',
  'wrong-tenant',
  'dropped-connection',
  'key-limit',
  'xml-svc',
  'retired-module',
  'refused-write',
  'name-taken',
] as const;
/** One of them. */
export type DrillId = (typeof DRILL_IDS)[number];

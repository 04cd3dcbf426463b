/**
 * How long the Electron in a release gets security fixes. Electron supports its latest three major versions, so one
 * ends when the third after it comes out. Kept with each change of the pinned version: a test fails where it is not in
 * this table, or where the bar no longer follows it.
 */

/** Days on which support ends, by major version: as published, or by the schedule of a new one every eight weeks. */
const SUPPORT_ENDS: Readonly<Record<number, string>> = {
  43: '2027-01-12',
  44: '2027-03-09',
  45: '2027-05-04',
};

/** The oldest version that had support when this release was made. Older ones work with the practice lab only. */
export const OLDEST_TRUSTED_ELECTRON = 43;

/** The day on which a version's support ended, where it is over; null where it goes on, or the version is not known. */
export function supportEnded(version: string, now: Date): string | null {
  const ends = SUPPORT_ENDS[Number.parseInt(version, 10)];
  return ends !== undefined && now.getTime() >= Date.parse(ends) ? ends : null;
}

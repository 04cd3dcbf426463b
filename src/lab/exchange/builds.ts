/**
 * Versions of Exchange Server, and what they can do. Sources: the build table of Microsoft's documentation, the
 * documents of the dedicated hybrid application (April 2025 hotfix update).
 */

/** AdminDisplayVersion by major.minor.build; it stays that of the cumulative update under later updates. */
const DISPLAY: Readonly<Record<string, string>> = {
  '15.1.2507': 'Version 15.1 (Build 2507.6)',
  '15.2.1544': 'Version 15.2 (Build 1544.4)',
  '15.2.1748': 'Version 15.2 (Build 1748.10)',
  '15.2.2562': 'Version 15.2 (Build 2562.17)',
};

/** First build of each version that can use the dedicated hybrid application. */
const DEDICATED_APPLICATION: Readonly<Record<string, number>> = {
  '15.1.2507': 55,
  '15.2.1544': 25,
  '15.2.1748': 24,
  '15.2.2562': 17,
};

const parts = (build: string): { readonly version: string; readonly revision: number } => {
  const [major = '', minor = '', number = '', revision = ''] = build.split('.');
  return { version: `${major}.${minor}.${number}`, revision: Number(revision) };
};

/** AdminDisplayVersion of a build. */
export function displayVersion(build: string): string {
  const { version, revision } = parts(build);
  const [major = '', minor = '', number = ''] = version.split('.');
  return DISPLAY[version] ?? `Version ${major}.${minor} (Build ${number}.${String(revision)})`;
}

/** True when the build knows the dedicated hybrid application. */
export function knowsDedicatedApplication(build: string): boolean {
  const { version, revision } = parts(build);
  const first = DEDICATED_APPLICATION[version];
  return first !== undefined && revision >= first;
}

/**
 * Versions of Exchange Server and what they can do. `AdminDisplayVersion` shows the cumulative update and hides hotfix
 * and security updates, so a build within the right cumulative update may or may not have the later one.
 */
import type { ExchangeServer } from '../reads/organisation';

/** Major, minor, build, revision, such as 15.2.1748.24. */
type Build = readonly [number, number, number, number];

/** `Version 15.2 (Build 1748.10)` as numbers; undefined for anything else. */
function buildOf(version: string): Build | undefined {
  const found = /(\d+)\.(\d+)\s*\(Build\s+(\d+)\.(\d+)\)/.exec(version);
  if (found === null) return undefined;
  const [, major, minor, build, revision] = found;
  return [Number(major), Number(minor), Number(build), Number(revision)];
}

/** Floors of the dedicated hybrid application: SE RTM, 2019 CU15 and CU14, 2016 CU23, each with its hotfix update. */
const APPLICATION_FLOORS: readonly Build[] = [
  [15, 2, 2562, 17],
  [15, 2, 1748, 24],
  [15, 2, 1544, 25],
  [15, 1, 2507, 55],
];

/** Floors of `-DomainName` on auth servers: 2019 CU7, 2016 CU18. */
const DOMAIN_NAME_FLOORS: readonly Build[] = [
  [15, 2, 721, 0],
  [15, 1, 2106, 0],
];

/** Whether a server is up to something. `unclear`: the cumulative update is right, the hotfix update cannot be seen. */
type Level = 'yes' | 'unclear' | 'no';

/** `15.2.1748.24` as numbers; undefined for anything else. */
function fileBuildOf(text: string): Build | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (found === null) return undefined;
  const [, major, minor, build, revision] = found;
  return [Number(major), Number(minor), Number(build), Number(revision)];
}

/**
 * Whether a server can use the dedicated hybrid application: as its version says, or the build of its program files,
 * whichever says more.
 */
export function applicationLevel(server: ExchangeServer, fileBuild: string): Level {
  const levels = [buildOf(server.AdminDisplayVersion), fileBuildOf(fileBuild)].map(levelOf);
  return (['yes', 'no', 'unclear'] as const).find((level) => levels.includes(level)) ?? 'unclear';
}

function levelOf(build: Build | undefined): Level {
  if (build === undefined) return 'unclear';
  const [major, minor, number, revision] = build;
  const line = APPLICATION_FLOORS.filter((floor) => floor[0] === major && floor[1] === minor);
  const same = line.find((floor) => floor[2] === number);
  if (same !== undefined) return revision >= same[3] ? 'yes' : 'unclear';
  return line.length > 0 && line.every((floor) => number > floor[2]) ? 'yes' : 'no';
}

/** True when every server knows `-DomainName` of auth servers. */
export function knowDomainNames(servers: readonly ExchangeServer[]): boolean {
  return servers.every((server) => {
    const build = buildOf(server.AdminDisplayVersion);
    if (build === undefined) return false;
    return DOMAIN_NAME_FLOORS.some(
      (floor) => floor[0] === build[0] && floor[1] === build[1] && build[2] >= floor[2],
    );
  });
}

/** True for Exchange 2010 and older, which cannot use connectors between organisations. */
export function isOld(server: ExchangeServer): boolean {
  const build = buildOf(server.AdminDisplayVersion);
  return build !== undefined && build[0] < 15;
}

/**
 * Every file that is read back from the data folder, with the version it has now. A file that says of itself that it is
 * newer is left alone, and so is the folder around it: an earlier version cannot know what it would break.
 */

/** One kind of file. */
interface StoredFormat {
  /** Path below the data folder; `*` is one name. */
  readonly path: string;
  /** Where the file says its version; null: it changes with the data folder's own version. */
  readonly field: 'format' | 'version' | null;
  /** What is written now. */
  readonly current: number;
  /** Earlier versions that are still read. */
  readonly earlier: readonly number[];
  /** True: it is copied before a data folder is brought up to date. */
  readonly kept: boolean;
}

const row = (
  path: string,
  field: StoredFormat['field'],
  current: number,
  earlier: readonly number[] = [],
  kept = true,
): StoredFormat => ({ path, field, current, earlier, kept });

/** All of them. What is not named here is made for people, such as reports, and never read back. */
export const STORED_FORMATS: readonly StoredFormat[] = [
  row('preferences.json', 'version', 2, [1]),
  row('practice.json', null, 1),
  row('customers/*/customer.json', 'format', 1),
  row('customers/*/customer.json.bak', 'format', 1),
  row('customers/*/topology.json', 'format', 1),
  row('customers/*/verification*.json', null, 1),
  row('customers/*/runs/*/plan.json', 'format', 1),
  row('customers/*/runs/*/journal.jsonl', null, 1),
  row('customers/*/runs/*/summary.json', 'format', 1),
  // Made again whenever it is missing.
  row('customers/*/runs/*/standing.json', 'format', 1, [], false),
  row('customers/*/runs/index.json', 'format', 1, [], false),
  row('customers/*/history/history.jsonl', null, 1),
  row('customers/*/history/reads/*.json', 'format', 2, [1]),
  row('customers/*/checks/*.jsonl', null, 1),
  row('customers/*/backups/*.json', 'format', 1),
  row('customers/*/exports/*.cer', null, 1),
  row('customers/*/attachments/*.json', 'format', 1),
  row('customers/*/carried/*.json', 'format', 1),
  row('customers/*/carried/*/*.json', 'format', 1),
  row('customers/*/reports/*', null, 1),
  // A sign-in is a secret: it has no copies, and whoever loses it signs in again.
  row('customers/*/sign-in.bin', null, 1, [], false),
  row('lab/state.json', 'format', 3, [1, 2]),
  row('lab/calls.jsonl', null, 1),
  // Made again whenever they are missing.
  row('customers/.list.json', 'format', 2, [], false),
  row('customers/*/last-read.json', 'format', 1, [], false),
  row('rehearsal/*', null, 1, [], false),
  row('window/window.json', 'version', 2, [], false),
  row('window/recent.json', 'version', 1, [], false),
  row('window/new-customer.json', 'version', 1, [], false),
];

/** The kind that a file belongs to, by its path below the data folder with `/`; undefined for any other file. */
export function formatOf(path: string): StoredFormat | undefined {
  return STORED_FORMATS.find((format) => patternOf(format.path).test(path));
}

/** The version that a file says of itself where it is newer than what is known; undefined otherwise. */
export function newerVersion(
  format: Pick<StoredFormat, 'field' | 'current'>,
  text: string,
): number | undefined {
  if (format.field === null) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = versionIn(json, format.field);
  return found !== undefined && found > format.current ? found : undefined;
}

/** Backups keep their version within, beside the hash over it. */
function versionIn(json: unknown, field: 'format' | 'version'): number | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const holder = 'content' in json ? json.content : json;
  if (typeof holder !== 'object' || holder === null || !(field in holder)) return undefined;
  const value: unknown = Object.entries(holder).find(([name]) => name === field)?.[1];
  return typeof value === 'number' ? value : undefined;
}

function patternOf(path: string): RegExp {
  const text = path.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return new RegExp(`^${text}$`);
}

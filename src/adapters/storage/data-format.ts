/** The version of a whole data folder, in a small file of its own. Looked at before anything else, so it loads nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf, newerVersion } from './stored-formats';

/** Version of the data folder that this product writes. */
export const DATA_FORMAT = 2;
/** The file that says it. A folder without one is empty, or of version 1. */
export const FORMAT_FILE = 'format.json';
/** Files beside the customers that the window reads and writes by itself; one of a later version is never replaced. */
const OWN_FILES = [
  'preferences.json',
  'window/window.json',
  'window/recent.json',
  'window/new-customer.json',
];
/** One of these is in every folder that was used. */
const USED = ['customers', 'lab', 'preferences.json', 'practice.json'];

/** How a data folder stands to this version. */
export type DataState =
  | { readonly kind: 'current' }
  /** Nothing is there yet. */
  | { readonly kind: 'fresh' }
  /** `backup`: it was copied there already, and then something ended the work. */
  | { readonly kind: 'earlier'; readonly from: number; readonly backup?: string }
  /** A later version wrote the folder, or this file in it. */
  | {
      readonly kind: 'newer';
      readonly file: string;
      readonly found: number;
      readonly known: number;
    }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Looks at a data folder; changes nothing. */
export function dataState(folder: string): DataState {
  let text: string;
  try {
    text = readFileSync(join(folder, FORMAT_FILE), 'utf8');
  } catch (thrown) {
    return isMissing(thrown) ? unmarked(folder) : { kind: 'unreadable', detail: String(thrown) };
  }
  const { format, backup } = parsed(text);
  if (format === undefined) return { kind: 'unreadable', detail: text.slice(0, 100) };
  if (format > DATA_FORMAT)
    return { kind: 'newer', file: FORMAT_FILE, found: format, known: DATA_FORMAT };
  if (format === DATA_FORMAT) return newerFile(folder) ?? { kind: 'current' };
  return { kind: 'earlier', from: format, ...(backup === undefined ? {} : { backup }) };
}

/** A mark alone does not tell: a later version may write the same folder with files of its own. */
function newerFile(folder: string): DataState | undefined {
  for (const file of OWN_FILES) {
    const format = formatOf(file);
    const found = format && newerVersion(format, textOf(join(folder, file)));
    if (format !== undefined && found !== undefined)
      return { kind: 'newer', file, found, known: format.current };
  }
  return undefined;
}

/** Nothing for a file that is not there or cannot be read: whoever needs it says so. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function unmarked(folder: string): DataState {
  const isUsed = USED.some((name) => existsSync(join(folder, name)));
  return isUsed ? { kind: 'earlier', from: 1 } : { kind: 'fresh' };
}

function parsed(text: string): { readonly format?: number; readonly backup?: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof json !== 'object' || json === null || !('format' in json)) return {};
  const { format } = json;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) return {};
  const backup = 'backup' in json ? json.backup : undefined;
  // The name is one of ours; anything else is not followed.
  return typeof backup === 'string' && /^format-[0-9][0-9a-z-]{0,60}$/.test(backup)
    ? { format, backup }
    : { format };
}

function isMissing(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    ['ENOENT', 'ENOTDIR'].includes(String(thrown.code))
  );
}

/** Policies in the registry of Windows, through the system's own reg.exe: no module of ours runs in its place. */
import { win32 } from 'node:path';
import { appError } from '../../shared/errors';
import { POLICY_KEY } from '../../shared/policy';
import type { RunProgram } from './program';
import type { FoundSource } from './values';

/** The hives, as reg.exe takes and as it prints them. */
const HIVES = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' } as const;
/** One of the hives. */
type Hive = keyof typeof HIVES;

const VALUE = /^(?: {4}|\t)(.+?)(?: {4}|\t)(REG_[A-Z_]+)(?:(?: {4}|\t)(.*))?$/;

/** A value as JSON would have it; null for a type that no setting has. */
function valueOf(type: string, text: string): unknown {
  switch (type) {
    case 'REG_DWORD':
    case 'REG_QWORD':
      return /^0x[0-9a-f]{1,13}$/i.test(text) ? Number(text) : null;
    case 'REG_SZ':
      return text;
    case 'REG_MULTI_SZ':
      return text.split('\\0').filter((line) => line !== '');
    default:
      return null;
  }
}

/** Key lines and value lines of `reg query`; undefined where a line is neither. Nothing else in it is ever needed, whatever its language. */
export function parseQuery(
  output: string,
):
  | { readonly keys: readonly string[]; readonly entries: (readonly [string, unknown])[] }
  | undefined {
  const keys: string[] = [];
  const entries: (readonly [string, unknown])[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, text = ''] = VALUE.exec(line) ?? [];
    if (line.startsWith('HKEY_')) keys.push(line.trim());
    else if (name !== undefined && type !== undefined) {
      // A key's nameless value is printed under a name in the system's language, in brackets.
      if (!name.startsWith('(')) entries.push([name, valueOf(type, text)]);
    } else if (line.trim() !== '') return undefined;
  }
  return { keys, entries };
}

/** Reads the policies of a hive. */
export async function readHive(
  hive: Hive,
  systemRoot: string,
  run: RunProgram,
): Promise<FoundSource> {
  const place = `${hive}\\${POLICY_KEY}`;
  const query = (key: string) =>
    run(win32.join(systemRoot, 'System32', 'reg.exe'), ['query', key, '/reg:64']);
  const unusable = (detail: string): FoundSource => ({
    kind: 'unusable',
    error: appError('HX-RULEREAD', { place }, detail),
  });
  try {
    const answer = await query(place);
    if (answer.code !== 0)
      return (await isThere(hive, POLICY_KEY.split('\\'), query))
        ? unusable(answer.errors.trim())
        : { kind: 'absent' };
    const parsed = parseQuery(answer.output);
    const own = `${HIVES[hive]}\\${POLICY_KEY}`.toLowerCase();
    const [first = '', ...below] = parsed?.keys ?? [];
    if (parsed === undefined || (first.toLowerCase() !== own && parsed.entries.length > 0))
      return unusable('the answer of reg.exe is not understood');
    // No setting is a key; what somebody wrote below is named like any unknown setting.
    const deeper = below.map((key) => [key.slice(key.lastIndexOf('\\') + 1), null] as const);
    return { kind: 'values', entries: [...parsed.entries, ...deeper] };
  } catch (thrown) {
    return unusable(String(thrown));
  }
}

type Query = (key: string) => ReturnType<RunProgram>;

/**
 * Whether a key is there although it was not answered. "Not found" and "access denied" differ in words only, and those
 * come in every language; so the key above is asked for what is in it.
 */
async function isThere(hive: Hive, path: readonly string[], query: Query): Promise<boolean> {
  const [above, name = ''] = [path.slice(0, -1), path.at(-1)];
  const parent = await query([hive, ...above].join('\\'));
  if (parent.code === 0) {
    const listed = parseQuery(parent.output)?.keys.map((key) => key.toLowerCase());
    const full = [HIVES[hive], ...above, name].join('\\').toLowerCase();
    return listed === undefined || listed.includes(full);
  }
  // SOFTWARE is always there: whoever does not get to read that is told nothing at all.
  return above.length <= 1 || isThere(hive, above, query);
}

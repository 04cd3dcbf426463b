/** Which files of a customer's folder an export holds. What is not named here never leaves: sign-ins, locks, copies. */
import type { BundlePart } from '../../shared/bundle';
import { privateText } from '../logging/redact';

const NAME = String.raw`[A-Za-z0-9][A-Za-z0-9._-]{0,127}`;
const RUN = String.raw`[a-z0-9][a-z0-9-]{0,63}`;

const PARTS: readonly (readonly [Exclude<BundlePart, 'profile'>, RegExp])[] = [
  ['topology', /^topology\.json$/],
  ['runs', new RegExp(`^runs/${RUN}/(?:plan\\.json|journal\\.jsonl)$`)],
  ['verification', /^verification(?:-[a-z-]{1,40})?\.json$/],
  ['checks', new RegExp(`^checks/${NAME}\\.jsonl$`)],
  ['certificates', new RegExp(`^exports/${NAME}\\.cer$`)],
  ['backups', new RegExp(`^backups/${NAME}\\.json$`)],
  ['carried', new RegExp(`^carried/(?:(?:scripts|results)/)?${NAME}\\.json$`)],
  ['reports', new RegExp(`^reports/${NAME}\\.(?:html|json)$`)],
];
/** Folders below the customer's that hold such files. */
const FOLDERS: ReadonlySet<string> = new Set([
  'runs',
  'checks',
  'exports',
  'backups',
  'carried',
  'carried/scripts',
  'carried/results',
  'reports',
]);

/** The part that a file belongs to, by its path below the customer's folder; undefined where it is not exported. */
export function partOf(path: string): Exclude<BundlePart, 'profile'> | undefined {
  return PARTS.find(([, pattern]) => pattern.test(path))?.[0];
}

/** True for a folder that is looked into. */
export function isExportedFolder(path: string): boolean {
  return FOLDERS.has(path) || new RegExp(`^runs/${RUN}$`).test(path);
}

/**
 * True where something in a file looks like a token, a password or a private key. Nothing of this product writes one
 * into these files; a file that somebody else put there does not leave with the customer.
 */
export function holdsSecret(content: Uint8Array): boolean {
  const text = Buffer.from(content).toString('latin1');
  return privateText(text) !== text;
}

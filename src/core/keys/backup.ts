/**
 * Backups of key lists: a file of whole lists with the bytes of each key, made before every write of one and on demand.
 * The hash is against accidents and careless edits, not against forgery.
 */
import * as v from 'valibot';
import { applicationName } from '../../shared/applications';
import { CodedError, appError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import { canonicalJson } from '../../shared/json';
import type { Crypto } from '../ports';
import type { PrincipalKey } from '../reads/tenant';

/** Folder of the customer's backups. */
export const BACKUP_FOLDER = 'backups';
/** Version of the format that this product writes, and the newest that it reads. */
const FORMAT = 1;
const KIND = 'crossprem-key-backup';
/** Characters above which a file is no backup: hundreds of principals with the most keys stay far below. */
const LONGEST = 32_000_000;

const key = v.strictObject({
  keyId: v.string(),
  displayName: v.string(),
  startDateTime: v.pipe(v.string(), v.isoTimestamp()),
  endDateTime: v.pipe(v.string(), v.isoTimestamp()),
  type: v.string(),
  usage: v.string(),
  key: v.nullable(v.string()),
  thumbprint: v.string(),
});
const list = v.strictObject({
  object: v.picklist(['service-principal', 'application']),
  id: v.pipe(v.string(), v.uuid()),
  applicationId: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  keys: v.array(key),
});
const content = v.strictObject({
  kind: v.literal(KIND),
  format: v.literal(FORMAT),
  customer: v.string(),
  tenantId: v.pipe(v.string(), v.uuid()),
  at: v.pipe(v.string(), v.isoTimestamp()),
  run: v.nullable(v.string()),
  lists: v.array(list),
});
const file = v.strictObject({ content, sha256: v.string() });
/**
 * The first form. It says neither whose it is nor whether it was changed, so its keys are never sent: giving it a hash
 * now would vouch for what nobody checked.
 */
const withoutHash = v.strictObject({
  format: v.literal(1),
  at: v.string(),
  principal: v.looseObject({ appId: v.string(), keys: v.array(v.looseObject({})) }),
});

/** What holds keys: a service principal, or the registration of an application of the tenant's own. */
export type KeyObject = 'service-principal' | 'application';
/** One key list of a backup. */
export type BackupList = v.InferOutput<typeof list>;
/** One key of a backup. `key` is base64 DER, or null where the directory did not return the bytes. */
export type BackupKey = v.InferOutput<typeof key>;
/** A backup, checked. */
export type KeyBackup = Omit<v.InferOutput<typeof content>, 'kind' | 'format'>;

/** A key list as a backup holds it. */
export function backupList(
  object: KeyObject,
  holder: {
    readonly id: string;
    readonly appId: string;
    readonly name?: string;
    readonly keys: readonly PrincipalKey[];
  },
): BackupList {
  const keys = holder.keys.map(({ certificate: _certificate, ...rest }) => rest);
  const name = holder.name ?? applicationName(holder.appId);
  return { object, id: holder.id, applicationId: holder.appId, name, keys };
}

/** The text of a backup file. */
export function backupText(backup: KeyBackup, crypto: Crypto): string {
  const whole = { kind: KIND, format: FORMAT, ...backup };
  const sha256 = crypto.sha256(canonicalJson(whole));
  return `${JSON.stringify({ content: whole, sha256 }, null, 2)}\n`;
}

/** Whose backup is expected. */
export interface BackupOwner {
  readonly customer: string;
  readonly tenantId: string;
}

/**
 * Reads a backup file. HX-BACKUPFILE where it is none, HX-BACKUPNEW where a later version wrote it, HX-BACKUPOLD where it
 * is of before the hash, HX-BACKUPEDIT where it was changed, HX-BACKUPTENANT where it belongs to another customer or tenant.
 */
export function parseBackup(
  text: string,
  name: string,
  owner: BackupOwner,
  crypto: Crypto,
): KeyBackup {
  const refuse = (code: ErrorCode, more: Readonly<Record<string, string>> = {}): CodedError =>
    new CodedError(appError(code, { file: name, ...more }));
  if (text.length > LONGEST) throw refuse('HX-BACKUPFILE');
  const json = parsedJson(text);
  if (isNewer(json)) throw refuse('HX-BACKUPNEW');
  const before = v.safeParse(withoutHash, json);
  if (before.success)
    throw refuse('HX-BACKUPOLD', { application: applicationName(before.output.principal.appId) });
  const parsed = v.safeParse(file, json);
  if (!parsed.success) throw refuse('HX-BACKUPFILE');
  const { content: whole, sha256 } = parsed.output;
  if (crypto.sha256(canonicalJson(whole)) !== sha256) throw refuse('HX-BACKUPEDIT');
  const { kind: _kind, format: _format, ...backup } = whole;
  const isOwn =
    backup.customer === owner.customer &&
    backup.tenantId.toLowerCase() === owner.tenantId.toLowerCase();
  if (!isOwn)
    throw refuse('HX-BACKUPTENANT', { customer: backup.customer, tenant: backup.tenantId });
  return backup;
}

function parsedJson(text: string): unknown {
  try {
    // An editor of Windows may have put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isNewer(json: unknown): boolean {
  const head = v.looseObject({
    content: v.looseObject({ kind: v.literal(KIND), format: v.number() }),
  });
  const parsed = v.safeParse(head, json);
  return parsed.success && parsed.output.content.format > FORMAT;
}

import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import type { World } from '../world';
import { badRequest, GraphError } from './graph-error';
import type { KeyCredentialState, ServicePrincipalState } from './state';

/** How long the fault graph-slow-visible hides a write, in virtual milliseconds. */
const SLOW_VISIBLE = 90_000;

/** One entry of a written key list. Anything else in it is refused. */
const writtenKey = v.strictObject({
  type: v.picklist(['AsymmetricX509Cert', 'X509CertAndPassword']),
  usage: v.picklist(['Verify', 'Sign']),
  key: v.nullish(v.string()),
  keyId: v.nullish(v.string()),
  displayName: v.nullish(v.string()),
  startDateTime: v.nullish(v.string()),
  endDateTime: v.nullish(v.string()),
  customKeyIdentifier: v.nullish(v.string()),
});
type WrittenKey = v.InferOutput<typeof writtenKey>;

/** A certificate as the directory derives a key from it. */
interface DerivedKey {
  readonly thumbprint: string;
  readonly start: string;
  readonly end: string;
}

/** A time as Graph writes it. */
function graphTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Thumbprint and dates of base64 DER; nothing when it is no certificate. */
function derive(key: string): DerivedKey | undefined {
  const bytes = Buffer.from(key, 'base64');
  // Buffer skips what is not base64, so only a text that survives the way back was valid.
  if (bytes.length === 0 || bytes.toString('base64') !== key) return undefined;
  try {
    const certificate = new X509Certificate(bytes);
    if (!certificate.raw.equals(bytes)) return undefined;
    return {
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      start: graphTime(new Date(certificate.validFrom)),
      end: graphTime(new Date(certificate.validTo)),
    };
  } catch {
    return undefined;
  }
}

/** A key as the directory would hold it for a certificate (base64 DER); for start states and edits. */
export function keyFromCertificate(
  key: string,
  keyId: string,
  displayName: string | null = null,
): KeyCredentialState | undefined {
  const derived = derive(key);
  if (derived === undefined) return undefined;
  return {
    customKeyIdentifier: derived.thumbprint,
    displayName,
    startDateTime: derived.start,
    endDateTime: derived.end,
    key,
    keyId,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

/** The keys that readers see now: the old list while a write is not visible yet. */
export function visibleKeys(
  principal: ServicePrincipalState,
  now: Date,
): readonly KeyCredentialState[] {
  const { stale } = principal;
  const hidden = stale !== undefined && now.getTime() < Date.parse(stale.until);
  return hidden ? stale.keyCredentials : principal.keyCredentials;
}

/**
 * Replaces the whole key list, as PATCH does (Graph: serviceprincipal-update; CSS-Exchange:
 * Remove-CertificateFromAzureServicePrincipal.ps1). Every key gets a new keyId, also a kept one. A certificate that
 * is sent twice is stored twice: no document says that the directory refuses it.
 */
export function replaceKeys(world: World, principal: ServicePrincipalState, list: unknown): void {
  if (!Array.isArray(list)) throw badRequest("The value of 'keyCredentials' is not a collection.");
  const before = principal.keyCredentials;
  if (world.has('principal-locked')) throw locked();
  let after = list.map((entry: unknown) => storedKey(world, entry, before));
  for (const key of after) {
    if (!before.some((candidate) => candidate.key === key.key)) refuseByPolicy(world, key);
  }
  const lost = keyToLose(world, before, after);
  if (lost !== undefined) after = after.filter((key) => key !== lost);
  if (world.has('graph-slow-visible')) {
    const until = new Date(world.now().getTime() + SLOW_VISIBLE).toISOString();
    principal.stale = { until, keyCredentials: [...visibleKeys(principal, world.now())] };
  } else {
    delete principal.stale;
  }
  principal.keyCredentials = after;
}

/** The fault principal-locked. The code is published, for another property; the sentence follows it. */
function locked(): GraphError {
  return new GraphError(
    400,
    'CannotUpdateLockedServicePrincipalProperty',
    'Property keyCredentials is invalid.',
  );
}

const YEAR_MS = 365 * 86_400_000;

/** The fault key-lifetime-policy: keys live a year at most. The end of the sentence is not published. */
export function refuseByPolicy(world: World, key: KeyCredentialState): void {
  const life = Date.parse(key.endDateTime) - Date.parse(key.startDateTime);
  if (!world.has('key-lifetime-policy') || life <= YEAR_MS) return;
  throw new GraphError(
    400,
    'CredentialInvalidLifetimeAsPerAppPolicy',
    'Credential lifetime exceeds the max value allowed as per assigned policy.',
  );
}

/** A written entry as the directory keeps it. */
export function storedKey(
  world: World,
  entry: unknown,
  before: readonly KeyCredentialState[],
): KeyCredentialState {
  const parsed = v.safeParse(writtenKey, entry);
  if (!parsed.success) throw invalidEntry(parsed.issues[0]);
  const written = parsed.output;
  if (typeof written.keyId === 'string') {
    throw badRequest(`Update to existing credential with KeyId '${written.keyId}' is not allowed.`);
  }
  const key = written.key ?? '';
  const derived = derive(key);
  const kept = before.find((candidate) => candidate.key === key);
  if (derived === undefined && kept === undefined) {
    throw badRequest('The value for the property "key" in one of your credentials is invalid.');
  }
  const source = derived ?? {
    thumbprint: kept?.customKeyIdentifier ?? '',
    start: kept?.startDateTime ?? '',
    end: kept?.endDateTime ?? '',
  };
  const dates = validDates(written, source, world.now());
  return {
    customKeyIdentifier: written.customKeyIdentifier ?? source.thumbprint,
    displayName: written.displayName ?? null,
    startDateTime: dates.start,
    endDateTime: dates.end,
    key,
    keyId: world.guid(),
    type: written.type,
    usage: written.usage,
  };
}

function invalidEntry(issue: v.BaseIssue<unknown>): GraphError {
  const name = v.getDotPath(issue) ?? 'keyCredentials';
  return badRequest(`The value for the property "${name}" in one of your credentials is invalid.`);
}

/** Dates default to the certificate's and must lie within them; the end must be to come (virtual time). */
function validDates(
  written: WrittenKey,
  certificate: DerivedKey,
  now: Date,
): { readonly start: string; readonly end: string } {
  const start = Date.parse(written.startDateTime ?? certificate.start);
  const end = Date.parse(written.endDateTime ?? certificate.end);
  if (Number.isNaN(start) || start < Date.parse(certificate.start)) {
    throw new GraphError(
      400,
      'KeyCredentialsInvalidStartDate', // inferred from its sibling; no published body was found
      'Key credential start date is invalid.',
    );
  }
  if (!(end > now.getTime()) || end > Date.parse(certificate.end) || end <= start) {
    throw new GraphError(
      400,
      'KeyCredentialsInvalidEndDate',
      'Key credential end date is invalid.',
    );
  }
  return { start: graphTime(new Date(start)), end: graphTime(new Date(end)) };
}

/** The fault key-vanishes: the first kept key goes, once. Lists without a kept key do not use the fault up. */
function keyToLose(
  world: World,
  before: readonly KeyCredentialState[],
  after: readonly KeyCredentialState[],
): KeyCredentialState | undefined {
  if (!world.has('key-vanishes')) return undefined;
  const kept = after.find((key) => before.some((candidate) => candidate.key === key.key));
  return kept !== undefined && world.countDown('key-vanishes') ? kept : undefined;
}

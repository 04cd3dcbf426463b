/** The cloud's token service, as Exchange servers meet it: who may have a token, and what is said to the others. */
import { X509Certificate } from 'node:crypto';
import { APPLICATIONS } from '../../shared/applications';
import type { CertificateState } from '../exchange/state';
import { visibleKeys } from '../tenant/key-list';
import type { KeyCredentialState } from '../tenant/state';
import type { WorldState } from '../world';
import { secondTenantId } from './metadata';

/** Application role of Exchange Online that lets an application use Exchange Web Services of every mailbox. */
export const FULL_ACCESS_AS_APP = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';

/** A token request of an Exchange server. */
export interface TokenWish {
  /** Tenant that the auth server stands for. */
  readonly realm: string;
  /** The application that Exchange calls itself. */
  readonly appId: string;
  readonly certificate: CertificateState;
  /** The access control service words a missing key in its older way. */
  readonly isAccessControl: boolean;
}

/** A token, with the application roles in it, or the refusal's text. */
export type Issued =
  | { readonly ok: true; readonly roles: readonly string[] }
  | { readonly ok: false; readonly text: string };

const SKEW_MS = 10 * 60_000;
const ASSERTION_LIFE_MS = 10 * 60_000;

/** Answers a token request. */
export function issueToken(world: WorldState, wish: TokenWish): Issued {
  if (world.faults.includes('clock-skew')) return refusal(outsideTimeRange(world.now));
  const isOwn = wish.realm === world.tenant.id;
  if (!isOwn && wish.realm !== secondTenantId(world.seed)) {
    return refusal(
      `AADSTS90002: Tenant '${wish.realm}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  }
  if (wish.appId === APPLICATIONS.exchangeOnline) {
    return isOwn ? sharedPrincipal(world, wish) : refusal(keyNotFound(wish));
  }
  return isOwn ? dedicatedApplication(world, wish) : refusal(unknownApplication(wish));
}

/** Exchange Online's own principal, which takes the organisation's certificate as its own. */
function sharedPrincipal(world: WorldState, wish: TokenWish): Issued {
  const found = principalOf(world, wish.appId);
  if (found === undefined) return refusal(unknownApplication(wish));
  if (!found.accountEnabled) return refusal(disabled(wish.appId, found.displayName));
  const refused = keyRefusal(visibleKeys(found, new Date(world.now)), world.now, wish);
  return refused === undefined ? { ok: true, roles: [FULL_ACCESS_AS_APP] } : refusal(refused);
}

/** The tenant's own application: registration, key, principal, consent. */
function dedicatedApplication(world: WorldState, wish: TokenWish): Issued {
  const application = world.tenant.applications.find((item) => item.appId === wish.appId);
  if (application === undefined) return refusal(unknownApplication(wish));
  const principal = principalOf(world, wish.appId);
  if (principal === undefined) {
    return refusal(
      `AADSTS7000229: The client application ${wish.appId} is missing service principal in the tenant ${wish.realm}.`,
    );
  }
  if (!principal.accountEnabled) return refusal(disabled(wish.appId, principal.displayName));
  const refused = keyRefusal(application.keyCredentials, world.now, wish);
  if (refused !== undefined) return refusal(refused);
  const roles = world.tenant.appRoleAssignments
    .filter((item) => item.principalId === principal.id)
    .map((item) => item.appRoleId);
  return { ok: true, roles };
}

function principalOf(
  world: WorldState,
  appId: string,
): WorldState['tenant']['servicePrincipals'][number] | undefined {
  return world.tenant.servicePrincipals.find((item) => item.appId === appId);
}

function keyRefusal(
  keys: readonly KeyCredentialState[],
  now: number,
  wish: TokenWish,
): string | undefined {
  const key = keys.find((item) => thumbprintOf(item) === wish.certificate.thumbprint);
  if (key === undefined) return keyNotFound(wish);
  if (Date.parse(key.endDateTime) > now) return undefined;
  const day = (text: string): string =>
    `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}`;
  const found = `Start=${day(key.startDateTime)}, End=${day(key.endDateTime)}, Thumbprint=${wish.certificate.thumbprint}`;
  return (
    'AADSTS70002: Error validating credentials. AADSTS50012: Client assertion contains an invalid signature. ' +
    `[Reason - The key used is expired., Thumbprint of key used by client: '${wish.certificate.thumbprint}', ` +
    `Found key '${found}', Configured keys: [Key0:${found};]]`
  );
}

function thumbprintOf(key: KeyCredentialState): string {
  return new X509Certificate(Buffer.from(key.key, 'base64')).fingerprint.replace(/:/g, '');
}

function keyNotFound(wish: TokenWish): string {
  const { thumbprint } = wish.certificate;
  return wish.isAccessControl
    ? 'AADSTS70002: Error validating credentials. AADSTS50012: Client assertion contains an invalid signature. ' +
        `[Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}'.]`
    : 'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. ' +
        `[Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}'.]`;
}

function unknownApplication(wish: TokenWish): string {
  return `AADSTS700016: Application with identifier '${wish.appId}' was not found in the directory '${wish.realm}'.`;
}

function disabled(appId: string, name: string): string {
  return `AADSTS7000112: Application '${appId}'(${name}) is disabled.`;
}

/** The server's clock is ahead: its assertion begins in the cloud's future. */
function outsideTimeRange(now: number): string {
  const begins = now + SKEW_MS;
  const text = (time: number): string => new Date(time).toISOString();
  return (
    `AADSTS700024: Client assertion is not within its valid time range. Current time: ${text(now)}, ` +
    `assertion valid from ${text(begins)}, expiry time of assertion ${text(begins + ASSERTION_LIFE_MS)}.`
  );
}

function refusal(text: string): Issued {
  return { ok: false, text };
}

import type { Account } from './accounts';
import { opaque } from './tokens';

/** What an authorization request asked for. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  /** Authentication contexts that a claims request names. */
  readonly acrs: readonly string[];
}

/** What a code or refresh token stands for. */
export interface Grant {
  readonly clientId: string;
  readonly scope: string;
  readonly account: Account;
  readonly nonce: string;
  /** Authentication contexts that the sign-in satisfied. */
  readonly acrs: readonly string[];
  /** Present for authorization codes. */
  readonly redirectUri?: string;
  readonly codeChallenge?: string;
}

type Consenting = Pick<Grant, 'clientId' | 'account'>;

function consentKey({ clientId, account }: Consenting, resource: string): string {
  return `${clientId} ${account.objectId} ${resource}`;
}

/** A device code and how far the person is. */
export interface DeviceGrant {
  readonly clientId: string;
  readonly scope: string;
  readonly userCode: string;
  account?: Account;
}

/** How long the short-lived grants live, in milliseconds. */
const CODE_LIFE = 10 * 60_000;
/** How long a device code can be entered, in seconds (Entra's own value). */
export const DEVICE_CODE_LIFE = 900;

/** Grants of the running process. They are secrets, so they are never part of the state on disk. */
export class Grants {
  readonly #pages = new Expiring<AuthorizationRequest>();
  readonly #codes = new Expiring<Grant>();
  readonly #refreshTokens = new Expiring<Grant>();
  readonly #devices = new Expiring<DeviceGrant>();
  /** Permissions by application, person and resource. */
  readonly #consents = new Map<string, Set<string>>();

  /** Notes that the person of this grant has seen and accepted these permissions on a resource. */
  consent(grant: Consenting, resource: string, permissions: readonly string[]): void {
    const key = consentKey(grant, resource);
    const accepted = this.#consents.get(key) ?? new Set();
    this.#consents.set(key, new Set([...accepted, ...permissions]));
  }

  /**
   * True when each of these permissions on a resource was accepted in a sign-in with a person. `.default` stands for
   * what the application was given there before, and asks for nothing new.
   */
  hasConsent(grant: Consenting, resource: string, permissions: readonly string[]): boolean {
    const accepted = this.#consents.get(consentKey(grant, resource));
    return (
      accepted !== undefined &&
      permissions.every((name) => name === '.default' || accepted.has(name))
    );
  }

  /** Remembers an authorization request while its sign-in page is open. */
  openPage(request: AuthorizationRequest): string {
    return this.#pages.add(request, CODE_LIFE);
  }

  /** Takes a sign-in page; each is answered once. */
  takePage(transaction: string): AuthorizationRequest | undefined {
    return this.#pages.take(transaction);
  }

  /** Makes an authorization code. */
  addCode(grant: Grant): string {
    return this.#codes.add(grant, CODE_LIFE);
  }

  /** Takes an authorization code; each is redeemed once (RFC 6749, section 4.1.2). */
  takeCode(code: string): Grant | undefined {
    return this.#codes.take(code);
  }

  /** Makes a refresh token. */
  addRefreshToken(grant: Grant): string {
    return this.#refreshTokens.add(grant, 24 * 60 * 60_000);
  }

  /** Finds a refresh token. Entra lets old ones live on after a renewal, so it stays. */
  refreshToken(token: string): Grant | undefined {
    return this.#refreshTokens.find(token);
  }

  /** Makes a device code. */
  addDevice(clientId: string, scope: string, userCode: string): string {
    return this.#devices.add({ clientId, scope, userCode }, DEVICE_CODE_LIFE * 1000);
  }

  /** Finds a device grant by its code. */
  device(code: string): DeviceGrant | undefined {
    return this.#devices.find(code);
  }

  /** Removes a device grant that was redeemed. */
  removeDevice(code: string): void {
    this.#devices.take(code);
  }

  /** Finds a device grant by what the person typed. */
  deviceByUserCode(userCode: string): DeviceGrant | undefined {
    const wanted = userCode.replace(/[^a-z0-9]/gi, '').toUpperCase();
    return this.#devices.values().find((device) => device.userCode === wanted);
  }
}

/** Values under unguessable keys that end by themselves. */
class Expiring<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly ends: number }>();

  add(value: T, life: number): string {
    const key = opaque();
    this.#entries.set(key, { value, ends: Date.now() + life });
    return key;
  }

  find(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.ends > Date.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  take(key: string): T | undefined {
    const value = this.find(key);
    this.#entries.delete(key);
    return value;
  }

  values(): T[] {
    return [...this.#entries.values()]
      .filter(({ ends }) => ends > Date.now())
      .map(({ value }) => value);
  }
}

/** What the examination needs from outside. Facts only: what they mean is decided in this folder. */
import type { AppError } from '../../shared/errors';
import type { Language } from '../../shared/languages';

/** Why a network step came to nothing. */
export type NetworkFault =
  | 'name-unknown' // the name service knows no such name
  | 'name-no-answer' // the name service did not answer
  | 'refused' // the computer is there and nothing listens on the port
  | 'unreachable' // no way to the address
  | 'no-answer' // the port neither accepts nor refuses
  | 'closed' // the connection ended in the middle
  | 'proxy-sign-in' // the proxy wants a sign-in
  | 'proxy-refused'; // the proxy does not open the way

/** A fact, or why there is none, with the system's own words. */
export type NetworkAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: NetworkFault; readonly detail: string };

/** A certificate of a TLS server. Dates are ISO 8601 UTC. */
export interface ServerCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Why a server's certificates are not trusted; `other` with Node's own code as detail. */
export type TrustFault =
  'expired' | 'not-yet-valid' | 'wrong-name' | 'self-signed' | 'unknown-authority' | 'other';

/** A TLS server as it showed itself. */
export interface TlsFacts {
  readonly protocol: string;
  /** The server's own certificate first, its authorities after it. */
  readonly chain: readonly ServerCertificate[];
  /** Null where name, dates and authority are in order. */
  readonly fault: TrustFault | null;
  readonly detail: string;
  /** The Date header of an answer over this connection; null where there was none. A hint only: nothing vouches for it. */
  readonly date: string | null;
}

/** How an address is reached: directly, or through a proxy. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number };

/** The network, step by step. An aborted signal ends a step at once; what it answers then is not used. */
export interface Network {
  /** Addresses of a name. */
  resolve(host: string, signal: AbortSignal): Promise<NetworkAnswer<readonly string[]>>;
  /** Opens and closes a connection; gives the address that answered. */
  connect(host: string, port: number, signal: AbortSignal): Promise<NetworkAnswer<string>>;
  /** Shakes hands as a client that trusts nobody, so that every certificate can be looked at. Sends no credential. */
  handshake(
    host: string,
    port: number,
    route: Route,
    signal: AbortSignal,
  ): Promise<NetworkAnswer<TlsFacts>>;
  /** The Date header of whatever answers a HEAD request to an `http:` address; null where there is none. */
  date(url: string, signal: AbortSignal): Promise<NetworkAnswer<string | null>>;
  /** The way that the product's own requests take to an address. */
  route(url: string): Promise<Route>;
}

/** An answer over the product's own HTTPS, with its trust and its proxy. */
export type Fetched =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly date: string | null;
      readonly body: string;
    }
  | { readonly kind: 'no-answer'; readonly reason: string; readonly detail: string };

/** A PowerShell of this computer. `hello` is what it says of itself. */
export interface PowerShellFacts {
  readonly kind: 'configured' | 'windows-powershell' | 'powershell-7';
  readonly executable: string;
  readonly hello?: {
    readonly edition: string;
    readonly version: string;
    readonly languageMode: string;
    readonly executionPolicy: string;
  };
  /** Why it cannot be used. */
  readonly error?: AppError;
}

/** This computer as far as it was found out. */
export interface WorkstationFacts {
  readonly platform: 'windows' | 'macos' | 'linux' | 'other';
  /** Name and version of the operating system, and the processor's kind. */
  readonly system: string;
  readonly node: string;
  /** Null on the command line. */
  readonly electron: string | null;
  /** The day on which this Electron's security fixes ended; null where they go on. */
  readonly supportEnded: string | null;
  readonly dataFolder: {
    readonly path: string;
    /** Null where the system does not say. */
    readonly freeBytes: number | null;
    /** Why nothing can be written there. */
    readonly error: AppError | null;
  };
  readonly powerShells: readonly PowerShellFacts[];
  /** Proxy settings in force or ignored, without any password in them. */
  readonly proxy: { readonly settings: readonly string[]; readonly inForce: boolean };
  readonly language: { readonly chosen: Language; readonly system: string };
  /** Windows domain by the environment. */
  readonly domain:
    | { readonly kind: 'member'; readonly name: string }
    | { readonly kind: 'none' }
    | { readonly kind: 'not-known' };
  /** True where the Exchange management shell is installed here. */
  readonly managementShell: boolean;
  /** Modules found in the usual folders. */
  readonly modules: { readonly exchangeOnline: boolean; readonly skypeForBusiness: boolean };
}

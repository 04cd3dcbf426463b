/** One HTTPS request. Sign-in and Graph go through the same port, so that proxies and roots are decided once. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute, https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Real milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Why no complete answer came. */
export type HttpFailure =
  | 'refused-host' // the host is not on the allow-list
  | 'connect' // no connection: name, route, refused
  | 'proxy' // the proxy does not open the way
  | 'proxy-unreachable' // the proxy itself is not reached
  | 'proxy-sign-in' // the proxy wants a sign-in
  | 'tls' // the server's certificate or protocol was not accepted
  | 'timeout'
  | 'cancelled'
  | 'closed' // the connection ended before the answer was complete
  | 'redirect' // the server sent the request elsewhere, which is not followed
  | 'too-large'; // the answer exceeds the limit

/** A complete answer with any status, or none. */
export type HttpResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'no-answer';
      readonly reason: HttpFailure;
      /** False only when it is certain that the server saw nothing of the request. */
      readonly sent: boolean;
      /** The system's own words. */
      readonly detail: string;
      /** The proxy that the request would have taken, where one failed. */
      readonly proxy?: ProxyPlace;
    };

/** A proxy. */
export interface ProxyPlace {
  readonly host: string;
  readonly port: number;
}

/** Sends one request. Never rejects, follows no redirect, keeps no cookies, caches nothing. */
export type HttpSend = (request: HttpRequest) => Promise<HttpResult>;

/** Largest answer that is read: a key list of a principal is some hundred kilobytes at most. */
export const MAXIMUM_ANSWER_BYTES = 8 * 1024 * 1024;

/** What the core needs of the web: a look at an address that a customer publishes, as anybody on the Internet takes it. */
import type { CallOptions } from './ports';

/** A look. It carries no credential, ever. */
export interface WebRequest {
  /** Absolute, https. */
  readonly url: string;
  /** Hosts that may be asked, in small letters: the address's own, and those that it may redirect to. */
  readonly hosts: readonly string[];
  /** How many redirects are followed; 0: a redirect is the answer. */
  readonly redirects: number;
}

/** What an address answered, or why nothing came. Not being reached from here says nothing about others. */
export type WebAnswer =
  | {
      readonly kind: 'answer';
      /** The address that answered, after redirects. */
      readonly url: string;
      readonly status: number;
      /** Schemes of WWW-Authenticate, such as `Bearer`, in their order. */
      readonly challenges: readonly string[];
      /** Where a redirect that was not followed leads; null for other answers, and where it is not known. */
      readonly location: string | null;
      /** At most 64 KB of text. */
      readonly body: string;
    }
  | {
      readonly kind: 'no-answer';
      /** `tls`: the server's certificate or protocol was not accepted. */
      readonly reason: 'connect' | 'tls' | 'timeout' | 'closed' | 'redirect';
      /** The system's own words. */
      readonly detail: string;
    };

/** Looks at addresses. Never rejects. */
export interface Web {
  look(request: WebRequest, options: CallOptions): Promise<WebAnswer>;
}

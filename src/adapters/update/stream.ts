/** An answer that is taken piece by piece: a package is too large for memory. */
import type { HttpResult } from '../tenant/http';

/** One request for bytes. */
export interface StreamRequest {
  /** Absolute, https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Real milliseconds without a byte after which it is given up. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** An answer whose body is still to come. Reading it rejects where it ends early. */
interface HttpStream {
  readonly kind: 'stream';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Asks for bytes. Never rejects, follows no redirect, sends no cookies. */
export type OpenStream = (
  request: StreamRequest,
) => Promise<HttpStream | Extract<HttpResult, { kind: 'no-answer' }>>;

/** Aborts when nothing happened for so long, or when the caller does. */
export class IdleWatch {
  readonly abort = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = (): void => this.abort.abort();

  constructor(private readonly request: Pick<StreamRequest, 'idleMs' | 'signal'>) {
    if (request.signal.aborted) this.onAbort();
    request.signal.addEventListener('abort', this.onAbort, { once: true });
    this.alive();
  }

  /** Something came. */
  alive(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onAbort, this.request.idleMs);
  }

  /** Nothing more is awaited. */
  end(): void {
    clearTimeout(this.timer);
    this.request.signal.removeEventListener('abort', this.onAbort);
  }
}

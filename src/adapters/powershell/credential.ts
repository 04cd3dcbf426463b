/**
 * The credential of one server, asked of a person when it is needed. It is held in memory only, because a shell that
 * was lost needs it again, until the server refuses it or the shell is closed. It goes to the private pipe and nowhere
 * else: neither errors nor logs are made from it.
 */
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import type { ShellSecret } from './channel';

/** What a person is asked. */
interface CredentialQuestion {
  /** The server that wants it. */
  readonly server: string;
  /** Name given the last time; empty the first time. */
  readonly user: string;
  /** True when the server refused what was given the last time. */
  readonly refused: boolean;
}

/** What a person answered. */
export interface Credential {
  readonly user: string;
  readonly password: string;
}

/**
 * Asks a person; undefined when the person gave none or `signal` ended the question. Throws a CodedError where nobody
 * can be asked.
 */
export type AskCredential = (
  question: CredentialQuestion,
  signal: AbortSignal | undefined,
) => Promise<Credential | undefined>;

/** Name under which the bridge keeps it. */
export const CREDENTIAL_NAME = 'exchange';

/** Asks at most once until a person starts something new: one refusal is not asked about again for every read. */
export class CredentialKeeper {
  private held: Credential | undefined;
  private refusal: AppError | undefined;
  private user = '';
  private wasRefused = false;
  private asking: Promise<AppError | undefined> | undefined;

  constructor(
    private readonly server: string,
    private readonly ask: AskCredential,
  ) {}

  /** Makes sure that one is held; otherwise why there is none. */
  async ready(signal: AbortSignal | undefined): Promise<AppError | undefined> {
    if (this.held !== undefined) return undefined;
    if (this.refusal !== undefined) return this.refusal;
    this.asking ??= this.askNow(signal).finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** For the private pipe; undefined where none is held. */
  secret(): ShellSecret | undefined {
    if (this.held === undefined) return undefined;
    return { name: CREDENTIAL_NAME, user: this.held.user, secret: this.held.password };
  }

  /** The server refused what is held: it is forgotten. */
  refused(error: AppError): void {
    this.held = undefined;
    this.wasRefused = true;
    this.refusal = error;
  }

  /** A person started something: what was refused or not given may be asked for again. */
  askAgain(): void {
    this.refusal = undefined;
  }

  /** Forgets it. */
  clear(): void {
    this.held = undefined;
  }

  private async askNow(signal: AbortSignal | undefined): Promise<AppError | undefined> {
    try {
      const { server, user, wasRefused: refused } = this;
      this.held = await this.ask({ server, user, refused }, signal);
      this.user = this.held?.user ?? user;
      this.refusal = this.held === undefined ? this.none() : undefined;
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      this.refusal = thrown.error;
    }
    return this.refusal;
  }

  private none(): AppError {
    return appError('HX-NOCRED', { target: this.server });
  }
}

/**
 * Asks the person in the window for a server's credential. The view names the server and nothing secret; the password
 * comes in on one channel and goes straight to the shell that waits for it. It is kept in no field of this class.
 */
import { randomUUID } from 'node:crypto';
import type { AskCredential, Credential } from '../../adapters/powershell';
import type { ChannelInput } from '../../shared/ipc/contract';
import { CodedError, appError } from '../../shared/errors';
import type { CredentialView } from '../../shared/ipc/views';

/** At most one question at a time: one customer is open, and it has one such server. */
export class CredentialDesk {
  private question: CredentialView | null = null;
  private settle: (answer: Credential | undefined) => void = () => undefined;

  constructor(private readonly onChange: () => void) {}

  /** The open question, as the window shows it; a reloaded window shows it again. */
  get view(): CredentialView | null {
    return this.question;
  }

  /** Waits for the person, or until `signal` ends the wait. */
  readonly ask: AskCredential = (question, signal) => {
    if (signal?.aborted === true) return Promise.resolve(undefined);
    this.settle(undefined);
    return new Promise((resolve) => {
      const id = randomUUID();
      const end = (): void => this.settle(undefined);
      this.settle = (answer) => {
        signal?.removeEventListener('abort', end);
        this.settle = () => undefined;
        this.question = null;
        this.onChange();
        resolve(answer);
      };
      signal?.addEventListener('abort', end, { once: true });
      this.question = { id, ...question };
      this.onChange();
    });
  };

  /** The person's answer. An answer to a question that is over is refused: HX-IPC. */
  answer(input: ChannelInput<'credential.answer'>): void {
    if (this.question?.id !== input.id) throw new CodedError(appError('HX-IPC'));
    this.settle(
      input.kind === 'given' ? { user: input.user, password: input.password } : undefined,
    );
  }
}

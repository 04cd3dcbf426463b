/** Puts the pages of one answer together and judges whether it is whole. */
import type { ShellErrorRecord } from '../../core/ports';
import type { DoneReply, ErrorReply, Reply } from './protocol';

/** Most that one answer may hold over all its pages, in bytes of JSON. */
const ANSWER_LIMIT = 64_000_000;

/** A whole answer. */
export interface Answer {
  readonly items: readonly unknown[];
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly errors: readonly (ShellErrorRecord & { readonly position: string })[];
  readonly cancelled: boolean;
  /** State of the session that the bridge holds. */
  readonly session: string;
}

/** What became of a reply line. */
export type Taken = 'taken' | 'malformed' | 'too-much';

/** Collects reply lines. */
export class AnswerCollector {
  private readonly items: unknown[] = [];
  private readonly warnings: string[] = [];
  private readonly verbose: string[] = [];
  private readonly errors: Answer['errors'][number][] = [];
  private pieces: string[] = [];
  private size = 0;
  private first: DoneReply | undefined;

  constructor(
    private readonly id: string,
    private readonly onProgress: (text: string) => void,
  ) {}

  /** Takes one line of `bytes` of JSON. Anything but `taken` ends the answer. */
  add(reply: Reply, bytes: number): Taken {
    this.size += bytes;
    if (this.size > ANSWER_LIMIT) return 'too-much';
    return this.keep(reply) ? 'taken' : 'malformed';
  }

  private keep(reply: Reply): boolean {
    switch (reply.k) {
      case 'item':
        for (const value of reply.values) this.items.push(value);
        return true;
      case 'part':
        return this.addPiece(reply.text, reply.last);
      case 'warning':
        this.warnings.push(reply.text);
        return true;
      case 'verbose':
        this.verbose.push(reply.text);
        return true;
      case 'progress':
        this.onProgress(reply.text);
        return true;
      case 'error':
        this.errors.push(toRecord(reply));
        return true;
      case 'done':
        this.first ??= reply;
        return reply.id === this.id;
    }
  }

  /** The answer; undefined when lines are missing. */
  finish(): Answer | undefined {
    const { first, items, warnings, verbose, errors } = this;
    if (first?.items !== items.length || first.errors !== errors.length || this.pieces.length > 0)
      return undefined;
    const { cancelled, session } = first;
    return { items, warnings, verbose, errors, cancelled, session };
  }

  private addPiece(text: string, last: boolean): boolean {
    this.pieces.push(text);
    if (!last) return true;
    const whole = this.pieces.join('');
    this.pieces = [];
    try {
      const values: unknown = JSON.parse(`[${whole}]`);
      if (!Array.isArray(values)) return false;
      for (const value of values) this.items.push(value);
      return true;
    } catch {
      return false;
    }
  }
}

function toRecord(reply: ErrorReply): Answer['errors'][number] {
  return {
    message: reply.message,
    fullyQualifiedErrorId: reply.fqid,
    category: reply.category,
    exceptionType: reply.type,
    position: reply.position,
  };
}

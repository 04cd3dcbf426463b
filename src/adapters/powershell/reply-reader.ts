/**
 * Finds the reply lines of one request in what a shell writes. Anything else on the stream is counted and dropped:
 * memory stays bounded whatever a command prints.
 */
import { parseReply } from './protocol';
import type { Reply } from './protocol';

/** Longest reply line the bridge writes is about 300 KB; more than this is not from it. */
const LINE_LIMIT = 2_000_000;
/** The bridge sends at most 1 MB a page. A shell that writes this much is ended: the library keeps all of it. */
const TOTAL_LIMIT = 16_000_000;

/** Why reading ended before a `done` line. */
export type ReadFault = 'too-much' | 'malformed';

/** Reads the lines of one nonce, in sequence. */
export class ReplyReader {
  private rest = '';
  private total = 0;
  private sequence = 0;
  private over = false;

  constructor(
    private readonly nonce: string,
    /** Told of each reply and of its JSON's length in bytes. */
    private readonly onReply: (reply: Reply, bytes: number) => void,
    private readonly onFault: (fault: ReadFault) => void,
  ) {}

  /** Takes a part of what the shell wrote to standard output. */
  feed(text: string): void {
    if (!this.count(text.length)) return;
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
    if (this.rest.length > LINE_LIMIT) {
      if (this.rest.includes(this.nonce)) this.fault('malformed');
      this.rest = '';
    }
  }

  /** Counts what was written elsewhere, to standard error. False once it is too much. */
  count(length: number): boolean {
    this.total += length;
    if (this.total > TOTAL_LIMIT) this.fault('too-much');
    return !this.over;
  }

  private line(line: string): void {
    if (this.over) return;
    // A command that writes to the console itself may have left text in front.
    const at = line.lastIndexOf(`${this.nonce}|`);
    if (at < 0) return;
    const [, sequence, payload = ''] = line.slice(at).trimEnd().split('|');
    const reply = parseReply(payload);
    if (reply === undefined || Number(sequence) !== this.sequence + 1) {
      this.fault('malformed');
      return;
    }
    this.sequence += 1;
    if (reply.k === 'done') this.over = true;
    this.onReply(reply, Math.floor((payload.length * 3) / 4));
  }

  private fault(fault: ReadFault): void {
    if (this.over) return;
    this.over = true;
    this.rest = '';
    this.onFault(fault);
  }
}

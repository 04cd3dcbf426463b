/** Copies texts, and clears the clipboard after a while where it still holds what was copied here. */
import type { Clock, Log } from '../../../core/ports';

/** How long a copied text stays. */
const CLEAR_AFTER_MS = 60_000;

/** The part of Electron's clipboard that is used. From Electron 44 on its calls answer promises. */
export interface TextClipboard {
  writeText(text: string): void | Promise<void>;
  readText(): string | Promise<string>;
  clear(): void | Promise<void>;
}

/** The clipboard as all windows use it. */
export class ClipboardKeeper {
  private ours: string | null = null;
  private wait = new AbortController();

  constructor(
    private readonly clipboard: TextClipboard,
    private readonly clock: Clock,
    private readonly log: Pick<Log, 'warn'>,
  ) {}

  /** Copies a text; it is cleared after a minute. */
  readonly copy = async (text: string): Promise<void> => {
    this.wait.abort();
    const wait = new AbortController();
    this.wait = wait;
    await Promise.resolve(this.clipboard.writeText(text));
    this.ours = text;
    void this.clearLater(wait.signal);
  };

  /** Clears what was copied here and is still there. What another program copied since stays. */
  async clear(): Promise<void> {
    this.wait.abort();
    const { ours } = this;
    this.ours = null;
    if (ours === null) return;
    const found = await Promise.resolve(this.clipboard.readText());
    if (found === ours) await Promise.resolve(this.clipboard.clear());
  }

  private async clearLater(signal: AbortSignal): Promise<void> {
    try {
      await this.clock.sleep(CLEAR_AFTER_MS, signal);
    } catch {
      // A newer copy has its own minute.
      return;
    }
    await this.clear().catch((fault: unknown) => {
      this.log.warn('clipboard.not-cleared', { detail: String(fault) });
    });
  }
}

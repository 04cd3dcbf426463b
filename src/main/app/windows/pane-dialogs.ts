/** Main's dialogs of one window: a file that was dropped answers the question for it, and a lock takes them away. */
import type { BrowserWindow } from 'electron';
import type { Translator } from '../../../shared/messages';
import { Dialogs } from '../dialogs';
import type { IdleLock } from './idle-lock';

/** Which question a file that was dropped answers. */
type HandedKind = 'customer' | 'result' | 'plan';

/** The dialogs. */
export class PaneDialogs extends Dialogs {
  private handed: { readonly kind: HandedKind; readonly path: string } | null = null;

  constructor(
    window: () => BrowserWindow,
    texts: () => Promise<Translator>,
    private readonly lock: Pick<IdleLock, 'isLocked' | 'untilLocked'>,
  ) {
    super(window, texts);
  }

  /** The next question for such a file is answered with this one. */
  hand(kind: HandedKind, path: string): void {
    this.handed = { kind, path };
  }

  /** An agreement holds only while it may be seen what it is about: a question goes with the lock, and is a refusal. */
  protected override until(): AbortSignal {
    return this.lock.untilLocked;
  }

  /** The system's boxes for files stay open behind the lock; what is chosen there counts for nothing. */
  protected override chosen(path: string | undefined): string | undefined {
    return this.lock.isLocked ? undefined : path;
  }

  override async chooseCustomerFile(): Promise<string | undefined> {
    return this.taken('customer') ?? super.chooseCustomerFile();
  }

  override async choosePlanFile(): Promise<string | undefined> {
    return this.taken('plan') ?? super.choosePlanFile();
  }

  override async chooseResultFile(): Promise<string | undefined> {
    return this.taken('result') ?? super.chooseResultFile();
  }

  private taken(kind: HandedKind): string | undefined {
    const { handed } = this;
    if (handed?.kind !== kind) return undefined;
    this.handed = null;
    return handed.path;
  }
}

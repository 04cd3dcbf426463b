/** Main's dialogs of one window: a file that was dropped answers the question for it, and a lock refuses a run. */
import type { BrowserWindow } from 'electron';
import type { Translator } from '../../../shared/messages';
import { Dialogs } from '../dialogs';
import type { MailboxQuestion, RunQuestion } from '../person';

/** Which question a file that was dropped answers. */
type HandedKind = 'customer' | 'result' | 'plan';

/** The dialogs. */
export class PaneDialogs extends Dialogs {
  private handed: { readonly kind: HandedKind; readonly path: string } | null = null;

  constructor(
    window: () => BrowserWindow,
    texts: () => Promise<Translator>,
    private readonly isLocked: () => boolean,
  ) {
    super(window, texts);
  }

  /** The next question for such a file is answered with this one. */
  hand(kind: HandedKind, path: string): void {
    this.handed = { kind, path };
  }

  /** An agreement holds only while it may be seen what it is about: nothing starts behind the lock. */
  override async confirmRun(question: RunQuestion): Promise<boolean> {
    return (await super.confirmRun(question)) && !this.isLocked();
  }

  override async confirmMailboxTest(question: MailboxQuestion): Promise<boolean> {
    return (await super.confirmMailboxTest(question)) && !this.isLocked();
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

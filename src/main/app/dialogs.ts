import { join } from 'node:path';
import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { CheckFile } from '../../shared/ipc/tenant-channels';
import type { Translator } from '../../shared/messages';
import { plainLine } from '../../shared/plain-text';
import type { HostQuestion, MailboxQuestion, Person, RunQuestion, SaveKind } from './person';
import { runQuestion, whoseLine } from './run-question';

const FILE_TYPES: Readonly<
  Record<
    SaveKind,
    {
      readonly extension: string;
      readonly type:
        'plan' | 'script' | 'customer' | 'bundle' | 'calendar' | 'table' | 'comparison';
    }
  >
> = {
  plan: { extension: 'hplan', type: 'plan' },
  script: { extension: 'ps1', type: 'script' },
  undo: { extension: 'ps1', type: 'script' },
  customer: { extension: 'crossprem', type: 'customer' },
  bundle: { extension: 'zip', type: 'bundle' },
  calendar: { extension: 'ics', type: 'calendar' },
  table: { extension: 'csv', type: 'table' },
  comparison: { extension: 'json', type: 'comparison' },
};

/** Numbers of buttons. */
const DEED = 0;
const SHOW = 1;

/** Main's own dialogs, in the person's language, in front of the window. */
export class Dialogs implements Person {
  private isAsking = false;

  constructor(
    private readonly window: () => BrowserWindow,
    private readonly texts: () => Promise<Translator>,
  ) {}

  async confirmRun(question: RunQuestion): Promise<boolean> {
    const t = await this.texts();
    return this.agreed(async (signal) => {
      for (;;) {
        const response = await this.pressed(runQuestion(question, t), signal);
        if (response !== SHOW || signal.aborted) return response === DEED;
        await this.showCommands(question, t, signal);
      }
    });
  }

  async confirmMailboxTest(asked: MailboxQuestion): Promise<boolean> {
    const t = await this.texts();
    const detail = [whoseLine(asked, t), t.t('main.mailbox.detail')].join('\n');
    const title = t.t('main.mailbox.title', { mailbox: plainLine(asked.mailbox) });
    return this.asked(question(t, title, detail, t.t('main.mailbox.write')));
  }

  async confirmForget(name: string, folder: string): Promise<boolean> {
    const t = await this.texts();
    const detail = t.t('main.forget.detail', { folder });
    const title = t.t('main.forget.title', { name: plainLine(name) });
    return this.asked(question(t, title, detail, t.t('main.forget.remove')));
  }

  async confirmHosts(asked: HostQuestion, end?: AbortSignal): Promise<boolean> {
    const t = await this.texts();
    return this.asked(hostQuestion(asked, t), end);
  }

  async confirmClose(): Promise<boolean> {
    const { t } = await this.texts();
    return this.confirmed({
      message: t('main.quit.title'),
      detail: t('main.quit.detail'),
      buttons: [t('main.quit.close'), t('main.quit.stay')],
    });
  }

  async confirmReload(): Promise<boolean> {
    const { t } = await this.texts();
    return this.confirmed({
      message: t('main.hang.title'),
      detail: t('main.hang.detail'),
      buttons: [t('main.hang.reload'), t('main.hang.wait')],
    });
  }

  async chooseFileToSave(kind: SaveKind, name: string): Promise<string | undefined> {
    const { t } = await this.texts();
    const { extension, type } = FILE_TYPES[kind];
    const answer = await dialog.showSaveDialog(this.window(), {
      // The system's lists of recent files would keep names of customers that are forgotten here.
      properties: ['dontAddToRecent'],
      title: t(`main.save.${kind}`),
      // Without it newer Electrons choose Downloads.
      defaultPath: join(app.getPath('documents'), `${name}.${extension}`),
      filters: [{ name: t(`main.type.${type}`), extensions: [extension] }],
    });
    return this.chosen(answer.canceled || answer.filePath === '' ? undefined : answer.filePath);
  }

  async chooseCustomerFile(): Promise<string | undefined> {
    return this.chooseFile('customer', ['crossprem', 'json']);
  }

  async chooseBackupFile(): Promise<string | undefined> {
    return this.chooseFile('backup', ['json']);
  }

  async choosePlanFile(): Promise<string | undefined> {
    return this.chooseFile('plan', ['hplan', 'json']);
  }

  async chooseResultFile(): Promise<string | undefined> {
    return this.chooseFile('result', ['json']);
  }

  private async chooseFile(
    type: 'customer' | 'result' | 'backup' | 'plan',
    extensions: string[],
  ): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t(`main.open.${type}`),
      defaultPath: app.getPath('documents'),
      properties: ['openFile', 'dontAddToRecent'],
      filters: [{ name: t(`main.type.${type}`), extensions }],
    });
    return this.chosen(answer.canceled ? undefined : answer.filePaths[0]);
  }

  async chooseCollectedFolder(): Promise<string | undefined> {
    return this.chooseFolder('collected', 'documents');
  }

  async chooseUpdateFolder(): Promise<string | undefined> {
    return this.chooseFolder('update', 'downloads');
  }

  private async chooseFolder(
    what: 'collected' | 'update',
    first: 'documents' | 'downloads',
  ): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t(`main.open.${what}`),
      defaultPath: app.getPath(first),
      properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
    });
    return this.chosen(answer.canceled ? undefined : answer.filePaths[0]);
  }

  async choosePowerShell(): Promise<string | undefined> {
    return this.chooseAny('powershell');
  }

  async chooseCheckFile(which: CheckFile): Promise<string | undefined> {
    return this.chooseAny(which);
  }

  async chooseTextFile(): Promise<string | undefined> {
    return this.chooseAny('text');
  }

  /** A file of any kind. */
  private async chooseAny(what: CheckFile | 'powershell' | 'text'): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t(`main.open.${what}`),
      properties: ['openFile', 'dontAddToRecent'],
    });
    return this.chosen(answer.canceled ? undefined : answer.filePaths[0]);
  }

  /** What a question about a customer goes away with; never by itself. */
  protected until(): AbortSignal {
    return new AbortController().signal;
  }

  /** A file or folder that a person chose. */
  protected chosen(path: string | undefined): string | undefined {
    return path;
  }

  /** Shows every command of a run. Loaded when first asked for. */
  protected async showCommands(
    question: RunQuestion,
    t: Translator,
    signal: AbortSignal,
  ): Promise<void> {
    const [{ commandList }, { showCommandList }] = await Promise.all([
      import('./command-list'),
      import('./command-window'),
    ]);
    await showCommandList(this.window(), commandList(question, t.language, t), signal);
  }

  private asked(options: MessageBoxOptions, end?: AbortSignal): Promise<boolean> {
    return this.agreed(async (signal) => (await this.pressed(options, signal)) === DEED, end);
  }

  /** A question about something that is kept or reached: one at a time, so that none covers another. */
  private async agreed(
    ask: (signal: AbortSignal) => Promise<boolean>,
    end?: AbortSignal,
  ): Promise<boolean> {
    if (this.isAsking) return false;
    this.isAsking = true;
    const taken = new AbortController();
    const take = (): void => taken.abort();
    const ends = [this.until(), ...(end === undefined ? [] : [end])];
    for (const signal of ends) signal.addEventListener('abort', take);
    if (ends.some(({ aborted }) => aborted)) take();
    // An older runtime cannot take a box away: the answer that comes later counts for nothing.
    const gone = new Promise<boolean>((resolve) => {
      taken.signal.addEventListener('abort', () => resolve(false));
    });
    try {
      if (taken.signal.aborted) return false;
      const agreed = await Promise.race([ask(taken.signal), gone]);
      return agreed && !taken.signal.aborted;
    } finally {
      this.isAsking = false;
      for (const signal of ends) signal.removeEventListener('abort', take);
    }
  }

  private async confirmed(options: MessageBoxOptions): Promise<boolean> {
    return (await this.pressed(options)) === DEED;
  }

  /** The number of the button: the deed first, the way out last, which Enter and Escape choose. */
  private async pressed(options: MessageBoxOptions, signal?: AbortSignal): Promise<number> {
    const wayOut = (options.buttons?.length ?? 1) - 1;
    const answer = await dialog.showMessageBox(this.window(), {
      type: 'question',
      title: 'Crossprem',
      noLink: true,
      defaultId: wayOut,
      cancelId: wayOut,
      ...(signal === undefined ? {} : { signal }),
      ...options,
    });
    return answer.response;
  }
}

function question(t: Translator, message: string, detail: string, deed: string): MessageBoxOptions {
  return { message, detail, buttons: [deed, t.t('main.dialog.cancel')] };
}

/** Where something would be connected to that was not before. */
function hostQuestion(asked: HostQuestion, t: Translator): MessageBoxOptions {
  const hosts = asked.hosts.map((host) => `• ${plainLine(host)}`);
  const named =
    asked.kind === 'customer'
      ? t.t('main.hosts.title.customer', {
          name: plainLine(asked.customer),
          count: hosts.length,
        })
      : t.t(`main.hosts.title.${asked.kind}`);
  const detail = [...hosts, '', t.t(`main.hosts.detail.${asked.kind}`)].join('\n');
  return question(t, named, detail, t.t(`main.hosts.deed.${asked.kind}`));
}

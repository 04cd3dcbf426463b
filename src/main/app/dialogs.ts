import { join } from 'node:path';
import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { CONSENT_TAGS } from '../../core/model/action';
import { neededPermissions } from '../../core/commands/graph-table';
import type { Action } from '../../core/model/action';
import { withDependents } from '../../core/model/dependents';
import type { Translator } from '../../shared/messages';
import type { MailboxQuestion, Person, RunQuestion, SaveKind } from './person';

/** Rows of a run's question; the Plan screen has them all. */
const ROWS = 14;
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
  plan: { extension: 'json', type: 'plan' },
  script: { extension: 'ps1', type: 'script' },
  undo: { extension: 'ps1', type: 'script' },
  customer: { extension: 'crossprem', type: 'customer' },
  bundle: { extension: 'zip', type: 'bundle' },
  calendar: { extension: 'ics', type: 'calendar' },
  table: { extension: 'csv', type: 'table' },
  comparison: { extension: 'json', type: 'comparison' },
};

/** Main's own dialogs, in the person's language, in front of the window. */
export class Dialogs implements Person {
  constructor(
    private readonly window: () => BrowserWindow,
    private readonly texts: () => Promise<Translator>,
  ) {}

  async confirmRun(question: RunQuestion): Promise<boolean> {
    const t = await this.texts();
    return this.ask(runQuestion(question, t));
  }

  async confirmMailboxTest(asked: MailboxQuestion): Promise<boolean> {
    const t = await this.texts();
    const detail = [whoseLine(asked, t), t.t('main.mailbox.detail')].join('\n');
    const title = t.t('main.mailbox.title', { mailbox: asked.mailbox });
    return this.ask(question(t, title, detail, t.t('main.mailbox.write')));
  }

  async confirmForget(name: string, folder: string): Promise<boolean> {
    const t = await this.texts();
    const detail = t.t('main.forget.detail', { folder });
    return this.ask(
      question(t, t.t('main.forget.title', { name }), detail, t.t('main.forget.remove')),
    );
  }

  async confirmClose(): Promise<boolean> {
    const { t } = await this.texts();
    return this.ask({
      message: t('main.quit.title'),
      detail: t('main.quit.detail'),
      buttons: [t('main.quit.close'), t('main.quit.stay')],
    });
  }

  async confirmReload(): Promise<boolean> {
    const { t } = await this.texts();
    return this.ask({
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
    return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
  }

  async chooseCustomerFile(): Promise<string | undefined> {
    return this.chooseFile('customer', ['crossprem', 'json']);
  }

  async chooseBackupFile(): Promise<string | undefined> {
    return this.chooseFile('backup', ['json']);
  }

  async choosePlanFile(): Promise<string | undefined> {
    return this.chooseFile('plan', ['json']);
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
    return answer.canceled ? undefined : answer.filePaths[0];
  }

  async chooseCollectedFolder(): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t('main.open.collected'),
      defaultPath: app.getPath('documents'),
      properties: ['openDirectory', 'dontAddToRecent'],
    });
    return answer.canceled ? undefined : answer.filePaths[0];
  }

  async choosePowerShell(): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t('main.open.powershell'),
      properties: ['openFile', 'dontAddToRecent'],
    });
    return answer.canceled ? undefined : answer.filePaths[0];
  }

  async chooseTextFile(): Promise<string | undefined> {
    const { t } = await this.texts();
    const answer = await dialog.showOpenDialog(this.window(), {
      title: t('main.open.text'),
      properties: ['openFile', 'dontAddToRecent'],
    });
    return answer.canceled ? undefined : answer.filePaths[0];
  }

  /** Two buttons: the deed first, then the way out, which Enter and Escape choose. */
  private async ask(options: MessageBoxOptions): Promise<boolean> {
    const answer = await dialog.showMessageBox(this.window(), {
      type: 'question',
      title: 'Crossprem',
      noLink: true,
      defaultId: 1,
      cancelId: 1,
      ...options,
    });
    return answer.response === 0;
  }
}

function question(t: Translator, message: string, detail: string, deed: string): MessageBoxOptions {
  return { message, detail, buttons: [deed, t.t('main.dialog.cancel')] };
}

/** The question before a run: count, systems, each row with its tags, what was agreed to and what is left out. */
export function runQuestion(asked: RunQuestion, t: Translator): MessageBoxOptions {
  const { plan, consents, refused } = asked;
  const lacking = plan.actions
    .filter((action) =>
      action.tags.some((tag) => CONSENT_TAGS.includes(tag) && !consents.includes(tag)),
    )
    .map((action) => action.id);
  const leftOut = withDependents([...lacking, ...refused], plan.actions);
  const rows = plan.actions.filter(
    ({ id }) => !leftOut.includes(id) && asked.decided?.has(id) !== true,
  );
  const counts = { changes: rows.length, systems: new Set(rows.map((row) => row.target)).size };
  const lines = rows.slice(0, ROWS).map((row) => {
    const tags = row.tags.map((tag) => t.t(`core.tag.${tag}`));
    // A stored plan may have come from another computer: what will be sent counts, not what its reason says.
    const sent = asked.decided === undefined ? [] : [`· ${sentBy(row)}`];
    return [
      `• ${t.text(row.reason)}`,
      ...(tags.length === 0 ? [] : [`[${tags.join(', ')}]`]),
      ...sent,
    ].join(' ');
  });
  const detail = [
    whoseLine(asked, t),
    t.t('main.run.plan', { fingerprint: plan.fingerprint }),
    '',
    ...lines,
    ...(rows.length > ROWS ? [t.t('main.run.more', { count: rows.length - ROWS })] : []),
    ...permissionLines(rows, t),
    ...(leftOut.length > 0 ? ['', t.t('main.run.left-out', { count: leftOut.length })] : []),
    ...(consents.length > 0
      ? [
          '',
          t.t('main.run.consents', { tags: t.list(consents.map((tag) => t.t(`core.tag.${tag}`))) }),
        ]
      : []),
  ];
  if (asked.decided !== undefined) {
    const title = t.t('main.run.title.continue', counts);
    return question(t, title, detail.join('\n'), t.t('main.run.continue'));
  }
  const deed = plan.kind === 'undo' ? t.t('main.run.undo') : t.t('main.run.apply', counts);
  return question(t, t.t(`main.run.title.${plan.kind}`, counts), detail.join('\n'), deed);
}

/** Whose systems a question is about. */
function whoseLine(asked: RunQuestion | MailboxQuestion, t: Translator): string {
  const args = { name: asked.customer, domain: asked.tenantDomain };
  return asked.practice ? t.t('main.run.practice', args) : t.t('main.run.customer', args);
}

/** Cmdlet or request of an action, as it is sent. */
function sentBy({ operation }: Action): string {
  if ('command' in operation) return operation.command.name;
  if ('request' in operation) return `${operation.request.method} ${operation.request.url}`;
  return operation.file;
}

/** What the sign-in must allow for these rows, so that nobody meets a question for consent unprepared. */
function permissionLines(rows: readonly Action[], t: Translator): readonly string[] {
  const requests = rows.flatMap(({ operation }) =>
    'request' in operation ? [operation.request] : [],
  );
  const names = neededPermissions(requests);
  const lines = names.map((name) => `• ${name} · ${t.t(`sign-in.permission.${name}`)}`);
  return names.length === 0 ? [] : ['', t.t('main.run.permissions'), ...lines];
}

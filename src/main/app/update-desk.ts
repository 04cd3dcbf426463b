/**
 * Updates as the window asks for them: a look, the way to the file, and fetching it into a folder that the person
 * chooses. Installing stays with whoever manages the computer.
 */
import type { DownloadInput } from '../../adapters/update/download';
import { addressIn, askFeed, type UpdateInput } from '../../adapters/update/feed';
import { CodedError, appError, type AppError } from '../../shared/errors';
import type { DownloadView, UpdateAnswer, UpdateFile } from '../../shared/update';
import { errorOf } from './fault-text';
import type { Person } from './person';
import type { Preferences } from './preferences';

/** What the desk needs. */
export interface UpdateDeskOptions
  extends
    Pick<UpdateInput, 'arch' | 'http' | 'platform' | 'publicKey' | 'running'>,
    Pick<DownloadInput, 'fs'> {
  readonly preferences: Pick<Preferences, 'values'>;
  readonly now: () => Date;
  /** Opens an address of the feed. */
  readonly open: (address: string, feed: string) => Promise<void>;
  readonly stream: DownloadInput['open'];
  readonly person: Pick<Person, 'chooseUpdateFolder'>;
  readonly showFile: (path: string) => void;
  readonly onChange: () => void;
}

/** Looks and fetches when asked, and never by itself. */
export class UpdateDesk {
  /** What the last look found, with the feed that said so. */
  private found: { readonly feed: string; readonly file: UpdateFile } | null = null;
  private shown: DownloadView | null = null;
  private running: AbortController | null = null;
  /** The last file that was fetched whole. */
  private fetched: string | null = null;

  constructor(private readonly options: UpdateDeskOptions) {}

  /** How far fetching is; null where nothing was fetched. */
  get view(): DownloadView | null {
    return this.shown;
  }

  /** Asks the feed. HX-UPDOFF where that is off or there is none. */
  async check(): Promise<UpdateAnswer> {
    const { preferences, now, http, platform, arch, publicKey, running } = this.options;
    const { updateFeed: feed } = preferences.values;
    this.found = null;
    this.refuseWhereOff();
    const asked = { http, platform, arch, publicKey, running };
    const answer = await askFeed({ ...asked, feed, now: now() });
    if (answer.kind === 'newer' && answer.file !== null) this.found = { feed, file: answer.file };
    return answer;
  }

  /** Opens what the last look found. */
  async openFile(): Promise<void> {
    const { feed, file } = this.foundNow();
    await this.options.open(addressIn(feed, file.name), feed);
  }

  /** Asks for a folder and begins to fetch what the last look found; how it ends is in the view. */
  async download(): Promise<void> {
    const found = this.foundNow();
    if (this.isRunning) return;
    const folder = await this.options.person.chooseUpdateFolder();
    // Meanwhile it may have been switched off, or begun from the same dialog again.
    if (folder === undefined || this.foundNow() !== found || this.isRunning) return;
    void this.fetch(found, folder);
  }

  /** Stops fetching. What is there stays. */
  cancel(): void {
    this.running?.abort();
  }

  /** Shows what was fetched in its folder. */
  showFile(): void {
    if (this.fetched === null) throw new CodedError(appError('HX-IPC'));
    this.options.showFile(this.fetched);
  }

  private async fetch({ feed, file }: NonNullable<typeof this.found>, folder: string) {
    const running = new AbortController();
    const { fs, stream } = this.options;
    const { name, size } = file;
    this.running = running;
    this.fetched = null;
    this.show({ kind: 'running', name, got: 0, size });
    let told = 0;
    const onProgress = (got: number): void => {
      const percent = Math.floor((got / size) * 100);
      if (percent === told) return;
      told = percent;
      this.show({ kind: 'running', name, got, size });
    };
    const input = { feed, file, folder, fs, open: stream, signal: running.signal, onProgress };
    // Loaded with the first download.
    const work = import('../../adapters/update/download').then((it) => it.downloadUpdate(input));
    const end = await work.then(
      (path): DownloadView => {
        this.fetched = path;
        return { kind: 'done', name };
      },
      (thrown: unknown) => failed(name, errorOf(thrown)),
    );
    this.running = null;
    // Whoever stopped it knows.
    this.show(running.signal.aborted ? null : end);
  }

  private get isRunning(): boolean {
    return this.running !== null;
  }

  private show(view: DownloadView | null): void {
    this.shown = view;
    this.options.onChange();
  }

  private foundNow(): NonNullable<typeof this.found> {
    this.refuseWhereOff();
    const { found } = this;
    if (found?.feed !== this.options.preferences.values.updateFeed)
      throw new CodedError(appError('HX-IPC'));
    return found;
  }

  private refuseWhereOff(): void {
    if (this.options.preferences.values.updates === 'off')
      throw new CodedError(appError('HX-UPDOFF'));
  }
}

function failed(name: string, error: AppError): DownloadView {
  return { kind: 'failed', name, error };
}

/** Examinations and support bundles, as the window asks for them. One examination at a time. */
import { CodedError, appError, type AppError } from '../../shared/errors';
import type { DoctorResult } from '../../shared/doctor';
import type {
  DoctorView,
  SupportPreviewView,
  SupportSavedView,
} from '../../shared/ipc/doctor-view';
import type { Policy } from '../../shared/policy';
import type { Translator } from '../../shared/messages';
import type { BundleFile } from '../../adapters/support/bundle';
import type { CustomerStore, Log } from '../../core/ports';
import type { Person } from './person';

/** What examinations and bundles need of the rest of main. */
export interface DoctorOptions {
  readonly dataFolder: string;
  readonly store: CustomerStore;
  readonly person: Person;
  readonly log: Log;
  readonly texts: () => Promise<Translator>;
  /** What the organisation sets on this computer. */
  readonly policy: () => Policy;
  /** Examines this computer and the open customer. */
  readonly examine: () => Promise<DoctorResult>;
  /** Id of the open customer; null where none is. */
  readonly openCustomer: () => string | null;
  readonly onChange: () => void;
}

/** The examination and the bundle of one window. */
export class Doctor {
  /** The examination under way: whoever comes meanwhile waits for it. */
  private job: Promise<DoctorResult | null> | null = null;
  private result: DoctorResult | null = null;
  private error: AppError | null = null;
  /** What was shown last: nothing else can be saved. */
  private shown: readonly BundleFile[] | null = null;

  constructor(private readonly options: DoctorOptions) {}

  get view(): DoctorView {
    const { job, result, error } = this;
    return { running: job !== null, result, error };
  }

  /** Starts an examination; how it ends is in the view. Does nothing while one is under way. */
  run(): void {
    void this.examined();
  }

  /** Gathers the files of a bundle for the person to look at. Examines first where that was not done. */
  async preview(includeNames: boolean): Promise<SupportPreviewView> {
    const { dataFolder, store, texts } = this.options;
    const doctor = this.result ?? (await this.examined());
    if (doctor === null) throw new CodedError(this.error ?? appError('HX-BUG'));
    const [{ gatherBundle }, t] = await Promise.all([
      import('../../adapters/support/bundle'),
      texts(),
    ]);
    const files = await gatherBundle({
      dataFolder,
      store,
      doctor,
      policy: this.options.policy(),
      customer: this.options.openCustomer(),
      includeNames,
      electron: process.versions.electron,
      readme: t.t(includeNames ? 'doctor.bundle.promise-names' : 'doctor.bundle.promise'),
    });
    this.shown = files;
    return {
      files: files.map(({ name, about, text }) => ({
        name,
        about,
        bytes: Buffer.byteLength(text, 'utf8'),
        text,
      })),
    };
  }

  /** Writes what was shown last but these files, where the person says. */
  async save(leaveOut: readonly string[]): Promise<SupportSavedView> {
    const chosen = this.shown?.filter(({ name }) => !leaveOut.includes(name)) ?? [];
    if (chosen.length === 0) throw new CodedError(appError('HX-IPC'));
    const day = new Date().toISOString().slice(0, 10);
    const file = await this.options.person.chooseFileToSave('bundle', `crossprem-support-${day}`);
    if (file === undefined) return { file: null };
    const { writeBundle } = await import('../../adapters/support/bundle');
    await writeBundle(file, chosen, new Date());
    return { file };
  }

  /** What the examination under way finds, or a new one; null where it failed. */
  private examined(): Promise<DoctorResult | null> {
    this.job ??= this.examine();
    return this.job;
  }

  private async examine(): Promise<DoctorResult | null> {
    const { examine, onChange, log } = this.options;
    this.error = null;
    // Not before the job is known to the view.
    await Promise.resolve();
    onChange();
    try {
      this.result = await examine();
    } catch (thrown) {
      const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      log.error('doctor.failed', { stack });
      this.error = thrown instanceof CodedError ? thrown.error : appError('HX-BUG');
    } finally {
      this.job = null;
      onChange();
    }
    return this.error === null ? this.result : null;
  }
}

/** What the window asks for on its Report screen. */
import { dirname } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { ReportPreview } from '../../shared/ipc/report-view';
import { saveCalendar } from './calendar-file';
import type { DeskOptions } from './desk-options';
import type { OpenCustomer } from './open-customer';
import { loadTexts } from './texts';

/** Reports of the open customer. */
export class ReportDesk {
  constructor(
    private readonly open: OpenCustomer,
    private readonly options: DeskOptions,
  ) {}

  /** Makes the files; they are shown when they are there. */
  make({ language, ...choice }: ChannelInput<'report.make'>): void {
    this.open.startReport(async (state) => {
      // Loaded when the first report is made: it is large, and many starts never need it.
      const [{ makeReport }, texts] = await Promise.all([reportFile(), loadTexts(language)]);
      const { tools } = this.options;
      return makeReport(state, choice, { ...this.options, texts, printPdf: tools.printPdf });
    });
  }

  /** The document as it would be written now. */
  async preview({
    language,
    ...choice
  }: ChannelInput<'report.preview'>): Promise<ReportPreview | null> {
    const [{ previewReport }, texts] = await Promise.all([reportFile(), loadTexts(language)]);
    await this.open.checked();
    return previewReport(this.open.state, choice, { ...this.options, texts });
  }

  /** Saves reminders where the person chose. */
  async calendar({ language }: ChannelInput<'report.calendar'>): Promise<void> {
    await saveCalendar(this.open, this.options.tools.person, await loadTexts(language));
  }

  /** Opens a file of the last report with the system's program, or their folder. */
  async show({ what }: ChannelInput<'report.open'>): Promise<void> {
    const files = this.open.madeReport?.files ?? [];
    const file = what === 'folder' ? files[0] : files.find((item) => item.format === what);
    if (file === undefined) throw new CodedError(appError('HX-IPC'));
    await this.options.tools.openPath(what === 'folder' ? dirname(file.path) : file.path);
  }
}

const reportFile = () => import('./report-file');

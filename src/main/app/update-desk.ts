/** Updates as the window asks for them: a look, and the way to the file. Installing stays with whoever manages the computer. */
import { addressIn, askFeed, type UpdateInput } from '../../adapters/update/feed';
import { CodedError, appError } from '../../shared/errors';
import type { UpdateAnswer } from '../../shared/update';
import type { Preferences } from './preferences';

/** What the desk needs. */
export interface UpdateDeskOptions extends Pick<
  UpdateInput,
  'arch' | 'http' | 'platform' | 'publicKey' | 'running'
> {
  readonly preferences: Pick<Preferences, 'values'>;
  readonly now: () => Date;
  /** Opens an address of the feed. */
  readonly open: (address: string, feed: string) => Promise<void>;
}

/** Looks when asked, and never by itself. */
export class UpdateDesk {
  /** What the last look found, with the feed that said so. */
  private found: { readonly feed: string; readonly name: string } | null = null;

  constructor(private readonly options: UpdateDeskOptions) {}

  /** Asks the feed. HX-UPDOFF where that is off or there is none. */
  async check(): Promise<UpdateAnswer> {
    const { preferences, now, ...others } = this.options;
    const { updateFeed: feed, updates } = preferences.values;
    this.found = null;
    if (updates === 'off') throw new CodedError(appError('HX-UPDOFF'));
    const answer = await askFeed({ ...others, feed, now: now() });
    if (answer.kind === 'newer' && answer.file !== null)
      this.found = { feed, name: answer.file.name };
    return answer;
  }

  /** Opens what the last look found. */
  async openFile(): Promise<void> {
    const { found } = this;
    if (found === null) throw new CodedError(appError('HX-IPC'));
    await this.options.open(addressIn(found.feed, found.name), found.feed);
  }
}

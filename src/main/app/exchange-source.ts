/** Where the open customer's Exchange side is read: its servers, or a folder of files collected there. */
import { basename } from 'node:path';
import { folderShell } from '../../adapters/powershell';
import type { ResolvedCmdlet } from '../../core/model/command';
import type { CallOptions, RightsOutcome, Shell, ShellOutcome } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';

/** A shell that can be turned to a folder and back. */
export class ExchangeSource implements Shell {
  private collected: { readonly folder: string; readonly shell: Shell } | null = null;

  constructor(private readonly live: Shell) {}

  get description(): string {
    return this.collected === null ? this.live.description : basename(this.collected.folder);
  }

  /** The folder that is read; null: the servers. */
  get folder(): string | null {
    return this.collected?.folder ?? null;
  }

  /** Reads from this folder from now on. */
  useFolder(folder: string): void {
    this.collected = { folder, shell: folderShell(folder) };
  }

  /** Reads from the servers from now on. */
  useServers(): void {
    this.collected = null;
  }

  /** Files can be neither changed nor proved to be what the servers say now: HX-COLLECTED. */
  refuseFolder(): void {
    const { folder } = this;
    if (folder !== null) throw new CodedError(appError('HX-COLLECTED', { folder }));
  }

  invoke(command: ResolvedCmdlet, options: CallOptions): Promise<ShellOutcome> {
    return (this.collected?.shell ?? this.live).invoke(command, options);
  }

  rights(options: CallOptions): Promise<RightsOutcome> {
    const none: Promise<RightsOutcome> = Promise.resolve({ kind: 'not-known' });
    return this.collected === null ? (this.live.rights?.(options) ?? none) : none;
  }
}

/** What the window asks for on its History screen. */
import { join } from 'node:path';
import { nodeFileSystem, type FileSystem } from '../../adapters/storage/file-system';
import { readJournalPage } from '../../adapters/storage/journal-page';
import { checkWhole } from '../../adapters/storage/journal-standing';
import { readRunDigest, readRunPlan } from '../../adapters/storage/run-reader';
import { renderOperation } from '../../core/commands/render';
import { compareReads } from '../../core/history/compare';
import type { ReadSnapshot } from '../../core/history/snapshot';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type {
  ComparedReadsView,
  HistoryRunView,
  HistoryView,
  RunIntegrityView,
} from '../../shared/ipc/history-view';
import { canonicalJson } from '../../shared/json';
import type { HistoryReadView } from '../../shared/ipc/known-view';
import { readView } from './projection/read-view';
import { writeChosenFile } from './customer-file';
import type { DeskOptions } from './desk-options';
import type { OpenCustomer } from './open-customer';
import { historyView, lineView, placeOfRun } from './projection/history-view';

/** Lines of a journal that are shown at a time. */
const PAGE = 100;

/** The history of the open customer. */
export class HistoryDesk {
  constructor(
    private readonly open: OpenCustomer,
    private readonly options: Pick<DeskOptions, 'dataFolder' | 'tools'>,
    private readonly fs: FileSystem = nodeFileSystem,
  ) {}

  /** Everything, newest first. */
  async list(): Promise<HistoryView> {
    const { history, session } = this.open;
    const [book, kept] = await Promise.all([history.entries(), history.kept()]);
    return historyView(book, kept, session.state.runs, history.drift);
  }

  /** One run with a page of its journal. */
  async run({ run, from }: ChannelInput<'history.run'>): Promise<HistoryRunView> {
    const folder = this.folderOf(run);
    const journal = join(folder, 'journal.jsonl');
    const [plan, digest, page] = await Promise.all([
      readRunPlan(this.fs, folder),
      readRunDigest(this.fs, journal),
      readJournalPage(this.fs, journal, from, PAGE),
    ]);
    const { summary, endedAt, consents } = digest;
    const { where } = this.open.state;
    const outcomes = new Map(digest.actions.map((item) => [item.id, item]));
    return {
      id: run,
      planKind: summary.kind,
      fingerprint: summary.fingerprint,
      startedAt: summary.startedAt,
      endedAt,
      result: summary.result,
      consents,
      actions: plan.actions.map((action) => ({
        id: action.id,
        reason: action.reason,
        command: renderOperation(action.operation),
        where: placeOfRun(where[action.target], summary.carriedTo),
        outcome: outcomes.get(action.id)?.outcome ?? 'not-started',
        error: outcomes.get(action.id)?.error ?? null,
      })),
      lines: { from, total: page.total, items: page.lines.map(lineView) },
    };
  }

  /** Reads a whole journal: every line with its link to the one before. */
  async check({ run }: ChannelInput<'history.check'>): Promise<RunIntegrityView> {
    try {
      const path = join(this.folderOf(run), 'journal.jsonl');
      const { lines, tailDamaged } = await checkWhole(this.fs, path);
      return { state: tailDamaged ? 'tail' : 'intact', lines };
    } catch (fault) {
      if (!(fault instanceof CodedError) || fault.error.code !== 'HX-JRN') throw fault;
      return { state: 'damaged', line: Number(fault.error.args['line'] ?? 0) };
    }
  }

  /** Two reads side by side. */
  async compare(pair: ChannelInput<'history.compare'>): Promise<ComparedReadsView> {
    const [before, after] = await Promise.all([
      this.snapshot(pair.before),
      this.snapshot(pair.after),
    ]);
    const named = ({ id, at }: ReadSnapshot) => ({ id, at });
    return { before: named(before), after: named(after), ...compareReads(before, after) };
  }

  /** Which reads there were of one read of everything. */
  async read({ snapshot }: ChannelInput<'history.read'>): Promise<HistoryReadView> {
    return readView(await this.snapshot(snapshot));
  }

  /** Saves a comparison where the person chose. */
  async export(pair: ChannelInput<'history.export'>): Promise<boolean> {
    const compared = await this.compare(pair);
    const { id } = this.open.session.state.record;
    const name = `${id}-${pair.before}-${pair.after}`;
    const text = `${canonicalJson({ format: 1, customer: id, ...compared })}\n`;
    const file = await this.options.tools.person.chooseFileToSave('comparison', name);
    if (file === undefined) return false;
    await writeChosenFile(file, text);
    return true;
  }

  private folderOf(run: string): string {
    const { id } = this.open.session.state.record;
    return join(this.options.dataFolder, 'customers', id, 'runs', run);
  }

  private async snapshot(id: string): Promise<ReadSnapshot> {
    const found = await this.open.history.snapshot(id);
    if (found === undefined) throw new CodedError(appError('HX-SNAPSHOT'));
    return found;
  }
}

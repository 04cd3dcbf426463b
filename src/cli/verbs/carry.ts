/** Hand-carry: `script --target` writes a script for another computer, `load` takes its result in. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import { fileError } from '../../adapters/storage/file-system';
import type { LoadedResult } from '../../core/carry/carry-types';
import type { CarriedScript } from '../../core/carry/script';
import type { TrialScript } from '../../core/carry/trial-script';
import type { TrialRow } from '../../core/carry/trial';
import type { JournalEntry } from '../../core/model/journal';
import type { Plan } from '../../core/model/plan';
import type { Translator } from '../../shared/messages';
import type { CommandLine } from '../arguments';
import { wrongUse } from '../wrong-use';
import type { ExitCode } from '../exit-codes';
import { EXIT, runExit } from '../exit-codes';
import type { Output } from '../output';
import type { Workplace } from '../workplace';
import { lastUndoable } from './apply';
import { save } from './inspect';

/** Writes a script that a person takes to `target`: `exchange`, `tenant`, or a server. */
export async function carryScriptVerb(
  target: string,
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  return tellScript(await makeScript(target, line, place), line, out);
}

/** Writes a script that was made, or prints it. */
export async function tellScript(
  script: CarriedScript | TrialScript,
  line: CommandLine,
  out: Output,
): Promise<ExitCode> {
  out.endProgress();
  const { manifest, resultFile, text } = script;
  if (line.out !== undefined) {
    await save(line.out, text);
    out.line(out.translator.t('cli.saved', { file: resolve(line.out) }));
    out.line(out.translator.t('cli.carry.next', { file: resultFile }));
  } else if (!line.json) out.raw(text);
  if (line.json)
    out.json({
      manifest,
      resultFile,
      collects: 'program' in script ? script.program.steps : [],
      ...(line.out === undefined ? { script: text } : {}),
    });
  return EXIT.done;
}

async function makeScript(
  target: string,
  line: CommandLine,
  { hand, session }: Workplace,
): Promise<CarriedScript | TrialScript> {
  if (line.look) return hand.look(target);
  const write = (): Promise<CarriedScript | TrialScript> =>
    line.whatIf ? hand.trial(target) : hand.script(target);
  if (!line.undo) {
    await session.makePlan();
    return write();
  }
  const last = lastUndoable(session.state.runs);
  if (last === undefined)
    throw new CodedError(appError('HX-CARRYORDER', { target, n: 0, list: '' }));
  await session.planUndo(last.id);
  return write();
}

/** Takes a result file in: answers of a look, or the evidence of a run. */
export async function loadVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const [path] = line.words;
  if (path === undefined) throw wrongUse('load FILE');
  const loaded = await place.hand.load(await read(path), basename(path));
  if (loaded.kind === 'trial') return tellTrial(loaded, line, out, place);
  const { translator } = out;
  const { run } = place.session.state;
  const entries = loaded.run !== null && run?.id === loaded.run ? run.entries : [];
  out.line(
    translator.t(`cli.carry.loaded-${loaded.kind}`, { host: loaded.host, run: loaded.run ?? '' }),
  );
  if (run !== null) showEntries(run.plan, entries, out);
  if (loaded.missing > 0) out.line(translator.t('cli.carry.missing', { n: loaded.missing }));
  const result = loaded.run === null ? null : (run?.result ?? null);
  if (line.json) out.json({ ...loaded, result });
  if (result !== null && run !== null) return runExit(result, run.plan);
  return loaded.missing > 0 ? EXIT.person : EXIT.done;
}

/** What a trial said of each row. A command that was refused is a check that failed. */
function tellTrial(
  loaded: LoadedResult,
  line: CommandLine,
  out: Output,
  { hand }: Workplace,
): ExitCode {
  const trial = hand.trials.trials.at(-1);
  if (trial === undefined) return EXIT.done;
  const { t } = out.translator;
  const { fingerprint, rows } = trial;
  out.line(t('cli.carry.loaded-trial', { host: loaded.host, fingerprint }));
  for (const row of rows) {
    out.line(`  ${row.outcome === 'refused' ? '✗' : '·'} ${row.id} · ${trialText(row, t)}`);
    for (const words of [row.text, row.error?.message ?? '', ...row.warnings])
      for (const one of words.split('\n')) if (one !== '') out.line(`      ${one}`);
  }
  if (line.json) out.json({ ...loaded, result: null, fingerprint, rows });
  return rows.some((row) => row.outcome === 'refused') ? EXIT.failed : EXIT.done;
}

function trialText({ outcome, text, waitsFor }: TrialRow, t: Translator['t']): string {
  if (outcome === 'waits') return t('whatif.waits-report', { list: waitsFor.join(', ') });
  if (outcome === 'accepted') return t(text === '' ? 'whatif.accepted-silent' : 'whatif.accepted');
  return t(`whatif.${outcome}`);
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

function showEntries(plan: Plan, entries: readonly JournalEntry[], out: Output): void {
  const { translator: t } = out;
  const reason = (id: string): string => {
    const action = plan.actions.find((item) => item.id === id);
    return action === undefined ? id : t.text(action.reason);
  };
  for (const entry of entries) {
    if (entry.type === 'left-out')
      out.line(
        `  · ${reason(entry.action)} (${t.text({ key: `cli.left-out.${entry.reason}`, args: {} })})`,
      );
    if (entry.type === 'outcome') {
      const how = t.text({ key: `cli.outcome.${entry.outcome}.${entry.decidedBy}`, args: {} });
      out.line(`  ${entry.outcome === 'done' ? '✓' : '✗'} ${reason(entry.action)} · ${how}`);
      if (entry.error !== undefined) out.error(entry.error);
    }
    if (entry.type === 'run-ended') {
      out.line(t.text({ key: `cli.result.${entry.result}`, args: { run: '' } }));
      if (entry.error !== undefined) out.error(entry.error);
    }
  }
}

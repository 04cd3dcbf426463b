/** Verbs that change nothing: `read`, `plan`, `verify`, `script`. */
import { transportWays } from '../../core/engine/transport';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileError } from '../../adapters/storage/file-system';
import { renderScript, renderUndoScript } from '../../core/commands/script';
import { foldJournal, resultsOf } from '../../core/engine/progress';
import { noticesOfPlan } from '../../core/notices/notices';
import type { CommandLine } from '../arguments';
import type { ExitCode } from '../exit-codes';
import { EXIT, planExit, verifyExit } from '../exit-codes';
import type { Output } from '../output';
import { errorLines } from '../output';
import { planJson } from '../plan-json';
import { showPlan, showVerification } from '../show';
import { showNotices } from '../show-notices';
import type { Workplace } from '../workplace';

/** Reads the real state and shows what was found. 4 when something was not reached. */
export async function readVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  await place.session.read();
  out.endProgress();
  const observations = [...(place.session.state.observations?.values() ?? [])];
  for (const item of observations) {
    if (item.status === 'read') {
      out.line(`✓ ${item.source}`);
      for (const [name, value] of Object.entries(item.facts))
        out.line(`    ${name}: ${JSON.stringify(value)}`);
    } else {
      out.line(`? ${item.source}`);
      for (const text of errorLines(out.translator, item.error)) out.line(`    ${text}`);
    }
  }
  if (line.json) {
    out.json(
      observations.map((item) => ({
        read: item.request.read,
        arguments: item.request.arguments,
        target: item.target,
        at: item.at,
        source: item.source,
        ...(item.status === 'read' ? { facts: item.facts } : { error: item.error }),
      })),
    );
  }
  return observations.every((item) => item.status === 'read') ? EXIT.done : EXIT.person;
}

/** Makes the plan and shows it; with --out it is saved for `apply --plan`. */
export async function planVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const plan = await place.session.makePlan();
  out.endProgress();
  // With --json these go to standard error: the shape of a plan is fixed.
  showNotices(noticesOfPlan(plan), out);
  if (line.json) out.json(planJson(plan, place.rules));
  else showPlan(plan, transportWays(place.session.state.record), place.rules, out);
  if (line.out !== undefined) {
    await save(line.out, `${JSON.stringify(plan, null, 2)}\n`);
    out.line(out.translator.t('cli.saved', { file: resolve(line.out) }));
  }
  return planExit(plan);
}

/** Compares again from scratch, and takes down what a person saw of the state that was just verified. */
export async function verifyVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  let verification = await place.session.verify(undefined, line.consents);
  for (const check of line.checks) verification = await place.session.recordCheck(check);
  out.endProgress();
  if (line.json) out.json(verification);
  else showVerification(verification, out);
  return verifyExit(verification);
}

/** Writes the exact script of the plan, or with --undo the way back of the last run (of the plan where nothing ran). */
export async function scriptVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const { run } = place.session.state;
  const plan = line.undo && run !== null ? run.plan : await place.session.makePlan();
  out.endProgress();
  const results = run === null ? undefined : resultsOf(foldJournal(run.entries));
  const { record } = place.session.state;
  const { text } = line.undo ? renderUndoScript(plan, record, results) : renderScript(plan, record);
  if (line.out === undefined) {
    if (line.json) out.json({ fingerprint: plan.fingerprint, script: text });
    else out.raw(text);
  } else {
    await save(line.out, text);
    out.line(out.translator.t('cli.saved', { file: resolve(line.out) }));
  }
  return EXIT.done;
}

/** Writes a file the person named. */
export async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, 'utf8');
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

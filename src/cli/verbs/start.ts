/** `start`: the whole practice run in the terminal: read, plan, apply, verify, report. */
import { controlLab } from '../../adapters/practice/lab-client';
import type { ExitCode } from '../exit-codes';
import { EXIT, verifyExit } from '../exit-codes';
import type { Output } from '../output';
import { showVerification } from '../show';
import type { Invocation, Workplace } from '../workplace';
import { withLab, withWorkplace } from '../workplace';
import { dataFolder, openStore } from '../composition';
import { applyVerb } from './apply';
import { writeReport } from './report';

/**
 * Runs the practice scenario with every consent. A lab that an earlier run left set up (or half way, with nothing
 * interrupted) is reset first, so that there is something to watch.
 */
export async function startVerb(given: Invocation, out: Output): Promise<ExitCode> {
  const line: Invocation = {
    ...given,
    lab: true,
    customer: undefined,
    yes: true,
    consents: [
      'interrupts-service',
      'writes-mailbox',
      'adds-credential',
      'removes-credential',
      'grants-full-trust',
      'cannot-undo',
      'needs-tenant-admin',
    ],
  };
  out.line(out.translator.t('cli.start.title'));
  await resetWhenDone(line, out);
  return withWorkplace(line, out, async (place) => {
    const applied = await applyVerb(line, out, place);
    out.line();
    out.line(out.translator.t('cli.start.verifying'));
    const verification = await place.session.verify(undefined, line.consents);
    out.endProgress();
    showVerification(verification, out);
    const [html] = await writeReport(line, out, place);
    out.line();
    if (html !== undefined) out.line(out.translator.t('cli.report.html', { file: html.path }));
    const verified = verifyExit(verification);
    return verified === EXIT.done ? applied : verified;
  });
}

async function resetWhenDone(line: Invocation, out: Output): Promise<void> {
  const setUp = await withWorkplace(line, out, ({ session }: Workplace) => {
    const { run, runs } = session.state;
    return Promise.resolve(
      run?.interrupted !== true && runs.length > 0 && line.start === undefined,
    );
  });
  if (!setUp && line.start === undefined) return;
  const folder = dataFolder(line.data);
  await withLab(line, folder, (lab) =>
    controlLab(lab.ready, { op: 'reset', seed: line.seed ?? 1, start: line.start ?? 'empty' }),
  );
  await openStore(folder).remove('practice');
  out.line(out.translator.t('cli.start.reset', { start: line.start ?? 'empty' }));
}

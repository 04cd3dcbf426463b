/** An examination as text. */
import type { DoctorResult, Ladder, Rung, WorkstationCheck } from '../shared/doctor';
import type { AppError } from '../shared/errors';
import type { Output } from './output';
import { errorLines } from './output';

const MARKS = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  'not-used': '–',
  'not-tried': '?',
} as const;

/** Prints checks, ladders with every rung, ways to the servers, and the verdict. */
export function showDoctor(result: DoctorResult, out: Output): void {
  const { translator: t } = out;
  out.line(t.t('doctor.workstation'));
  for (const check of result.checks) showCheck(check, out);
  for (const ladder of result.ladders) showLadder(ladder, out);
  out.line();
  out.line(t.t('doctor.transports'));
  for (const { id, state, reason } of result.transports) {
    const words = t.t(`doctor.transport-state.${state}`);
    const mark = state === 'works' ? '✓' : state === 'not-known' ? '?' : '–';
    out.line(`  ${mark} ${t.t(`doctor.transport.${id}`)} · ${words}`);
    out.line(`      ${t.text(reason)}`);
  }
  out.line();
  out.line(t.t(`doctor.verdict.${result.verdict}`));
}

function showCheck({ id, state, text, error }: WorkstationCheck, out: Output): void {
  const { translator: t } = out;
  out.line(`  ${MARKS[state]} ${t.t(`doctor.check-name.${id}`)} · ${t.text(text)}`);
  if (error !== undefined) showError(error, out);
}

function showLadder(ladder: Ladder, out: Output): void {
  const { translator: t } = out;
  const way = t.t(`doctor.way.${ladder.way}`);
  out.line();
  out.line(`${t.t(`doctor.ladder.${ladder.id}`)} · ${ladder.target} · ${way}`);
  if (ladder.rungs.length === 0) out.line(`  – ${t.t('doctor.ladder.carry')}`);
  for (const rung of ladder.rungs) showRung(rung, out);
}

function showRung(rung: Rung, out: Output): void {
  const { translator: t } = out;
  const words = 'error' in rung ? t.t(`doctor.state.${rung.state}`) : t.text(rung.note);
  out.line(`  ${MARKS[rung.state]} ${t.t(`doctor.rung.${rung.id}`)} · ${words}`);
  if ('error' in rung) showError(rung.error, out);
}

function showError(error: AppError, out: Output): void {
  for (const text of errorLines(out.translator, error)) out.line(`      ${text}`);
}

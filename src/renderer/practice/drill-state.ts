/** Whether a drill is solved: derived from what main shows, and from when its code was seen last. */
import type { ErrorCode } from '../../shared/errors';
import type { CustomerView } from '../../shared/ipc/views';
import type { Drill } from '../../shared/practice/drills';
import type { DrillProgress } from '../../shared/practice/progress';

/** `look`: the trouble was not met yet. `mend`: it was. */
export type DrillPhase = 'look' | 'mend' | 'solved';

/** What of a customer tells codes. */
type Shown = Pick<
  CustomerView,
  | 'busy'
  | 'error'
  | 'findings'
  | 'inputProblems'
  | 'plan'
  | 'practice'
  | 'readAt'
  | 'run'
  | 'signIn'
  | 'steps'
  | 'verification'
>;

/** Every code that is shown about a customer now. */
function codesShown(open: Shown): ReadonlySet<ErrorCode> {
  const { error, findings, inputProblems, plan, run, signIn, steps, verification } = open;
  return new Set([
    ...(error === null ? [] : [error.code]),
    ...(signIn.state === 'failed' ? [signIn.error.code] : []),
    ...[...findings, ...steps.flatMap((step) => step.findings)].map(({ code }) => code),
    ...(plan?.findings ?? []).map(({ code }) => code),
    ...(isTokenRefused(verification) ? (['HX-TOKEN'] as const) : []),
    ...inputProblems.map((item) => item.error.code),
    ...(isOutdated(plan, run) ? (['HX-OLD'] as const) : []),
    ...(run === null || run.error === null ? [] : [run.error.code]),
    ...(run?.actions ?? []).flatMap((action) => action.error?.code ?? []),
  ]);
}

/** A proof of this rung is Test-OAuthConnectivity's: failed, it is HX-TOKEN. */
function isTokenRefused(verification: Shown['verification']): boolean {
  const proofs = verification?.proofs ?? [];
  return proofs.some(({ rung, verdict }) => rung === 'token-accepted' && verdict === 'failed');
}

function isOutdated(plan: Shown['plan'], run: Shown['run']): boolean {
  return (plan !== null && plan.outdated !== null) || run?.state === 'outdated';
}

type Seen = NonNullable<DrillProgress['seen']>;

/** Which read, run and verification are shown. */
function momentOf({ readAt, run, verification }: Shown): Seen {
  return {
    readAt,
    run: run === null ? null : `${run.id} ${run.state}`,
    proof: verification?.at ?? null,
  };
}

const ENDED_WELL: readonly string[] = ['done', 'nothing-to-do', 'partly'];

/** A read or a run of later than the code was seen, so that its absence means something. */
function isLater(seen: Seen, open: Shown): boolean {
  const now = momentOf(open);
  if (open.readAt !== null && now.readAt !== seen.readAt) return true;
  if (open.verification !== null && now.proof !== seen.proof) return true;
  return now.run !== seen.run && open.run !== null && ENDED_WELL.includes(open.run.state);
}

function isVerified({ run, verification }: Shown): boolean {
  if (run === null || !ENDED_WELL.includes(run.state) || verification === null) return false;
  return verification.proofs.every(
    ({ verdict }) => verdict === 'verified' || verdict === 'by-hand',
  );
}

/** What the shown state makes of a drill. `named`: codes that were shown for a pasted text. */
export function drillNow(
  drill: Drill,
  progress: DrillProgress,
  open: Shown | null,
  named: ReadonlySet<ErrorCode>,
): { readonly phase: DrillPhase; readonly seen: DrillProgress['seen'] } {
  if (progress.solved) return { phase: 'solved', seen: progress.seen };
  if (drill.goal === 'named') {
    const solved = drill.codes.some((code) => named.has(code));
    return { phase: solved ? 'solved' : 'look', seen: null };
  }
  if (open?.practice !== true) return { phase: phaseOf(progress.seen), seen: progress.seen };
  const codes = codesShown(open);
  const present = drill.codes.some((code) => codes.has(code));
  const seen = present ? momentOf(open) : progress.seen;
  if (open.busy !== null || present) return { phase: phaseOf(seen), seen };
  return { phase: isSolved(drill, seen, open) ? 'solved' : phaseOf(seen), seen };
}

function phaseOf(seen: DrillProgress['seen']): DrillPhase {
  return seen === null ? 'look' : 'mend';
}

function isSolved(drill: Drill, seen: DrillProgress['seen'], open: Shown): boolean {
  switch (drill.goal) {
    case 'gone':
      return seen !== null && isLater(seen, open);
    case 'decided':
      return (
        open.run?.state === 'done' && open.run.actions.some((action) => action.decidedByReading)
      );
    case 'verified':
      return isVerified(open);
    case 'named':
      return false;
  }
}

/** How the open customer is recognised, and what an imported one still lacks. */
import type { IdentityView, StagingView } from '../../../shared/ipc/views';
import { wantedOf } from '../../../core/engine/plan';
import { mayTakeOver, takeOverChecks } from '../../../core/engine/take-over';
import type { CustomerRecord } from '../../../core/model/customer';
import type { OpenState } from './state';

/** What was recorded at the first read. */
export function identityView({ identity }: CustomerRecord): IdentityView {
  return {
    organisation: identity?.organisation ?? null,
    sipDomain: identity?.sipDomain ?? null,
    recordedAt: identity?.recordedAt ?? null,
  };
}

/** The checks of an imported customer; null where it may be changed. */
export function stagingView({ session, known, now }: OpenState): StagingView | null {
  const { record } = session;
  if (record.staged === undefined) return null;
  const checks = takeOverChecks(wantedOf(record), known ?? new Map(), now);
  return { importedAt: record.staged.at, checks, isReady: mayTakeOver(checks) };
}

/** When fields were last typed before an unexpected end; null where nothing was, or something was typed since. */
export function restoredAt({ openedAs, session }: OpenState): string | null {
  const { typedAt } = openedAs;
  return typedAt !== undefined && session.record.typedAt === typedAt ? typedAt : null;
}

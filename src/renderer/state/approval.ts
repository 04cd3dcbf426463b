import type { PlanView } from '../../shared/ipc/views';
import type { UiState } from './ui-store';

/** What was typed as a fingerprint: spaces and hyphens do not count, nor does the case. */
export function fingerprintOf(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s\-\u2010-\u2015\uFF0D]/gu, '');
  return /^[0-9A-F]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null;
}

/** What was typed as the approver's code of this plan. */
export function typedCode(state: UiState, plan: PlanView): string {
  return state.approval.plan === plan.fingerprint ? state.approval.typed : '';
}

/** What says that this plan is not the approved one: a code, or a saved plan. */
export function approvalHeld(state: UiState, plan: PlanView): 'code' | 'file' | null {
  const typed = typedCode(state, plan);
  if (typed.trim() !== '' && fingerprintOf(typed) !== plan.fingerprint) return 'code';
  const { compared } = state;
  return compared?.plan === plan.fingerprint && compared.file.kind === 'differs' ? 'file' : null;
}

/** A verification as the window shows it. */
import type { ProofView, SignedView, VerificationView } from '../../../shared/ipc/views';
import type { SignedCheck } from '../../../core/model/feature-check';
import type { Proof, Verification } from '../../../core/model/proof';

/** The ladder, with what people signed. */
export function verificationView({ at, state, proofs }: Verification): VerificationView {
  return { at, fingerprint: state?.fingerprint ?? null, proofs: proofs.map(proofView) };
}

function proofView(proof: Proof): ProofView {
  const { resource, step, title, rung, verdict, comparisons, signed } = proof;
  const shown = signed === undefined ? null : signedView(signed);
  return { resource, step, title, rung, verdict, comparisons, signed: shown };
}

function signedView({ result, by, note, at, state, current }: SignedCheck): SignedView {
  return { result, by, note, at, fingerprint: state.fingerprint, current };
}

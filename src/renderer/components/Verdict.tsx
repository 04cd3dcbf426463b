import {
  ArrowSwap16Regular,
  CheckmarkCircle16Regular,
  DismissCircle16Regular,
  HandRight16Regular,
  QuestionCircle16Regular,
} from '@fluentui/react-icons';
import { useTranslator } from '../i18n/translator';

/** Verdicts of comparisons and proofs. */
export type VerdictKind =
  'equal' | 'differs' | 'verified' | 'failed' | 'could-not-check' | 'by-hand';

const LOOK = {
  equal: [CheckmarkCircle16Regular, 'tone-ok'],
  verified: [CheckmarkCircle16Regular, 'tone-ok'],
  differs: [ArrowSwap16Regular, 'tone-warn'],
  failed: [DismissCircle16Regular, 'tone-danger'],
  'could-not-check': [QuestionCircle16Regular, 'tone-warn'],
  'by-hand': [HandRight16Regular, 'tone-brand'],
} as const satisfies Record<VerdictKind, unknown>;

/** Icon and word of a verdict; "could not check" is never the look of "failed". */
export function Verdict(props: { kind: VerdictKind }) {
  const { t } = useTranslator();
  const [Icon, tone] = LOOK[props.kind];
  return (
    <span className={`verdict ${tone}`}>
      <Icon aria-hidden="true" />
      {t(`ui.verdict.${props.kind}`)}
    </span>
  );
}

import type { PlanView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';
import { Sign, type SignKind } from './Sign';

const COUNTS = [
  ['add', 'add'],
  ['change', 'change'],
  ['keep', 'keep'],
  ['remove', 'remove'],
  ['by-hand', 'byHand'],
  ['cannot-preview', 'cannotPreview'],
] as const satisfies readonly (readonly [SignKind, keyof PlanView['counts']])[];

/** All six counts, also those that are zero. */
export function Counts({ counts }: { counts: PlanView['counts'] }) {
  const { t } = useTranslator();
  return (
    <ul className="counts" data-testid={TEST_IDS.planCounts}>
      {COUNTS.map(([kind, name]) => (
        <li
          key={kind}
          className={`count sign-${kind} ${counts[name] === 0 ? 'count-none' : ''}`}
          data-testid={testId.count(kind)}
        >
          <Sign kind={kind} />
          {t(`ui.plan.count-${kind}`, { count: counts[name] })}
        </li>
      ))}
    </ul>
  );
}

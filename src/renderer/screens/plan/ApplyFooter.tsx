import { Button } from '@fluentui/react-components';
import type { CustomerView, PlanView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { LoadResultButton, SaveCarriedButton } from '../../components/Carry';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices, useUi } from '../../state/context';
import { fingerprintOf, typedCode } from '../../state/approval';
import type { ApplyScope } from '../../state/consent';
import { goTo } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';

/** Why Apply cannot be used now, in words; null when it can. */
function applyBlocked(
  customer: CustomerView,
  plan: PlanView,
  scope: ApplyScope,
  { t }: Translator,
): string | null {
  if (customer.staging !== null) return t('ui.plan.reason-staged');
  if (customer.run?.state === 'interrupted') return t('ui.plan.reason-interrupted');
  if (customer.collected !== null) return t('ui.plan.reason-collected');
  if (customer.busy !== null) return t(`ui.busy.${customer.busy}`);
  if (plan.outdated !== null) return t('ui.plan.reason-outdated');
  if (customer.carry.onlyByHand) return t('ui.plan.reason-by-hand');
  if (plan.groups.every(({ actions }) => actions.every(({ refused }) => refused !== null)))
    return t('ui.plan.reason-policy');
  if (scope.changes.length === 0) return t('ui.plan.reason-consent');
  return null;
}

/** In place of Apply, where everything is carried by hand: the next script first, then those beside it. */
function CarryButtons({ customer }: { customer: CustomerView }) {
  const [next, ...beside] = customer.carry.sides.filter((side) => side.ready > 0);
  return (
    <div className="row">
      <LoadResultButton customer={customer} />
      {beside.map(({ target }) => (
        <SaveCarriedButton key={target} customer={customer} kind="script" target={target} />
      ))}
      {next !== undefined && (
        <SaveCarriedButton customer={customer} kind="script" target={next.target} primary />
      )}
    </div>
  );
}

/** Apply with its true numbers; its reason to wait stands beside it as text. */
export function ApplyFooter(props: {
  customer: CustomerView;
  plan: PlanView;
  scope: ApplyScope;
  /** Why the screen itself holds Apply back; null where it does not. */
  held: string | null;
}) {
  const translator = useTranslator();
  const { t } = translator;
  const call = useCall();
  const { ui, views } = useServices();
  const { customer, plan, scope } = props;
  const approved = useUi((state) => fingerprintOf(typedCode(state, plan)));
  const blocked = applyBlocked(customer, plan, scope, translator) ?? props.held;
  const leftOut =
    scope.open.length === 0
      ? null
      : t('ui.plan.left-out', { consents: scope.open.length, rows: scope.heldBack.size });
  const apply = async (): Promise<void> => {
    const before = customer.run?.id;
    const answer = await call('run.start', {
      fingerprint: plan.fingerprint,
      consents: [...scope.given],
      ...(approved !== null && { approved }),
    });
    // Main asks once more; without a yes there is no run to watch.
    const open = views.store.getState().view?.open;
    if (answer.ok && (open?.busy === 'run' || open?.run?.id !== before)) goTo(ui, 'run');
  };
  return (
    <div className="page-foot">
      <p
        id="apply-reason"
        className={blocked === null ? 'muted' : 'tone-warn'}
        data-testid={TEST_IDS.applyReason}
      >
        {blocked ?? leftOut ?? t('ui.plan.again')}
      </p>
      <div className="end">
        {customer.carry.onlyByHand ? (
          <CarryButtons customer={customer} />
        ) : (
          <Button
            appearance="primary"
            size="large"
            disabled={blocked !== null}
            aria-describedby="apply-reason"
            data-primary
            data-testid={TEST_IDS.apply}
            onClick={() => void apply()}
          >
            {t(plan.kind === 'undo' ? 'ui.plan.apply-undo' : 'ui.plan.apply', {
              changes: scope.changes.length,
              systems: scope.systems,
            })}
          </Button>
        )}
      </div>
    </div>
  );
}

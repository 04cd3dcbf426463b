import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import type { CustomerView, StepView } from '../../../shared/ipc/views';
import { ResourceState } from '../../components/Resources';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';

function Compared({ step }: { step: StepView }) {
  const { t, text } = useTranslator();
  return step.resources.map((resource) => (
    <tr key={resource.id}>
      <th scope="row">{text(resource.title)}</th>
      <td data-label={t('ui.plan.compared-values')}>
        {t('ui.resource.compared', { count: resource.comparisons.length })}
      </td>
      <td>
        <ResourceState state={resource.state} />
      </td>
    </tr>
  ));
}

/** "No changes needed" is a result: it lists what was compared. */
export function NoChanges({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  return (
    <section className="card stack no-changes" data-testid={TEST_IDS.planNoChanges}>
      <h2 className="verdict tone-ok">
        <CheckmarkCircle24Regular aria-hidden="true" />
        {t('ui.plan.no-changes')}
      </h2>
      <p>{t('ui.plan.no-changes-text')}</p>
      <table className="facts">
        <caption className="visually-hidden">{t('ui.plan.compared')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.plan.compared')}</th>
            <th scope="col">{t('ui.plan.compared-values')}</th>
            <th scope="col">{t('ui.compare.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {customer.steps.map((step) => (
            <Compared key={step.id} step={step} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

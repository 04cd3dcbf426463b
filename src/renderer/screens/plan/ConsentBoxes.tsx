import type { ReactNode } from 'react';
import type { PlanView, TagView } from '../../../shared/ipc/views';
import { Checkbox } from '../../components/controls/Toggle';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import type { ApplyScope } from '../../state/consent';
import { setConsent } from '../../state/ui-store';
import { testId } from '../../testids';

function Box(props: { plan: PlanView; tag: TagView; rows: number; given: boolean }) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const { plan, tag, rows, given } = props;
  return (
    <Checkbox
      checked={given}
      data-testid={testId.consent(tag)}
      label={
        <>
          {t(`ui.consent.${tag}`)}
          <br />
          <span className={given ? 'muted' : 'tone-warn'}>
            {given ? t('ui.consent.given', { count: rows }) : t('ui.consent.open', { count: rows })}
          </span>
        </>
      }
      onChange={(checked) => setConsent(ui, plan.fingerprint, tag, checked)}
    />
  );
}

/** One box for each kind of risk, never ticked by itself. */
export function ConsentBoxes(props: { plan: PlanView; scope: ApplyScope; children: ReactNode }) {
  const { t } = useTranslator();
  const { plan, scope, children } = props;
  return (
    <fieldset className="card consents">
      <legend className="visually-hidden">{t('ui.consent.title')}</legend>
      <h2 className="node-title">{t('ui.consent.title')}</h2>
      <p className="muted">{t('ui.consent.text')}</p>
      {plan.consents.map(({ tag, actions }) => (
        <Box
          key={tag}
          plan={plan}
          tag={tag}
          rows={actions.length}
          given={scope.given.includes(tag)}
        />
      ))}
      {children}
    </fieldset>
  );
}

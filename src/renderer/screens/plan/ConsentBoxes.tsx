import { useId, type ReactNode } from 'react';
import type { PlanView } from '../../../shared/ipc/views';
import { Checkbox } from '../../components/controls/Toggle';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import type { ApplyScope } from '../../state/consent';
import { setConsent } from '../../state/ui-store';
import { PLAN_IDS } from '../../plan-testids';
import { testId } from '../../testids';

type Consent = PlanView['consents'][number];

interface BoxProps {
  readonly plan: PlanView;
  readonly consent: Consent;
  readonly scope: ApplyScope;
}

/** What a consent is for, row by row with its place; then what waits with it. */
function Covered({ plan, consent, scope }: BoxProps) {
  const { t, text } = useTranslator();
  const given = scope.given.includes(consent.tag);
  const rows = plan.groups
    .flatMap(({ actions }) => actions)
    .filter(({ id }) => consent.actions.includes(id));
  const own = rows.filter(({ tags }) => tags.includes(consent.tag));
  return (
    <ul className="bullets consent-rows">
      {own.map(({ id, reason, where }) => (
        <li key={id}>
          <Prose text={text(reason)} />
          <div className="muted caption">{where}</div>
          {given && scope.heldBack.has(id) && (
            <div className="muted caption">{t('ui.consent.waits')}</div>
          )}
        </li>
      ))}
      {own.length < rows.length && (
        <li className="muted">{t('ui.consent.with', { count: rows.length - own.length })}</li>
      )}
    </ul>
  );
}

function Box({ plan, consent, scope }: BoxProps) {
  const { t } = useTranslator();
  const { ui } = useServices();
  const { tag } = consent;
  const given = scope.given.includes(tag);
  // What another consent still holds back is not included by this one.
  const count = consent.actions.filter((id) => !given || !scope.heldBack.has(id)).length;
  const covered = useId();
  return (
    <div className="consent">
      <Checkbox
        checked={given}
        aria-describedby={covered}
        data-testid={testId.consent(tag)}
        label={
          <>
            {t(`ui.consent.${tag}`)}
            <br />
            <span className={given ? 'muted' : 'tone-warn'}>
              {given ? t('ui.consent.given', { count }) : t('ui.consent.open', { count })}
            </span>
          </>
        }
        onChange={(checked) => setConsent(ui, plan.fingerprint, tag, checked)}
      />
      <div id={covered} data-testid={PLAN_IDS.consentRows}>
        <Covered plan={plan} consent={consent} scope={scope} />
      </div>
    </div>
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
      {plan.consents.map((consent) => (
        <Box key={consent.tag} plan={plan} consent={consent} scope={scope} />
      ))}
      {children}
    </fieldset>
  );
}

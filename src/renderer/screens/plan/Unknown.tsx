import { HandRight20Regular, QuestionCircle20Regular } from '@fluentui/react-icons';
import type { PlanView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';

type Unknown = PlanView['unknown'][number];

function Group({ group, texts }: { group: Unknown; texts: Translator }) {
  const { t, text } = useTranslator();
  const { reason, titles } = group;
  return (
    <div className="stack-tight">
      <p>
        {reason === null ? (
          texts.t('plan.unknown.reason')
        ) : (
          <>
            {t(`errors.${reason.code}.what`, reason.args)} <code translate="no">{reason.code}</code>
          </>
        )}
      </p>
      <ul className="bullets">
        {titles.map((title, index) => (
          <li key={index}>{text(title)}</li>
        ))}
      </ul>
    </div>
  );
}

/** How much of what the plan rests on is known, and what is not, with its reason: nothing is planned for that. */
export function UnknownParts({ plan, texts }: { plan: PlanView; texts: Translator }) {
  const { read, total } = plan.parts;
  if (read === total) return null;
  const { t } = texts;
  return (
    <section className="card stack-tight" data-testid={PLAN_IDS.unknown}>
      <h2 className="verdict tone-warn">
        <QuestionCircle20Regular aria-hidden="true" />
        {t('plan.unknown.title', { read, total, unknown: total - read })}
      </h2>
      <p className="muted">{t('plan.unknown.text')}</p>
      {plan.unknown.map((group, index) => (
        <Group key={index} group={group} texts={texts} />
      ))}
    </section>
  );
}

/** In place of "No changes needed", where nothing runs and all the same not everything is as wanted. */
export function NothingPlanned({ plan, texts }: { plan: PlanView; texts: Translator }) {
  if (plan.outcome !== 'nothing-planned' && plan.outcome !== 'by-hand') return null;
  const Icon = plan.outcome === 'by-hand' ? HandRight20Regular : QuestionCircle20Regular;
  return (
    <section className="card stack-tight" data-testid={PLAN_IDS.nothing}>
      <h2 className="verdict tone-warn">
        <Icon aria-hidden="true" />
        {texts.t(`plan.${plan.outcome}.title`)}
      </h2>
      <p>{texts.t(`plan.${plan.outcome}.text`)}</p>
    </section>
  );
}

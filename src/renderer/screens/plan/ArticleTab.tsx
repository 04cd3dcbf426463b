import type { ActionView, PlanView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { ArticleLink } from '../../components/ArticleLink';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';
import { commandName } from './command-name';

function Source({ action, texts }: { action: ActionView; texts: Translator }) {
  const { source } = action;
  return (
    <>
      {source !== null && (
        <>
          <span lang="en" translate="no">
            {source.title}
          </span>
          <br />
          {source.step === null && (
            <>
              <span className="muted">{texts.t('plan.article.whole')}</span>
              <br />
            </>
          )}
        </>
      )}
      <ArticleLink id={action.article} />
    </>
  );
}

/** The crosswalk: each command beside the passage it comes from, and where the plan departs from that. */
export function ArticleTab({ plan, texts }: { plan: PlanView; texts: Translator }) {
  const { t } = texts;
  const { text } = useTranslator();
  return (
    <section className="stack-tight">
      <p className="muted">{t('plan.article.text')}</p>
      <table className="facts crosswalk" data-testid={PLAN_IDS.articleTable}>
        <caption className="visually-hidden">{t('plan.article.text')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.article.command')}</th>
            <th scope="col">{t('plan.article.source')}</th>
            <th scope="col">{t('plan.article.departs')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.groups
            .flatMap((group) => group.actions)
            .map((action) => (
              <tr key={action.id}>
                <th scope="row">
                  <span>
                    <Prose text={text(action.reason)} />
                  </span>
                  <br />
                  <code translate="no">{commandName(action.command)}</code>
                </th>
                <td data-label={t('plan.article.source')}>
                  <Source action={action} texts={texts} />
                </td>
                <td data-label={t('plan.article.departs')}>
                  {action.departs === null ? (
                    <span className="muted">{t('plan.article.same')}</span>
                  ) : (
                    text(action.departs)
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

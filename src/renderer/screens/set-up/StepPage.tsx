import { WindowConsole20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CustomerView, StepIdView, StepView } from '../../../shared/ipc/views';
import { ArticleLink } from '../../components/ArticleLink';
import { CommandBlock } from '../../components/CommandBlock';
import { Expander } from '../../components/Expander';
import { Findings } from '../../components/Findings';
import { Notices } from '../../components/Notices';
import { ReadButton, ReadingProgress } from '../../components/Reading';
import { Resources } from '../../components/Resources';
import { Heading } from '../../components/ScreenHeader';
import { SignInRow } from '../../components/SignInRow';
import { stepStateTone, stepStateWord } from '../../components/step-state';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';
import { AccountFields } from './AccountFields';
import { KeyLabelNote } from './KeyLabelNote';
import { OAuthChoice } from './OAuthChoice';
import { RecipeChoice } from './RecipeChoice';
import { RolloverFields } from './RolloverFields';
import { SkypeFields } from './SkypeFields';
import { problemsOf } from './step-fields';
import { StepFooter } from './StepFooter';
import { Summary } from './Summary';
import { useDrafts } from './use-drafts';

/** Steps that read or change the tenant. */
const TENANT_STEPS: readonly StepIdView[] = [
  'prepare',
  'oauth',
  'upload-certificate',
  'verify-keys',
  'pool-names',
];

function StepHead({ customer, step }: { customer: CustomerView; step: StepView }) {
  const translator = useTranslator();
  const { t } = translator;
  const total = Math.max(...customer.steps.map((item) => item.number));
  return (
    <div className="step-head">
      <p className="caption muted">
        {step.number === 0
          ? t('ui.rail.before')
          : t('ui.rail.position', { number: step.number, total })}
        {' · '}
        <span className={stepStateTone(step)}>
          {stepStateWord(step, customer.steps, translator)}
        </span>
      </p>
      <Heading testid={TEST_IDS.stepTitle}>{t(`ui.step.${step.id}.title`)}</Heading>
      <p className="lead">{t(`ui.step.${step.id}.purpose`)}</p>
      <div className="row-wide">
        <span className="pill">
          <WindowConsole20Regular aria-hidden="true" />
          <span className="nowrap">{t('ui.step.runs-on')}</span>
          <span className="strong" translate="no">
            {step.runsOn}
          </span>
        </span>
        <ArticleLink id={step.article} />
      </div>
    </div>
  );
}

function Commands({ customer, step }: { customer: CustomerView; step: StepView }) {
  const { t, text } = useTranslator();
  const actions = (customer.plan?.groups ?? [])
    .flatMap((group) => group.actions)
    .filter((action) => step.actions.includes(action.id));
  if (actions.length === 0) return null;
  return (
    <section className="card">
      <Expander
        label={t('ui.step.commands', { count: actions.length })}
        testid={TEST_IDS.stepCommands}
        open
      >
        <ol className="step-commands">
          {actions.map((action) => (
            <li key={action.id} className="stack-tight">
              <p>
                <Prose text={text(action.reason)} />
              </p>
              <CommandBlock
                text={action.command}
                where={action.where}
                testid={testId.command(action.id)}
                copyTestid={testId.copyCommand(action.id)}
              />
              {action.departs !== null && (
                <p className="muted">
                  <strong className="label">{t('ui.plan.departs')}</strong>
                  {text(action.departs)}
                </p>
              )}
            </li>
          ))}
        </ol>
      </Expander>
    </section>
  );
}

function NothingRead({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  if (customer.readAt !== null || customer.reading !== null) return null;
  return (
    <section className="card spread">
      <p>{t('ui.read.nothing')}</p>
      <ReadButton customer={customer} />
    </section>
  );
}

/** One step: purpose, where it runs, fields, what was found, planned commands. */
export function StepPage({ customer, step }: { customer: CustomerView; step: StepView }) {
  const { t } = useTranslator();
  const drafts = useDrafts(customer);
  const [asked, setAsked] = useState(0);
  // The tenant has no part in this scenario.
  const isOnPremises = customer.scenario === 'sfb-server-exchange';
  // Recipes say which applications of the tenant Exchange knows; a pool knows none of them.
  const hasRecipe = !isOnPremises && customer.scenario !== 'sfb-server-tenant';
  return (
    <div className="step-page">
      <div className="page">
        <StepHead customer={customer} step={step} />
        <ReadingProgress customer={customer} />
        <NothingRead customer={customer} />
        {step.id === 'prepare' && <Notices notices={customer.notices} />}
        {step.id === 'prepare' && hasRecipe && <RecipeChoice customer={customer} />}
        {step.id === 'oauth' && customer.oauth !== null && (
          <OAuthChoice customer={customer} oauth={customer.oauth} />
        )}
        {step.id === 'upload-certificate' && <KeyLabelNote />}
        <Summary problems={problemsOf(customer, step.id)} asked={asked} />
        {step.id === 'create-certificate' && <RolloverFields customer={customer} drafts={drafts} />}
        {step.id === 'mail-user' && <AccountFields customer={customer} drafts={drafts} />}
        <SkypeFields customer={customer} drafts={drafts} step={step.id} />
        {TENANT_STEPS.includes(step.id) && !isOnPremises && (
          <section className="card slim" aria-label={t('ui.sign-in.title')}>
            <SignInRow view={customer.signIn} tenantDomain={customer.tenantDomain} />
          </section>
        )}
        {step.findings.length > 0 && (
          <section className="stack-tight">
            <h2>{t('ui.finding.title')}</h2>
            <Findings findings={step.findings} />
          </section>
        )}
        {step.resources.length > 0 && (
          <section className="stack-tight">
            <h2>{t('ui.step.found')}</h2>
            <Resources resources={step.resources} />
          </section>
        )}
        <Commands customer={customer} step={step} />
      </div>
      <StepFooter
        {...{ customer, step, drafts }}
        onProblems={() => setAsked((times) => times + 1)}
      />
    </div>
  );
}

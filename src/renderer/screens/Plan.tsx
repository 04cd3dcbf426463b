import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular, BranchCompare24Regular, Save20Regular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { CustomerView, PlanView } from '../../shared/ipc/views';
import type { Translator } from '../../shared/messages';
import { Ago } from '../components/Ago';
import { MovedValues } from '../components/Comparisons';
import { Findings } from '../components/Findings';
import { FingerprintChip } from '../components/FingerprintChip';
import { CarryScripts } from '../components/Carry';
import { ReadButton, ReadingProgress } from '../components/Reading';
import { ScreenHeader } from '../components/ScreenHeader';
import { Tabs } from '../components/Tabs';
import { useNow } from '../components/useNow';
import { useTranslator } from '../i18n/translator';
import { useCall, useUi } from '../state/context';
import { approvalHeld } from '../state/approval';
import { applyScope } from '../state/consent';
import { PLAN_IDS } from '../plan-testids';
import { TEST_IDS } from '../testids';
import { ApplyFooter } from './plan/ApplyFooter';
import { Approval } from './plan/Approval';
import { ArticleTab } from './plan/ArticleTab';
import { ConsentBoxes } from './plan/ConsentBoxes';
import { Counts } from './plan/Counts';
import { NameField, asksForName, lacksName } from './plan/NameField';
import { NoChanges } from './plan/NoChanges';
import { PlanGroups } from './plan/PlanGroups';
import { RehearsalCard, RehearseButton, canRehearse, useRehearsal } from './plan/Rehearsal';
import { ScriptTab } from './plan/ScriptTab';
import { TrialScripts } from './plan/Trial';
import { NothingPlanned, UnknownParts } from './plan/Unknown';
import { usePlanTexts } from './plan/texts';
import './plan/approval.css';
import './plan.css';

const OLD = 30 * 60_000;
const TABS = [
  ['changes', TEST_IDS.planTabChanges],
  ['script', TEST_IDS.planTabScript],
  ['undo', TEST_IDS.planTabUndo],
  ['article', PLAN_IDS.tabArticle],
] as const;
type TabId = (typeof TABS)[number][0];

/** True for a plan that was made too long ago to be applied as it is. */
function useIsOld(plan: PlanView | null): boolean {
  const now = useNow(60_000);
  return plan !== null && now - Date.parse(plan.madeAt) > OLD;
}

function PlanMeta({ plan }: { plan: PlanView }) {
  return (
    <>
      <FingerprintChip fingerprint={plan.fingerprint} testid={TEST_IDS.planFingerprint} />
      <span data-testid={TEST_IDS.planAge}>
        <Ago iso={plan.madeAt} label="ui.plan.made" />
      </span>
    </>
  );
}

function PlanActions(props: {
  customer: CustomerView;
  plan: PlanView;
  texts: Translator | null;
  /** A card below asks to update it, with the button for that. */
  isStale: boolean;
}) {
  const { t } = useTranslator();
  const call = useCall();
  const { customer, plan, texts, isStale } = props;
  return (
    <>
      {texts !== null && canRehearse(customer, plan) && (
        <RehearseButton customer={customer} texts={texts} />
      )}
      <Button
        icon={<Save20Regular />}
        data-testid={TEST_IDS.planSave}
        onClick={() => void call('plan.save', {})}
      >
        {t('ui.plan.save')}
      </Button>
      {!isStale && (
        <Button
          icon={<ArrowSync20Regular />}
          disabled={customer.busy !== null}
          data-testid={TEST_IDS.planMake}
          onClick={() => void call('read.start', {})}
        >
          {t('ui.plan.update')}
        </Button>
      )}
    </>
  );
}

function NoPlan({ customer, children }: { customer: CustomerView; children: ReactNode }) {
  const { t } = useTranslator();
  const call = useCall();
  const read = customer.readAt !== null;
  return (
    <div className="page">
      <ScreenHeader title={t('ui.nav.plan')} />
      <ReadingProgress customer={customer} />
      {children}
      <div className="card empty" data-testid={TEST_IDS.planEmpty}>
        <BranchCompare24Regular aria-hidden="true" />
        <h2>{t('ui.plan.empty')}</h2>
        <p className="muted">{read ? t('ui.plan.empty-text') : t('ui.read.nothing')}</p>
        {read ? (
          <Button
            appearance="primary"
            data-primary
            disabled={customer.busy !== null}
            data-testid={TEST_IDS.planMake}
            onClick={() => void call('plan.make', {})}
          >
            {t('ui.next.plan.button')}
          </Button>
        ) : (
          <ReadButton customer={customer} primary />
        )}
      </div>
    </div>
  );
}

/** Reads and plans anew. */
function UpdateButton({ busy }: { busy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <Button
      appearance="primary"
      icon={<ArrowSync20Regular />}
      disabled={busy}
      data-testid={TEST_IDS.planUpdate}
      onClick={() => void call('read.start', {})}
    >
      {t('ui.plan.update')}
    </Button>
  );
}

function Outdated({ plan, busy }: { plan: PlanView; busy: boolean }) {
  const { t } = useTranslator();
  if (plan.outdated === null) return null;
  return (
    <section className="problem" role="alert" data-testid={TEST_IDS.planOutdated}>
      <div className="problem-body">
        <h2 className="problem-title">{t('ui.plan.outdated')}</h2>
        <p>{t('ui.plan.outdated-text', { count: plan.outdated.length })}</p>
        <MovedValues values={plan.outdated} caption={t('ui.plan.outdated')} />
        <div className="row">
          <UpdateButton busy={busy} />
        </div>
      </div>
    </section>
  );
}

/** A plan whose values nobody has looked at for long: what moved shows once it is updated. */
function Old({ plan, texts, busy }: { plan: PlanView; texts: Translator; busy: boolean }) {
  const when = texts.ago(Math.max(0, useNow(60_000) - Date.parse(plan.madeAt)));
  return (
    <section className="problem warning" role="status" data-testid={PLAN_IDS.old}>
      <div className="problem-body">
        <h2 className="problem-title">{texts.t('plan.old.title')}</h2>
        <p>{texts.t('plan.old.text', { when })}</p>
        <div className="row">
          <UpdateButton busy={busy} />
        </div>
      </div>
    </section>
  );
}

function PlanTabs(props: {
  customer: CustomerView;
  plan: PlanView;
  heldBack: ReadonlySet<string>;
  texts: Translator | null;
}) {
  const { customer, plan, heldBack, texts } = props;
  const { t } = useTranslator();
  const [tab, setTab] = useState<TabId>('changes');
  return (
    <Tabs
      tabs={TABS.map(([id, testid]) => ({ id, testid, label: t(`ui.plan.tab-${id}`) }))}
      selected={tab}
      label={t('ui.nav.plan')}
      testid={TEST_IDS.planTabs}
      onSelect={setTab}
    >
      {tab === 'changes' && <PlanGroups plan={plan} heldBack={heldBack} />}
      {tab === 'script' && (
        <div className="stack-tight">
          <CarryScripts customer={customer} />
          <TrialScripts customer={customer} />
          <ScriptTab which="script" text={plan.script} />
        </div>
      )}
      {tab === 'undo' && <ScriptTab which="undo" text={plan.undoScript} />}
      {tab === 'article' && texts !== null && <ArticleTab plan={plan} texts={texts} />}
    </Tabs>
  );
}

/** The plan: what would change, the exact script, and Apply with the consents it needs. */
export default function Plan({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const texts = usePlanTexts();
  const consents = useUi((state) => state.consents);
  const compared = useUi((state) => state.compared?.plan);
  const rehearsal = useRehearsal(customer);
  const [typed, setTyped] = useState('');
  const { plan } = customer;
  const approval = useUi((state) => (plan === null ? null : approvalHeld(state, plan)));
  const isOld = useIsOld(plan) && plan?.outdated === null;
  if (plan === null)
    return (
      <NoPlan customer={customer}>
        {texts !== null && rehearsal !== null && <RehearsalCard view={rehearsal} texts={texts} />}
      </NoPlan>
    );
  const scope = applyScope(plan, consents);
  const busy = customer.busy !== null;
  const empty = plan.outcome !== 'changes';
  const heldBy = isOld
    ? 'plan.old.reason'
    : approval !== null
      ? (`plan.approval.held-${approval}` as const)
      : lacksName(customer, scope, typed)
        ? 'plan.name.reason'
        : null;
  return (
    <div className="plan">
      <div className="page">
        <ScreenHeader
          title={plan.kind === 'undo' ? t('ui.plan.title-undo') : t('ui.nav.plan')}
          meta={<PlanMeta plan={plan} />}
          actions={
            <PlanActions {...{ customer, plan, texts }} isStale={isOld || plan.outdated !== null} />
          }
        />
        <ReadingProgress customer={customer} />
        <Outdated plan={plan} busy={busy} />
        {isOld && texts !== null && <Old plan={plan} texts={texts} busy={busy} />}
        {texts !== null && rehearsal !== null && <RehearsalCard view={rehearsal} texts={texts} />}
        <Counts counts={plan.counts} />
        {plan.findings.length > 0 && <Findings findings={plan.findings} />}
        {plan.outcome === 'no-changes' && <NoChanges customer={customer} />}
        {texts !== null && <NothingPlanned plan={plan} texts={texts} />}
        {texts !== null && <UnknownParts plan={plan} texts={texts} />}
        {(!empty || plan.groups.length > 0) && (
          <PlanTabs customer={customer} plan={plan} heldBack={scope.heldBack} texts={texts} />
        )}
        {(!empty || compared === plan.fingerprint) && texts !== null && (
          <Approval key={plan.fingerprint} plan={plan} texts={texts} />
        )}
        {plan.consents.length > 0 && (
          <ConsentBoxes plan={plan} scope={scope}>
            {texts !== null && asksForName(customer, scope) && (
              <NameField customer={customer} typed={typed} texts={texts} onType={setTyped} />
            )}
          </ConsentBoxes>
        )}
      </div>
      {!empty && (
        <ApplyFooter
          customer={customer}
          plan={plan}
          scope={scope}
          held={heldBy === null ? null : (texts?.t(heldBy) ?? '')}
        />
      )}
    </div>
  );
}

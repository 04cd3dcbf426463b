import { Button, Field, Input } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  ErrorCircle20Regular,
  FolderOpen20Regular,
} from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { PlanView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import type { PlanCompared, PlanDifferenceView } from '../../../shared/plan-approval';
import { ApplicationNames } from '../../components/KnownApplications';
import { useCall, useServices, useUi } from '../../state/context';
import { fingerprintOf, typedCode } from '../../state/approval';
import { PLAN_IDS } from '../../plan-testids';

/** A verdict in a sign, a colour and words. */
function Verdict({ ok, children }: { ok: boolean; children: string }) {
  return (
    <p className={`verdict-line ${ok ? 'tone-ok' : 'tone-danger'}`}>
      {ok ? (
        <CheckmarkCircle20Filled aria-hidden="true" />
      ) : (
        <ErrorCircle20Regular aria-hidden="true" />
      )}
      <span>{children}</span>
    </p>
  );
}

function Code({ plan, texts }: { plan: PlanView; texts: Translator }) {
  const { t } = texts;
  const { ui } = useServices();
  const typed = useUi((state) => typedCode(state, plan));
  const given = fingerprintOf(typed);
  const own = plan.fingerprint;
  return (
    <div className="stack-tight">
      <Field label={t('plan.approval.code')} hint={t('plan.approval.hint')} className="code-field">
        <Input
          value={typed}
          autoComplete="off"
          spellCheck={false}
          data-testid={PLAN_IDS.approvalCode}
          onChange={(_, data) =>
            ui.setState({ approval: { plan: plan.fingerprint, typed: data.value } })
          }
        />
      </Field>
      <div role="status" data-testid={PLAN_IDS.approvalVerdict}>
        {given !== null && (
          <Verdict ok={given === own}>
            {given === own ? t('plan.approval.same') : t('plan.approval.different', { given, own })}
          </Verdict>
        )}
        {given === null && typed.replace(/[\s-]/g, '').length >= 8 && (
          <Verdict ok={false}>{t('plan.approval.malformed')}</Verdict>
        )}
      </div>
    </div>
  );
}

function Value({ value, texts }: { value: string; texts: Translator }) {
  return value === '' ? (
    <span className="muted">{texts.t('plan.difference.nothing')}</span>
  ) : (
    <code translate="no">{value}</code>
  );
}

function Differences(props: { rows: readonly PlanDifferenceView[]; texts: Translator }) {
  const { rows, texts } = props;
  const { t } = texts;
  return (
    <table className="facts">
      <caption className="visually-hidden">{t('plan.approval.differences')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('plan.approval.what')}</th>
          <th scope="col">{t('plan.approval.saved')}</th>
          <th scope="col">{t('plan.approval.now')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${row.kind}-${row.name}-${String(index)}`}>
            <th scope="row">
              {t(`plan.difference.${row.kind}`, { name: row.name })}
              <ApplicationNames text={row.name} />
            </th>
            <td data-label={t('plan.approval.saved')}>
              <Value value={row.saved} texts={texts} />
            </td>
            <td data-label={t('plan.approval.now')}>
              <Value value={row.now} texts={texts} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function File({ compared, texts }: { compared: PlanCompared; texts: Translator }) {
  const { t, dateTime } = texts;
  const args = { fingerprint: compared.fingerprint, when: dateTime(compared.madeAt) };
  if (compared.kind === 'same') return <Verdict ok>{t('plan.approval.file-same', args)}</Verdict>;
  return (
    <>
      <Verdict ok={false}>{t('plan.approval.file-differs', args)}</Verdict>
      {compared.foreign && <p>{t('plan.approval.foreign')}</p>}
      {compared.rows.length > 0 && <Differences rows={compared.rows} texts={texts} />}
    </>
  );
}

/** Compares this plan with an approved one: by a code that somebody gives, or by a saved file. */
export function Approval({ plan, texts }: { plan: PlanView; texts: Translator }) {
  const { t } = texts;
  const call = useCall();
  const { ui } = useServices();
  const card = useRef<HTMLElement>(null);
  const found = useUi((state) => state.compared);
  const compared = found?.plan === plan.fingerprint ? found : null;
  useEffect(() => {
    if (compared?.isNew !== true) return;
    // Dropped on another screen or another part of this one: its place is shown once.
    card.current?.scrollIntoView({ block: 'nearest' });
    ui.setState({ compared: { ...compared, isNew: false } });
  }, [compared, ui]);
  const load = async (): Promise<void> => {
    const answer = await call('plan.compare', {});
    if (!answer.ok || answer.value === null) return;
    ui.setState({ compared: { plan: plan.fingerprint, file: answer.value, isNew: false } });
  };
  const setAside = (): void => {
    ui.setState({ compared: null });
    card.current?.querySelector('button')?.focus();
    void call('plan.set-aside', {});
  };
  return (
    <section ref={card} className="card stack-tight approval" data-testid={PLAN_IDS.approval}>
      <h2 className="node-title">{t('plan.approval.title')}</h2>
      <p className="muted">{t('plan.approval.text')}</p>
      <Code plan={plan} texts={texts} />
      <div className="row">
        <Button
          icon={<FolderOpen20Regular />}
          data-testid={PLAN_IDS.approvalLoad}
          onClick={() => void load()}
        >
          {t('plan.approval.load')}
        </Button>
        {compared !== null && (
          <Button data-testid={PLAN_IDS.approvalAside} onClick={setAside}>
            {t('plan.approval.aside')}
          </Button>
        )}
      </div>
      <div role="status" className="stack-tight" data-testid={PLAN_IDS.approvalFile}>
        {compared !== null && <File compared={compared.file} texts={texts} />}
      </div>
    </section>
  );
}

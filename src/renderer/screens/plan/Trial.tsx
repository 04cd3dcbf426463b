import { Button } from '@fluentui/react-components';
import { DocumentArrowRight20Regular } from '@fluentui/react-icons';
import type { CustomerView } from '../../../shared/ipc/views';
import type { TrialView } from '../../../shared/ipc/whatif-view';
import type { Translator } from '../../../shared/messages';
import { loadWhatIfMessages } from '../../../shared/messages/whatif';
import { useArea } from '../../i18n/area';
import { useTranslator } from '../../i18n/translator';
import { PLAN_IDS } from '../../plan-testids';
import { useCall } from '../../state/context';
import { testId } from '../../testids';

/** The texts of trials; null until they are there. */
function useTrialTexts(): Translator | null {
  return useArea(loadWhatIfMessages);
}

function outcomeText({ outcome, text }: TrialView, { t }: Translator): string {
  if (outcome === 'accepted') return t(text === '' ? 'whatif.accepted-silent' : 'whatif.accepted');
  return t(`whatif.${outcome}`);
}

/** A server's own words, in whatever language it speaks. */
function Words({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <pre className="command" translate="no" dir="auto">
      {text}
    </pre>
  );
}

/** What `-WhatIf` said of a row, beside what is known of it. */
export function TrialDetail({ trial, id }: { trial: TrialView; id: string }) {
  const texts = useTrialTexts();
  const { text, dateTime } = useTranslator();
  if (texts === null) return null;
  const { host, account, at, waitsFor, warnings } = trial;
  return (
    <div className="stack-tight" data-testid={`${PLAN_IDS.trial}-${id}`}>
      <p>
        <strong className="label">{texts.t('whatif.title')}</strong>
        {outcomeText(trial, texts)}
      </p>
      {waitsFor.length > 0 && (
        <ul className="bullets">
          {waitsFor.map((item, index) => (
            <li key={index}>{text(item)}</li>
          ))}
        </ul>
      )}
      <Words text={trial.text} />
      <Words text={trial.error} />
      {warnings.length > 0 && <p className="label">{texts.t('whatif.warnings')}</p>}
      {warnings.map((warning, index) => (
        <Words key={index} text={warning} />
      ))}
      <p className="muted caption">
        {texts.t('whatif.tried', { host, account, at: dateTime(at) })}
      </p>
    </div>
  );
}

/** Says beside a row that its command was refused; its text is in the details. */
export function TrialPill({ trial }: { trial: TrialView | null }) {
  return trial?.outcome === 'refused' ? <RefusedPill /> : null;
}

function RefusedPill() {
  const texts = useTrialTexts();
  return texts === null ? null : <span className="pill tone-warn">{texts.t('whatif.pill')}</span>;
}

/** Trial scripts of the plan, one a side that has a command to ask, and what the last trial of each came to. */
export function TrialScripts({ customer }: { customer: CustomerView }) {
  const texts = useTrialTexts();
  const { dateTime } = useTranslator();
  const call = useCall();
  const sides = customer.carry.sides.filter((side) => side.triable > 0);
  if (texts === null || sides.length === 0) return null;
  return (
    <div className="card stack-tight" data-testid={PLAN_IDS.trialScripts}>
      <p className="muted">{texts.t('whatif.text')}</p>
      <div className="row">
        {sides.map(({ target }) => (
          <Button
            key={target}
            icon={<DocumentArrowRight20Regular />}
            disabled={customer.busy !== null}
            data-testid={testId.saveCarried('trial', target)}
            onClick={() => void call('carry.save', { kind: 'trial', target })}
          >
            {texts.t('whatif.save', { target })}
          </Button>
        ))}
      </div>
      {sides.map(
        ({ target, trial }) =>
          trial !== null && (
            <p key={target}>{texts.t('whatif.loaded', { ...trial, at: dateTime(trial.at) })}</p>
          ),
      )}
    </div>
  );
}

import { Button } from '@fluentui/react-components';
import { Dismiss20Regular, ErrorCircle20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { AppError, ErrorCode } from '../../shared/errors';
import { Prose } from '../i18n/prose';
import { useTranslator } from '../i18n/translator';
import { TEST_IDS, testId } from '../testids';
import { Expander } from './Expander';
import { ApplicationNames } from './KnownApplications';
import { FORMS_TEST_IDS } from '../forms-testids';
import { LOG_IDS } from '../log-testids';
import { useServices } from '../state/context';
import { goToBundle, showLog } from '../state/ui-store';
import { Practise } from '../practice/Practise';
import './problem.css';

/** The four sentences of an error or finding: what happened is the title; here are the other three. */
export function ProblemText(props: {
  code: ErrorCode;
  args: Readonly<Record<string, string | number>>;
}) {
  const { t } = useTranslator();
  const { code, args } = props;
  // An id that is an argument has its name in the sentence; one in a path of Graph has not.
  const paths = Object.values(args)
    .filter((value) => typeof value === 'string' && value.startsWith('/'))
    .join(' ');
  return (
    <dl className="problem-text">
      <dt>{t('ui.error.why')}</dt>
      <dd>
        <Prose text={t(`errors.${code}.why`, args)} />
        <ApplicationNames text={paths} />
      </dd>
      <dt>{t('ui.error.do')}</dt>
      <dd>
        <Prose text={t(`errors.${code}.do`, args)} />
      </dd>
      <dt>{t('ui.error.untouched')}</dt>
      <dd>
        <Prose text={t(`errors.${code}.untouched`, args)} />
      </dd>
    </dl>
  );
}

/** By which id the log knows what happened, and what somebody who is asked for help wants to see. */
function Details({ error }: { error: AppError }) {
  const { t } = useTranslator();
  const { bridge, ui } = useServices();
  const { code, args, detail, correlationId: id } = error;
  const copy = (): void => {
    const lines = [`${code} ${t(`errors.${code}.what`, args)}`, detail, id];
    const text = lines.filter((line) => line !== undefined).join('\n');
    // Not by the window's own call: that takes an error off the screen, and this one is still read.
    void bridge.call('clipboard.write', { text });
  };
  return (
    <>
      {id !== undefined && (
        <p className="muted caption problem-id" data-testid={LOG_IDS.errorId}>
          {t('ui.error.id', { id })}
        </p>
      )}
      <div className="row">
        <Button size="small" data-testid={LOG_IDS.errorCopy} onClick={copy}>
          {t('ui.error.copy')}
        </Button>
        {id !== undefined && (
          <Button size="small" data-testid={LOG_IDS.errorLog} onClick={() => showLog(ui, id)}>
            {t('ui.error.log')}
          </Button>
        )}
        <Button size="small" data-testid={FORMS_TEST_IDS.gather} onClick={() => goToBundle(ui)}>
          {t('ui.error.gather')}
        </Button>
        <Practise code={code} />
      </div>
    </>
  );
}

/** The server's own words, one expand away and never translated. */
export function OriginalMessage(props: { detail: string | undefined }) {
  const { t } = useTranslator();
  if (props.detail === undefined) return null;
  return (
    <Expander label={t('ui.error.original')}>
      <pre className="original" lang="en" dir="ltr" translate="no" tabIndex={0}>
        {props.detail}
      </pre>
    </Expander>
  );
}

/** An error in full: code, what happened, why, what to do, what was not touched, and the original message. */
export function Problem(props: { error: AppError; onDismiss?: () => void; children?: ReactNode }) {
  const { t } = useTranslator();
  const { error, onDismiss, children } = props;
  return (
    <section className="problem" role="alert" data-testid={testId.error(error.code)}>
      <ErrorCircle20Regular className="problem-icon" aria-hidden="true" />
      <div className="problem-body" data-testid={TEST_IDS.problem}>
        <h2 className="problem-title">
          <code translate="no">{error.code}</code>{' '}
          <Prose text={t(`errors.${error.code}.what`, error.args)} />
        </h2>
        <ProblemText code={error.code} args={error.args} />
        <OriginalMessage detail={error.detail} />
        <Details error={error} />
        {children !== undefined && <div className="row">{children}</div>}
      </div>
      {onDismiss !== undefined && (
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t('ui.error.dismiss')}
          title={t('ui.error.dismiss')}
          data-testid={TEST_IDS.problemDismiss}
          onClick={onDismiss}
        />
      )}
    </section>
  );
}

import { Button } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { LookBackActionView, LookBackView } from '../../../shared/ipc/known-view';
import { isSignInAllowed } from '../../../shared/policy';
import { Problem } from '../../components/Problem';
import { Spinner } from '../../components/controls/Spinner';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { KNOWN_IDS, lookBackId } from '../../known-testids';
import { useCall, useView } from '../../state/context';

const MARKS = {
  done: [CheckmarkCircle20Filled, 'tone-ok'],
  'not-done': [SubtractCircle20Regular, 'muted'],
  unknown: [QuestionCircle20Regular, 'tone-warn'],
} as const;

/** True while a look is under way, or about to begin by itself. */
export function isLooking({ state, needs }: LookBackView): boolean {
  return state === 'looking' || (state === 'open' && needs.length === 0);
}

/** Begins the look by itself where nobody has to be asked for anything. */
export function useLookBack(run: string, lookBack: LookBackView | null): void {
  const call = useCall();
  const isFree = useView((view) => view.open?.busy === null);
  const isDue = isFree && lookBack?.state === 'open' && lookBack.needs.length === 0;
  useEffect(() => {
    if (isDue) void call('run.look', { asked: false });
  }, [call, run, isDue]);
}

function Row({ action }: { action: LookBackActionView }) {
  const { t, text } = useTranslator();
  const [Icon, tone] = MARKS[action.outcome ?? 'unknown'];
  return (
    <li className="stack-tight" data-testid={lookBackId(action.id)} data-outcome={action.outcome}>
      <span className="spread">
        <span>
          <Prose text={text(action.reason)} />
        </span>
        {action.outcome !== null && (
          <span className={`verdict ${tone}`}>
            <Icon aria-hidden="true" />
            {t(`ui.run.action.${action.outcome}`)}
          </span>
        )}
      </span>
      {action.error !== null && <Problem error={action.error} />}
    </li>
  );
}

/** Signs in as the person usually does; what was waiting for it is looked at by itself then. */
function SignIn() {
  const { t } = useTranslator();
  const call = useCall();
  const method = useView((view) => view.settings.signInMethod);
  const isAllowed = useView((view) => isSignInAllowed(method, view.policy.values));
  const isWaiting = useView((view) => {
    const state = view.open?.signIn.state;
    return state === 'waiting' || state === 'device-code';
  });
  return (
    <div className="row">
      <span>{t('ui.resume.needs-sign-in')}</span>
      {isAllowed && (
        <Button
          disabled={isWaiting}
          data-testid={KNOWN_IDS.lookSignIn}
          onClick={() => void call('sign-in.start', { method })}
        >
          {t(method === 'browser' ? 'ui.sign-in.browser' : 'ui.sign-in.device')}
        </Button>
      )}
    </div>
  );
}

/** What was in flight, what a look found of it, and what a look still needs. */
export function LookBack({ lookBack }: { lookBack: LookBackView }) {
  const { t } = useTranslator();
  const call = useCall();
  const isFree = useView((view) => view.open?.busy === null);
  const { actions, needs, state } = lookBack;
  const isOpen = actions.some(({ outcome }) => outcome === null || outcome === 'unknown');
  return (
    <>
      <ul className="plain-list stack-tight" data-testid={KNOWN_IDS.lookBack}>
        {actions.map((action) => (
          <Row key={action.id} action={action} />
        ))}
      </ul>
      {isLooking(lookBack) ? (
        <div className="row">
          <Spinner label={t('ui.resume.checking')} />
          {state === 'looking' && (
            <Button data-testid={KNOWN_IDS.lookStop} onClick={() => void call('read.cancel', {})}>
              {t('ui.resume.stop-looking')}
            </Button>
          )}
        </div>
      ) : (
        <>
          {isOpen && needs.includes('sign-in') && <SignIn />}
          {isOpen && needs.includes('credential') && <p>{t('ui.resume.needs-credential')}</p>}
          {isOpen && !needs.includes('sign-in') && (
            <div>
              <Button
                disabled={!isFree}
                data-testid={KNOWN_IDS.look}
                onClick={() => void call('run.look', { asked: true })}
              >
                {t(state === 'open' ? 'ui.resume.look' : 'ui.resume.look-again')}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

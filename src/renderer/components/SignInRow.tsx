import { Button } from '@fluentui/react-components';
import {
  CheckmarkCircle20Regular,
  PersonKey20Regular,
  Settings20Regular,
  SignOut20Regular,
} from '@fluentui/react-icons';
import type { SignInView } from '../../shared/ipc/views';
import { isSignInAllowed } from '../../shared/policy';
import { SIGN_IN_CHOICES } from '../../shared/settings';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useUi, useView } from '../state/context';
import { togglePanel } from '../state/ui-store';
import { TEST_IDS } from '../testids';
import { Spinner } from './controls/Spinner';
import { CopyButton } from './CommandBlock';
import { Problem } from './Problem';

function StartButtons() {
  const { t } = useTranslator();
  const call = useCall();
  const preferred = useView((view) => view.settings.signInMethod);
  const policy = useView((view) => view.policy.values);
  const others = SIGN_IN_CHOICES.filter((method) => method !== preferred);
  const allowed = [preferred, ...others].filter((method) => isSignInAllowed(method, policy));
  return (
    <div className="row">
      {allowed.length === 0 && <span className="muted">{t('ui.sign-in.refused')}</span>}
      {allowed.map((method) => (
        <Button
          key={method}
          appearance={method === preferred ? 'secondary' : 'subtle'}
          data-testid={method === 'browser' ? TEST_IDS.signInBrowser : TEST_IDS.signInDevice}
          onClick={() => void call('sign-in.start', { method })}
          {...(method === preferred && { icon: <PersonKey20Regular /> })}
        >
          {t(method === 'browser' ? 'ui.sign-in.browser' : 'ui.sign-in.device')}
        </Button>
      ))}
      <SettingsButton />
    </div>
  );
}

/** Opens the settings of the sign-in. The practice lab has none. */
function SettingsButton() {
  const { t } = useTranslator();
  const { ui } = useServices();
  const panel = useUi((state) => state.panel);
  const practice = useView((view) => view.open?.practice === true);
  if (practice) return null;
  return (
    <Button
      appearance="subtle"
      icon={<Settings20Regular />}
      aria-label={t('ui.tenant.title')}
      title={t('ui.tenant.title')}
      aria-expanded={panel === 'tenant'}
      data-testid={TEST_IDS.tenantSettings}
      onClick={() => togglePanel(ui, 'tenant')}
    />
  );
}

function CancelButton() {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <Button data-testid={TEST_IDS.signInCancel} onClick={() => void call('sign-in.cancel', {})}>
      {t('ui.action.cancel')}
    </Button>
  );
}

function DeviceCode(props: { view: Extract<SignInView, { state: 'device-code' }> }) {
  const { t, duration } = useTranslator();
  const { view } = props;
  const left = duration(view.secondsLeft * 1_000);
  return (
    <div className="stack-tight">
      <p className="row">
        {t('ui.sign-in.code-text')}
        <code translate="no">{view.verificationUri}</code>
      </p>
      <div className="row">
        <output className="device-code" translate="no" data-testid={TEST_IDS.deviceCode}>
          {view.userCode}
        </output>
        <CopyButton text={view.userCode} testid="copy-device-code" />
        <span className="muted">{t('ui.sign-in.left', { left })}</span>
        <CancelButton />
      </div>
    </div>
  );
}

/** Who is signed in to the tenant, and the ways to change it. */
export function SignInRow(props: { view: SignInView; tenantDomain: string }) {
  const { t, time, duration } = useTranslator();
  const call = useCall();
  const { view } = props;
  const state = (text: string) => <span data-testid={TEST_IDS.signInState}>{text}</span>;
  switch (view.state) {
    case 'signed-out':
      return (
        <div className="spread" data-testid={TEST_IDS.signIn}>
          {state(t('ui.sign-in.out', { domain: props.tenantDomain }))}
          <StartButtons />
        </div>
      );
    case 'waiting':
      return (
        <div className="spread" data-testid={TEST_IDS.signIn}>
          <span className="row">
            <Spinner />
            {state(t('ui.sign-in.waiting'))}
            <span className="muted">
              {t('ui.sign-in.left', { left: duration(view.secondsLeft * 1_000) })}
            </span>
          </span>
          <CancelButton />
        </div>
      );
    case 'device-code':
      return (
        <div className="stack-tight" data-testid={TEST_IDS.signIn}>
          {state(t('ui.sign-in.code'))}
          <DeviceCode view={view} />
        </div>
      );
    case 'signed-in':
      return (
        <div className="spread" data-testid={TEST_IDS.signIn}>
          <span className="row">
            <CheckmarkCircle20Regular className="tone-ok" aria-hidden="true" />
            {state(t('ui.sign-in.in', { account: view.account }))}
            <span className="muted">{t('ui.sign-in.until', { time: time(view.expiresAt) })}</span>
          </span>
          <span className="row">
            <Button
              appearance="subtle"
              icon={<SignOut20Regular />}
              data-testid={TEST_IDS.signOut}
              onClick={() => void call('sign-in.out', {})}
            >
              {t('ui.sign-in.sign-out')}
            </Button>
            <SettingsButton />
          </span>
        </div>
      );
    case 'failed':
      return (
        <div className="stack-tight" data-testid={TEST_IDS.signIn}>
          {state(t('ui.sign-in.failed'))}
          <Problem error={view.error}>
            <StartButtons />
          </Problem>
        </div>
      );
  }
}

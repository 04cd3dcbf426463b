import { Button, Field, Input } from '@fluentui/react-components';
import type { SubmitEvent } from 'react';
import type { ConnectionView, CustomerView } from '../../shared/ipc/views';
import { isHostName } from '../../shared/profile';
import { ScreenHeader } from '../components/ScreenHeader';
import { WayChoice } from '../components/WayChoice';
import { Switch } from '../components/controls/Toggle';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { goTo } from '../state/ui-store';
import { useFormDraft } from '../state/use-form-draft';
import { TEST_IDS } from '../testids';

/** How the open customer is reached. Nothing holds before it is saved. */
function Ways(props: { customer: string; connection: ConnectionView; busy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const { connection, busy } = props;
  const owner = JSON.stringify([props.customer, connection]);
  const [values, setValues] = useFormDraft('connection', owner, connection);
  const isServer = isHostName(values.exchangeServer);
  const isFrontEnd = values.skypeServer === '' || isHostName(values.skypeServer);
  const save = async (): Promise<void> => {
    if (!isServer || !isFrontEnd) return;
    const answer = await call('customer.connection', values);
    if (answer.ok) goTo(ui, 'overview');
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form className="stack form" onSubmit={submit} noValidate>
      <Field
        required
        label={t('ui.new.exchangeServer')}
        hint={t('ui.new.exchangeServer-hint')}
        {...(isServer
          ? {}
          : {
              validationState: 'error',
              validationMessage: t('ui.new.exchangeServer-problem'),
            })}
      >
        <Input
          value={values.exchangeServer}
          spellCheck={false}
          autoComplete="off"
          disabled={busy}
          data-testid={TEST_IDS.connectionServer}
          onChange={(_, data) => setValues({ ...values, exchangeServer: data.value })}
        />
      </Field>
      <WayChoice
        ways={values}
        disabled={busy}
        onChange={(ways) => setValues({ ...values, ...ways })}
      />
      <FrontEnd
        value={values.skypeServer}
        isUsable={isFrontEnd}
        busy={busy}
        onChange={(skypeServer) => setValues({ ...values, skypeServer })}
      />
      <div className="row">
        <Button
          type="submit"
          appearance="primary"
          disabled={busy}
          data-primary
          data-testid={TEST_IDS.connectionSave}
        >
          {t('ui.connection.save')}
        </Button>
        <span className="muted">{t('ui.connection.save-text')}</span>
      </div>
    </form>
  );
}

/** The front end whose shell is used; without one, the pool is reached by hand. */
function FrontEnd(props: {
  value: string;
  isUsable: boolean;
  busy: boolean;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslator();
  const problem = {
    validationState: 'error',
    validationMessage: t('ui.way.skype.server-problem'),
  } as const;
  return (
    <Field
      label={t('ui.way.skype.server')}
      hint={t('ui.way.skype.server-hint')}
      {...(props.isUsable ? {} : problem)}
    >
      <Input
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        disabled={props.busy}
        data-testid={TEST_IDS.connectionFrontEnd}
        onChange={(_, data) => props.onChange(data.value)}
      />
    </Field>
  );
}

function PowerShell({ busy }: { busy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  const chosen = useView((view) => view.powershell);
  return (
    <section className="card stack-tight form">
      <h2 className="node-title">{t('ui.powershell.title')}</h2>
      <p className="muted">{t('ui.powershell.text')}</p>
      <p data-testid={TEST_IDS.powershellPath}>
        {chosen === null ? (
          t('ui.powershell.found')
        ) : (
          <code className="break" translate="no">
            {chosen}
          </code>
        )}
      </p>
      <div className="row">
        <Button
          disabled={busy}
          data-testid={TEST_IDS.powershellChoose}
          onClick={() => void call('app.powershell', { use: 'choose' })}
        >
          {t('ui.powershell.choose')}
        </Button>
        {chosen !== null && (
          <Button
            appearance="subtle"
            disabled={busy}
            data-testid={TEST_IDS.powershellFound}
            onClick={() => void call('app.powershell', { use: 'found' })}
          >
            {t('ui.powershell.use-found')}
          </Button>
        )}
      </div>
    </section>
  );
}

function PracticeWay() {
  const { t } = useTranslator();
  const call = useCall();
  const direct = useView((view) => view.practiceDirect);
  return (
    <section className="card stack-tight form">
      <h2 className="node-title">{t('ui.connection.practice')}</h2>
      <Switch
        checked={!direct}
        label={t('ui.connection.practice-powershell')}
        data-testid={TEST_IDS.practicePowerShell}
        onChange={(checked) => void call('app.preferences', { practiceDirect: !checked })}
      />
      <p className="muted">{t('ui.connection.practice-text')}</p>
    </section>
  );
}

/** How this customer is reached, and which PowerShell is used on this computer. */
export default function Connection({ customer }: { customer: CustomerView }) {
  const { t } = useTranslator();
  const busy = customer.busy !== null;
  return (
    <div className="page">
      <ScreenHeader title={t('ui.nav.connection')} />
      {customer.connection === null ? (
        <PracticeWay />
      ) : (
        <Ways customer={customer.id} connection={customer.connection} busy={busy} />
      )}
      <PowerShell busy={busy} />
    </div>
  );
}

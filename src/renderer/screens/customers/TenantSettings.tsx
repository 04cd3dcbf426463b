import { Button, Field, Input } from '@fluentui/react-components';
import type { SubmitEvent } from 'react';
import { CLOUD_IDS, CLOUD_NAMES, type CloudChoice } from '../../../shared/clouds';
import type { ChannelInput } from '../../../shared/ipc/contract';
import { CHECK_FILES } from '../../../shared/ipc/tenant-channels';
import type { TenantSettingsView } from '../../../shared/ipc/views';
import { isCloudAllowed } from '../../../shared/policy';
import { Expander } from '../../components/Expander';
import { Select } from '../../components/controls/Select';
import { Switch } from '../../components/controls/Toggle';
import { useTranslator } from '../../i18n/translator';
import { useCall, useView } from '../../state/context';
import { useFormDraft } from '../../state/use-form-draft';
import { TEST_IDS } from '../../testids';
import { CheckFileField } from './CheckFileField';

type Values = ChannelInput<'customer.tenant'>;
type SetValues = (values: Values) => void;

const KEPT = { certificateFile: 'kept', keyFile: 'kept' } as const;

function TextField(props: {
  label: string;
  hint: string;
  value: string;
  testid: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} hint={props.hint}>
      <Input
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        data-testid={props.testid}
        onChange={(_, data) => props.onChange(data.value)}
      />
    </Field>
  );
}

/** The cloud, and for addresses of one's own the two of them. */
function CloudFields({ values, onChange }: { values: Values; onChange: SetValues }) {
  const { t } = useTranslator();
  const policy = useView((view) => view.policy.values);
  const isOpen = (id: CloudChoice): boolean => isCloudAllowed(id, policy) || id === values.cloud;
  const choose = (chosen: string): void => {
    const cloud = ([...CLOUD_IDS, 'custom'] as const).find((id) => id === chosen) ?? 'auto';
    onChange({ ...values, cloud });
  };
  return (
    <>
      <Field label={t('ui.tenant.cloud')} hint={t('ui.tenant.cloud-hint')}>
        <Select
          value={values.cloud}
          data-testid={TEST_IDS.tenantCloud}
          onChange={(value) => choose(value)}
        >
          <option value="auto">{t('ui.tenant.cloud-auto')}</option>
          {CLOUD_IDS.filter(isOpen).map((id) => (
            <option key={id} value={id}>
              {CLOUD_NAMES[id]}
            </option>
          ))}
          {isOpen('custom') && <option value="custom">{t('ui.tenant.cloud-custom')}</option>}
        </Select>
      </Field>
      {values.cloud === 'custom' && (
        <>
          <TextField
            label={t('ui.tenant.login')}
            hint="https://login.example.com"
            value={values.login}
            testid={TEST_IDS.tenantLogin}
            onChange={(login) => onChange({ ...values, login })}
          />
          <TextField
            label={t('ui.tenant.graph')}
            hint="https://graph.example.com"
            value={values.graph}
            testid={TEST_IDS.tenantGraph}
            onChange={(graph) => onChange({ ...values, graph })}
          />
        </>
      )}
    </>
  );
}

/** The application for scheduled checks, which only reads. */
function CheckFields(props: { stored: TenantSettingsView; values: Values; onChange: SetValues }) {
  const { stored, values, onChange } = props;
  const { t } = useTranslator();
  const change = (appOnly: Partial<Values['appOnly']>): void =>
    onChange({ ...values, appOnly: { ...values.appOnly, ...appOnly } });
  return (
    <Expander label={t('ui.tenant.check')}>
      <div className="stack-tight">
        <p className="muted">{t('ui.tenant.check-text')}</p>
        <TextField
          label={t('ui.tenant.check-clientId')}
          hint={t('ui.tenant.check-clientId-hint')}
          value={values.appOnly.clientId}
          testid="tenant-check-clientId"
          onChange={(clientId) => change({ clientId })}
        />
        {CHECK_FILES.map((which) => (
          <CheckFileField
            key={which}
            which={which}
            stored={stored.appOnly[which]}
            onUse={(use) => change({ [which]: use })}
          />
        ))}
      </div>
    </Expander>
  );
}

/** How the open customer's tenant is signed in to. Saving signs out and opens the customer anew. */
export default function TenantSettings() {
  const stored = useView((view) => view.open?.tenantSettings ?? null);
  const customer = useView((view) => view.open?.id ?? '');
  return stored === null ? null : <Form customer={customer} stored={stored} />;
}

function Form({ customer, stored }: { customer: string; stored: TenantSettingsView }) {
  const { t } = useTranslator();
  const call = useCall();
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  const owner = JSON.stringify([customer, stored]);
  const unchanged: Values = { ...stored, appOnly: { ...stored.appOnly, ...KEPT } };
  const [values, setValues] = useFormDraft('tenant', owner, unchanged);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void call('customer.tenant', values);
  };
  return (
    <form className="stack form" onSubmit={submit} noValidate data-testid={TEST_IDS.tenantForm}>
      <CloudFields values={values} onChange={setValues} />
      <TextField
        label={t('ui.tenant.client')}
        hint={t('ui.tenant.client-hint')}
        value={values.clientId}
        testid={TEST_IDS.tenantClient}
        onChange={(clientId) => setValues({ ...values, clientId })}
      />
      <Field hint={t('ui.tenant.remember-hint')}>
        <Switch
          label={t('ui.tenant.remember')}
          checked={values.remember}
          data-testid={TEST_IDS.tenantRemember}
          onChange={(checked) => setValues({ ...values, remember: checked })}
        />
      </Field>
      <CheckFields stored={stored} values={values} onChange={setValues} />
      <div className="row">
        <Button
          type="submit"
          appearance="primary"
          disabled={busy || JSON.stringify(values) === JSON.stringify(unchanged)}
          data-testid={TEST_IDS.tenantSave}
        >
          {t('ui.tenant.save')}
        </Button>
        <span className="muted caption">{t('ui.tenant.save-text')}</span>
      </div>
    </form>
  );
}

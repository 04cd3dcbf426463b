import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type SubmitEvent } from 'react';
import { RestoredNote } from '../components/RestoredNote';
import { ScreenHeader } from '../components/ScreenHeader';
import { USUAL_WAYS, WayChoice } from '../components/WayChoice';
import { loadCustomersMessages } from '../../shared/messages/ui-customers';
import { CUSTOMERS_TEST_IDS } from '../customers-testids';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useServices, useUi } from '../state/context';
import { useEnter } from '../state/enter';
import { goBack } from '../state/ui-store';
import { useFormDraft } from '../state/use-form-draft';
import { TEST_IDS } from '../testids';
import { checkNewCustomer, EMPTY_CUSTOMER } from './customers/new-customer';
import { useKeptDraft } from './customers/use-kept-draft';

const FIELDS = [
  ['name', TEST_IDS.newName],
  ['tenantDomain', TEST_IDS.newTenantDomain],
  ['tenantId', TEST_IDS.newTenantId],
  ['exchangeServer', TEST_IDS.newExchangeServer],
] as const;

const EMPTY_FORM = { ...EMPTY_CUSTOMER, connection: USUAL_WAYS };

/** A new customer: a name and where its two sides are. Secrets are never asked for here. */
export default function NewCustomer() {
  const { t } = useTranslator();
  const enter = useEnter();
  const { ui } = useServices();
  const template = useUi((state) => state.template);
  const owner = template?.id ?? '';
  const [draft, setDraft, isTyped] = useFormDraft('newCustomer', owner, EMPTY_FORM);
  const kept = useKeptDraft(owner, isTyped ? draft : null, setDraft);
  const { connection, ...values } = draft;
  const texts = useArea(loadCustomersMessages);
  const [checked, setChecked] = useState(false);
  const problems = checkNewCustomer(values);
  const create = async (): Promise<void> => {
    setChecked(true);
    const first = FIELDS.find(([name]) => problems.has(name));
    if (first !== undefined) {
      document.querySelector<HTMLElement>(`[data-testid="${first[1]}"]`)?.focus();
      return;
    }
    // Main forgets it once the customer is made, so nothing may come after that.
    kept.save();
    await enter('customer.create', {
      ...values,
      // A template has its own ways.
      ...(template === null ? { connection } : { template: template.id }),
    });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void create();
  };
  return (
    <div className="page">
      <ScreenHeader title={t('ui.new.title')} />
      <form className="stack form" onSubmit={submit} noValidate>
        <p className="muted">{t('ui.new.lead')}</p>
        {template !== null && (
          <p data-testid={CUSTOMERS_TEST_IDS.templateLead}>
            {texts?.t('ui-customers.duplicate.lead', { name: template.name })}
          </p>
        )}
        {FIELDS.map(([name, testid]) => (
          <Field
            key={name}
            required
            label={t(`ui.new.${name}`)}
            hint={t(`ui.new.${name}-hint`)}
            {...(checked && problems.has(name)
              ? { validationState: 'error', validationMessage: t(`ui.new.${name}-problem`) }
              : {})}
          >
            <Input
              value={values[name]}
              spellCheck={false}
              autoComplete="off"
              data-testid={testid}
              onChange={(_, data) => setDraft({ ...draft, [name]: data.value })}
            />
          </Field>
        ))}
        {template === null && (
          <WayChoice
            ways={connection}
            disabled={false}
            onChange={(ways) => setDraft({ ...draft, connection: ways })}
          />
        )}
        <div className="row">
          <Button type="submit" appearance="primary" data-primary data-testid={TEST_IDS.newCreate}>
            {t('ui.new.create')}
          </Button>
          <Button
            data-testid={TEST_IDS.newCancel}
            onClick={() => {
              setDraft(null);
              kept.forget();
              goBack(ui);
            }}
          >
            {t('ui.action.cancel')}
          </Button>
          {kept.restoredAt !== null && <RestoredNote at={kept.restoredAt} />}
        </div>
      </form>
    </div>
  );
}

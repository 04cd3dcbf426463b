import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import type { ImportView } from '../../../shared/ipc/views';
import { loadCustomersMessages } from '../../../shared/messages/ui-customers';
import { Spinner } from '../../components/controls/Spinner';
import { CUSTOMERS_TEST_IDS } from '../../customers-testids';
import { useArea } from '../../i18n/area';
import { useCall, useServices } from '../../state/context';
import { goTo, leaveCustomer } from '../../state/ui-store';
import { PassphraseField } from './PassphraseField';
import { ProfileDialog } from './ProfileDialog';
import { useProfileCall } from './use-profile-call';

/** An exported customer waits for its passphrase. After a wrong one it goes on waiting. */
export default function ImportDialog({ waiting }: { waiting: ImportView }) {
  const texts = useArea(loadCustomersMessages);
  const call = useCall();
  const { ui } = useServices();
  const { ask, error, busy } = useProfileCall();
  const passphrase = useRef<HTMLInputElement>(null);
  if (texts === null) return null;
  const { t } = texts;
  const { id, file } = waiting;
  const submit = (): void => {
    const field = passphrase.current;
    if (field === null || busy) return;
    if (field.value === '') {
      field.focus();
      return;
    }
    const given = field.value;
    field.value = '';
    void ask('customer.import-open', { id, passphrase: given }, () => {
      leaveCustomer(ui);
      goTo(ui, 'overview');
    });
  };
  const cancel = (): void => void call('customer.import-cancel', {});
  return (
    <ProfileDialog
      title={t('ui-customers.import.title', { file })}
      testid={CUSTOMERS_TEST_IDS.importDialog}
      error={error}
      onCancel={cancel}
      onSubmit={submit}
    >
      <p className="muted">{t('ui-customers.import.text')}</p>
      <PassphraseField
        isNew={false}
        label={t('ui-customers.import.passphrase')}
        field={passphrase}
        testid={CUSTOMERS_TEST_IDS.importPassphrase}
      />
      <div className="row end">
        {busy && <Spinner label={t('ui-customers.import.working')} />}
        <Button
          type="submit"
          appearance="primary"
          disabled={busy}
          data-testid={CUSTOMERS_TEST_IDS.importOpen}
        >
          {t('ui-customers.import.open')}
        </Button>
        <Button data-testid={CUSTOMERS_TEST_IDS.importCancel} onClick={cancel}>
          {t('ui-customers.cancel')}
        </Button>
      </div>
    </ProfileDialog>
  );
}

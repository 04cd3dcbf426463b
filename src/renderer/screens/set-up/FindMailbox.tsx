import { Button } from '@fluentui/react-components';
import { Search16Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import type { CustomerView } from '../../../shared/ipc/views';
import { loadStepMessages } from '../../../shared/messages/step';
import { FORMS_TEST_IDS } from '../../forms-testids';
import { useArea } from '../../i18n/area';

const MailboxDialog = lazy(() => import('./MailboxDialog'));

interface Props {
  readonly customer: CustomerView;
  readonly isSip: boolean;
  readonly onChoose: (address: string) => void;
}

/** True where the Exchange servers can be asked from here. */
function canAsk({ collected, connection, inputs, scenario }: CustomerView): boolean {
  return (
    collected === null &&
    connection?.exchange !== 'carry' &&
    inputs.domainController !== '' &&
    scenario !== 'sfb-server-tenant'
  );
}

/** The way to choose a mailbox instead of typing its address. */
export function FindMailbox({ customer, isSip, onChoose }: Props) {
  const texts = useArea(loadStepMessages);
  const [isOpen, setOpen] = useState(false);
  if (texts === null || !canAsk(customer)) return null;
  return (
    <div className="row">
      <Button
        icon={<Search16Regular />}
        // A search keeps main busy; what opened the dialog stays, so that the focus can come back.
        disabled={customer.busy !== null && !isOpen}
        data-testid={FORMS_TEST_IDS.mailboxOpen}
        onClick={() => setOpen(true)}
      >
        {texts.t('step.mailbox.open')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <MailboxDialog
            {...{ texts, isSip }}
            onChoose={(address) => {
              setOpen(false);
              onChoose(address);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

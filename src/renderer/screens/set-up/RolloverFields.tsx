import type { CustomerView } from '../../../shared/ipc/views';
import { loadFormsMessages } from '../../../shared/messages/forms';
import { Checkbox } from '../../components/controls/Toggle';
import { useArea } from '../../i18n/area';
import { useTranslator } from '../../i18n/translator';
import { FORMS_TEST_IDS } from '../../forms-testids';
import { InputField, TickField } from './InputField';
import type { Drafts } from './use-drafts';

interface Props {
  readonly customer: CustomerView;
  readonly drafts: Drafts;
}

/** Whether the certificate in use is replaced although it is in order. Without a read, its thumbprint is typed. */
function RollNow({ customer, drafts }: Props) {
  const { date } = useTranslator();
  const texts = useArea(loadFormsMessages);
  const current = customer.certificate;
  if (current === null) return <InputField {...{ customer, drafts }} name="rollNow" optional />;
  const { thumbprint, notAfter } = current;
  const isAsked = drafts.valueOf('rollNow').toUpperCase() === thumbprint.toUpperCase();
  const isAtOnce = drafts.valueOf('effectiveDate') === 'now';
  return (
    <>
      <TickField {...{ customer, drafts }} name="rollNow" ticked={thumbprint} unticked="" />
      <p className="muted">
        {texts?.t('forms.rollover.current', { thumbprint, date: date(notAfter) })}
      </p>
      {(isAsked || isAtOnce) && (
        <Checkbox
          label={texts?.t('forms.rollover.at-once') ?? ''}
          checked={isAtOnce}
          disabled={customer.busy !== null}
          data-testid={FORMS_TEST_IDS.atOnce}
          onChange={(checked) => drafts.change('effectiveDate', checked ? 'now' : '')}
        />
      )}
    </>
  );
}

/** When the next certificate takes over, and whether a healthy one is replaced. Both may stay empty. */
export function RolloverFields({ customer, drafts }: Props) {
  const isAtOnce = drafts.valueOf('effectiveDate') === 'now';
  return (
    <section className="card stack form">
      {(!isAtOnce || customer.certificate === null) && (
        <InputField {...{ customer, drafts }} name="effectiveDate" optional />
      )}
      <RollNow {...{ customer, drafts }} />
    </section>
  );
}

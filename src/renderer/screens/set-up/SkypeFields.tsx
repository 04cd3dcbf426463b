import { Button } from '@fluentui/react-components';
import type { CustomerView, InputName, StepIdView } from '../../../shared/ipc/views';
import { Problem } from '../../components/Problem';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';
import { TextField } from './AccountFields';
import type { Drafts } from './use-drafts';

/** Fields by step of the scenario with Skype for Business Server. All may stay empty. */
const FIELDS: Readonly<Partial<Record<StepIdView, readonly InputName[]>>> = {
  'sfb-certificate': ['issuerThumbprint', 'issuerEffectiveDate'],
  autodiscover: ['exchangeAutodiscoverUrl', 'autodiscoverAllowedDomains'],
  'sfb-partner': ['pool'],
  'restart-iis': ['restartAt'],
  'mailbox-test': ['testSipAddress', 'storageHost', 'testFolder', 'keepTestItem'],
  archiving: ['archiving'],
  'contact-store': ['contactStore'],
  federation: ['federation'],
};

interface Props {
  readonly customer: CustomerView;
  readonly drafts: Drafts;
  readonly step: StepIdView;
}

/** The fields of a step; an address that names the wrong file is corrected with one button. */
export function SkypeFields({ customer, drafts, step }: Props) {
  const { t } = useTranslator();
  const names = FIELDS[step];
  if (names === undefined) return null;
  const wrong = customer.inputProblems.find(({ error }) => error.code === 'HX-SVC');
  const fixed = String(wrong?.error.args['fixed'] ?? '');
  return (
    <section className="card stack form">
      {names.map((name) => (
        <TextField key={name} customer={customer} drafts={drafts} name={name} optional />
      ))}
      {wrong !== undefined && names.includes(wrong.input) && (
        <Problem error={wrong.error}>
          <Button
            data-testid={TEST_IDS.useFixedAddress}
            onClick={() => drafts.change(wrong.input, fixed)}
          >
            {t('ui.input.use-fixed', { fixed })}
          </Button>
        </Problem>
      )}
    </section>
  );
}

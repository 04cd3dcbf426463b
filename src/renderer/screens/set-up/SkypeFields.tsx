import { Button } from '@fluentui/react-components';
import type { CustomerView, InputName, StepIdView } from '../../../shared/ipc/views';
import { Problem } from '../../components/Problem';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS } from '../../testids';
import { InputField, TickField } from './InputField';
import { fieldsOf } from './step-fields';
import type { Drafts } from './use-drafts';

interface Props {
  readonly customer: CustomerView;
  readonly drafts: Drafts;
}

/** Steps with fields of their own kind. */
const OTHERS: readonly StepIdView[] = ['mail-user', 'create-certificate'];

function AnyField(props: Props & { name: InputName }) {
  switch (props.name) {
    case 'contactStore':
    case 'federation':
      return <TickField {...props} ticked="yes" unticked="" />;
    case 'keepTestItem':
      // The box says that the item is deleted, which is what happens unless a person wants it kept.
      return <TickField {...props} ticked="" unticked="yes" />;
    default:
      return <InputField {...props} optional />;
  }
}

/** The fields of a step; an address that names the wrong file is corrected with one button. */
export function SkypeFields({ customer, drafts, step }: Props & { step: StepIdView }) {
  const { t } = useTranslator();
  const names = OTHERS.includes(step) ? [] : fieldsOf(customer.recipe, step);
  if (names.length === 0) return null;
  const wrong = customer.inputProblems.find(({ error }) => error.code === 'HX-SVC');
  const fixed = String(wrong?.error.args['fixed'] ?? '');
  return (
    <section className="card stack form">
      {names.map((name) => (
        <AnyField key={name} customer={customer} drafts={drafts} name={name} />
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

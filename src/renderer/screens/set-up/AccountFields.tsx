import type { CustomerView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';
import { InputField } from './InputField';
import { fieldGroups } from './step-fields';
import type { Drafts } from './use-drafts';

/** The fields of step 2, filled from what was read where that is possible. */
export function AccountFields({ customer, drafts }: { customer: CustomerView; drafts: Drafts }) {
  const { t } = useTranslator();
  return (
    <section className="card stack form">
      {customer.busy !== null && <p className="muted">{t(`ui.busy.${customer.busy}`)}</p>}
      {fieldGroups(customer.recipe).map(({ group, names }) => (
        <fieldset key={group} className="fieldset stack">
          <legend>
            <h2 className="node-title">{t(`ui.input.group-${group}`)}</h2>
          </legend>
          {names.map((name) => (
            <InputField
              key={name}
              customer={customer}
              drafts={drafts}
              name={name}
              optional={name === 'testMailbox'}
            />
          ))}
        </fieldset>
      ))}
    </section>
  );
}

import { Field, Input } from '@fluentui/react-components';
import type { CustomerView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import type { ApplyScope } from '../../state/consent';
import { PLAN_IDS } from '../../plan-testids';

/** Names as people type them: case, width and spaces around do not count. */
function plain(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** True while the customer's name must be typed: a real customer, and a consent that is given. */
export function asksForName(customer: CustomerView, scope: ApplyScope): boolean {
  return !customer.practice && scope.given.length > 0;
}

/** True where the name that must be typed was not. */
export function lacksName(customer: CustomerView, scope: ApplyScope, typed: string): boolean {
  return asksForName(customer, scope) && plain(typed) !== plain(customer.name);
}

/** The customer's name, typed by hand, so that nobody consents for the wrong one. */
export function NameField(props: {
  customer: CustomerView;
  typed: string;
  texts: Translator;
  onType: (typed: string) => void;
}) {
  const { customer, typed, texts, onType } = props;
  return (
    <Field
      label={texts.t('plan.name.label', { name: customer.name })}
      hint={texts.t('plan.name.hint')}
      className="name-field"
    >
      <Input
        value={typed}
        autoComplete="off"
        spellCheck={false}
        data-testid={PLAN_IDS.name}
        onChange={(_, data) => onType(data.value)}
      />
    </Field>
  );
}

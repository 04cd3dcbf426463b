import { Field, Input } from '@fluentui/react-components';
import type { Ref } from 'react';
import { LONGEST_PASSPHRASE } from '../../../shared/bundle';

/** A field for a passphrase. It keeps its own value: a passphrase has no place in any state. */
export function PassphraseField(props: {
  label: string;
  hint?: string;
  /** Why the value cannot be taken; null while it can. */
  problem?: string | null;
  /** True where a new one is chosen, so that password managers offer none. */
  isNew: boolean;
  field: Ref<HTMLInputElement>;
  testid: string;
}) {
  const { label, hint, problem = null, isNew, field, testid } = props;
  return (
    <Field
      required
      label={label}
      {...(hint !== undefined && { hint })}
      {...(problem !== null && { validationState: 'error', validationMessage: problem })}
    >
      <Input
        input={{ ref: field }}
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        maxLength={LONGEST_PASSPHRASE}
        data-testid={testid}
      />
    </Field>
  );
}

import { useCallback } from 'react';
import { useServices, useUi } from './context';
import type { Forms } from './form-drafts';

/** The values of a form as typed, `first` until then; null forgets them. They belong to `owner`. */
export function useFormDraft<F extends keyof Forms>(
  form: F,
  owner: string,
  first: Forms[F],
): readonly [Forms[F], (value: Forms[F] | null) => void, boolean] {
  const { ui } = useServices();
  const kept = useUi((state) => state.forms[form]);
  const change = useCallback(
    (value: Forms[F] | null) =>
      ui.setState(({ forms }) => ({
        forms: { ...forms, [form]: value === null ? undefined : { owner, value } },
      })),
    [ui, form, owner],
  );
  const isKept = kept?.owner === owner;
  return [isKept ? kept.value : first, change, isKept];
}

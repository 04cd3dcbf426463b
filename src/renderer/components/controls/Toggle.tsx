import { useFieldControlProps_unstable as useFieldProps } from '@fluentui/react-components';
import type { ComponentProps, ReactNode } from 'react';
import './controls.css';

interface Props extends Omit<ComponentProps<'input'>, 'checked' | 'onChange' | 'type'> {
  readonly checked: boolean;
  readonly label: ReactNode;
  readonly onChange: (checked: boolean) => void;
}

/** A box that is ticked or not. */
export function Checkbox({ label, onChange, ...rest }: Props) {
  const props = useFieldProps(rest, { supportsLabelFor: true, supportsRequired: true });
  return (
    <label className="choice">
      <input
        className="check"
        {...props}
        type="checkbox"
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** Something that is on or off, and changes at once. */
export function Switch(props: Props) {
  return <Checkbox className="switch" role="switch" {...props} />;
}

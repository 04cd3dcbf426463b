import { useFieldControlProps_unstable as useFieldProps } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import './controls.css';

interface Props extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Text of several lines. A field around it names and describes it. */
export function TextArea({ onChange, ...rest }: Props) {
  const props = useFieldProps(rest, { supportsLabelFor: true, supportsRequired: true });
  return (
    <textarea className="text-area" {...props} onChange={(event) => onChange(event.target.value)} />
  );
}

import { useFieldControlProps_unstable as useFieldProps } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons';
import type { ComponentProps } from 'react';
import './controls.css';

interface Props extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of a list of `option` elements. A field around it names and describes it. */
export function Select({ onChange, ...rest }: Props) {
  const props = useFieldProps(rest, { supportsLabelFor: true, supportsRequired: true });
  return (
    <span className="select">
      <select {...props} onChange={(event) => onChange(event.target.value)} />
      <ChevronDown16Regular aria-hidden="true" />
    </span>
  );
}

import { useFieldControlProps_unstable as useFieldProps } from '@fluentui/react-components';
import { createContext, useContext, useId, type ComponentProps, type ReactNode } from 'react';
import './controls.css';

interface Group {
  readonly name: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

const GroupContext = createContext<Group | null>(null);

interface GroupProps extends Omit<ComponentProps<'div'>, 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  /** Side by side, as far as there is room. */
  readonly horizontal?: boolean;
}

/** Choices of which one holds. A field around it names and describes it. */
export function RadioGroup(all: GroupProps) {
  const { value, onChange, disabled = false, horizontal = false, children, ...rest } = all;
  const name = useId();
  const props = useFieldProps(rest);
  return (
    <div role="radiogroup" className={horizontal ? 'radios row' : 'radios'} {...props}>
      <GroupContext.Provider value={{ name, value, disabled, onChange }}>
        {children}
      </GroupContext.Provider>
    </div>
  );
}

interface RadioProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange'> {
  readonly value: string;
  readonly label: ReactNode;
}

/** One choice of a group. */
export function Radio({ label, value, disabled = false, ...rest }: RadioProps) {
  const group = useContext(GroupContext);
  return (
    <label className="choice">
      <input
        {...rest}
        className="check"
        type="radio"
        name={group?.name}
        value={value}
        checked={group?.value === value}
        disabled={disabled || group?.disabled}
        onChange={() => group?.onChange(value)}
      />
      <span>{label}</span>
    </label>
  );
}

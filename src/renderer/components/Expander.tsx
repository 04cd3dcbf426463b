import { ChevronRight16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

/** A piece of detail, one expand away. */
export function Expander(props: {
  label: ReactNode;
  children: ReactNode;
  testid?: string;
  open?: boolean;
  /** The label takes the whole line and looks like text. */
  wide?: boolean;
}) {
  return (
    <details data-testid={props.testid} open={props.open ?? false}>
      <summary className={props.wide === true ? 'wide' : ''}>
        <ChevronRight16Regular className="chevron" aria-hidden="true" />
        {props.label}
      </summary>
      {props.children}
    </details>
  );
}

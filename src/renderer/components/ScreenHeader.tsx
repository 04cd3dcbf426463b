import { useEffect, useRef, type ReactNode } from 'react';

/** The screen's only h1. Focus goes there when the screen, or the thing named by `focusKey`, appears. */
export function Heading(props: { children: ReactNode; focusKey?: string; testid?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [props.focusKey]);
  return (
    <h1 ref={heading} tabIndex={-1} data-testid={props.testid}>
      {props.children}
    </h1>
  );
}

/** Heading row of a screen. */
export function ScreenHeader(props: {
  title: ReactNode;
  before?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="page-head">
      {props.before}
      <div className="titles">
        <Heading>{props.title}</Heading>
        {props.meta !== undefined && <div className="meta">{props.meta}</div>}
      </div>
      {props.actions !== undefined && <div className="actions">{props.actions}</div>}
    </div>
  );
}

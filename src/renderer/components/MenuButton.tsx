import { Button } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { moveFocus } from './move-focus';
import './menu.css';

/** One entry of a menu. With `checked` it is one of several choices. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly testid: string;
  readonly icon?: ReactNode;
  readonly checked?: boolean;
  readonly lang?: string;
  /** Draws a line before it. */
  readonly separate?: boolean;
  readonly onChoose: () => void;
}

function Entry({ entry, onChosen }: { entry: MenuEntry; onChosen: () => void }) {
  const { checked } = entry;
  return (
    <>
      {entry.separate === true && <li role="separator" className="menu-line" />}
      <li role="none">
        <button
          type="button"
          className="menu-item"
          tabIndex={-1}
          data-testid={entry.testid}
          lang={entry.lang}
          role={checked === undefined ? 'menuitem' : 'menuitemradio'}
          onClick={() => {
            onChosen();
            entry.onChoose();
          }}
          {...(checked !== undefined && { 'aria-checked': checked })}
        >
          <span className="menu-icon" aria-hidden="true">
            {checked === true ? <Checkmark16Regular /> : entry.icon}
          </span>
          {entry.label}
        </button>
      </li>
    </>
  );
}

/** A button with a menu below it; arrows move, Escape closes and gives focus back. */
export function MenuButton(props: {
  entries: readonly MenuEntry[];
  testid: string;
  icon?: ReactNode;
  /** Needed where the button shows no text. */
  name?: string;
  children?: ReactNode;
  className?: string;
}) {
  const { entries, testid, icon, name, children, className = '' } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLUListElement>(null);
  const menuId = useId();
  useEffect(() => {
    if (!open) return undefined;
    const checked = menu.current?.querySelector<HTMLElement>('[aria-checked="true"]');
    (checked ?? menu.current?.querySelector<HTMLElement>('button'))?.focus();
    const onPointerDown = (event: PointerEvent): void => {
      const inside = event.target instanceof Node && box.current?.contains(event.target) === true;
      if (!inside) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Tab') setOpen(false);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  return (
    <div ref={box} className={`menu-box ${className}`} {...(open && { onKeyDown })}>
      <Button
        appearance="subtle"
        className="menu-trigger"
        aria-haspopup="menu"
        aria-expanded={open}
        data-testid={testid}
        onClick={() => setOpen(!open)}
        {...(open && { 'aria-controls': menuId })}
        {...(icon !== undefined && { icon: <>{icon}</> })}
        {...(name !== undefined && { 'aria-label': name, title: name })}
      >
        {children}
      </Button>
      {open && (
        <ul
          ref={menu}
          id={menuId}
          role="menu"
          className="menu"
          onKeyDown={(event) => moveFocus(event, '.menu-item')}
        >
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} onChosen={close} />
          ))}
        </ul>
      )}
    </div>
  );
}

import type { ReactNode } from 'react';
import { moveFocus } from './move-focus';
import './tabs.css';

/** One tab. */
export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly testid: string;
}

/** Tabs with their panel; arrows choose, and only the chosen tab is in the tab order. */
export function Tabs<Id extends string>(props: {
  tabs: readonly TabItem<Id>[];
  selected: Id;
  label: string;
  testid: string;
  onSelect: (id: Id) => void;
  children: ReactNode;
}) {
  const { tabs, selected, label, testid, onSelect, children } = props;
  return (
    <div className="stack">
      <div
        role="tablist"
        aria-label={label}
        className="tabs"
        data-testid={testid}
        onKeyDown={(event) => moveFocus(event, '[role="tab"]', 'horizontal')?.click()}
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            className="tab"
            aria-selected={tab.id === selected}
            aria-controls="tab-panel"
            tabIndex={tab.id === selected ? 0 : -1}
            data-testid={tab.testid}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${selected}`} className="stack">
        {children}
      </div>
    </div>
  );
}

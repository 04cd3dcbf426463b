import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { PANEL_WIDTH } from '../../shared/settings';
import { useTranslator } from '../i18n/translator';
import { SETTINGS_TEST_IDS } from '../settings-testids';
import { useCall, useView } from '../state/context';

const { least, most, step } = PANEL_WIDTH;

function within(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

const MOVES: Readonly<Record<string, (width: number) => number>> = {
  ArrowLeft: (width) => width + step,
  ArrowRight: (width) => width - step,
  Home: () => least,
  End: () => most,
};

/** The side panel's edge: dragged, or moved with the arrow keys. The width is kept. */
export function PanelEdge() {
  const { t } = useTranslator();
  const call = useCall();
  const kept = useView((view) => view.settings.panelWidth);
  const [dragged, setDragged] = useState<number | null>(null);
  const show = (width: number): void => {
    document.documentElement.style.setProperty('--panel', `${width}px`);
  };
  const keep = (width: number): void => {
    show(width);
    void call('app.preferences', { panelWidth: width });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    keep(within(move(kept)));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const width = within(window.innerWidth - event.clientX);
    setDragged(width);
    show(width);
  };
  const onPointerUp = (): void => {
    if (dragged === null) return;
    setDragged(null);
    keep(dragged);
  };
  return (
    <div
      className="panel-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('ui.shell.resize')}
      aria-valuenow={dragged ?? kept}
      aria-valuemin={least}
      aria-valuemax={most}
      data-testid={SETTINGS_TEST_IDS.panelResize}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
    />
  );
}

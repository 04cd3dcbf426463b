import { render, type RenderResult } from '@testing-library/react';
import { App } from '../../../src/renderer/app/App';
import type { Services } from '../../../src/renderer/state/context';
import { createLogBuffer } from '../../../src/renderer/state/log-buffer';
import { createUiStore, type ScreenId } from '../../../src/renderer/state/ui-store';
import { createViewStore } from '../../../src/renderer/state/view-store';
import type { AppView } from '../../../src/shared/ipc/views';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { createFakeBridge, type FakeBridge } from './fake-bridge';

/** The window over a fake bridge. */
export interface Shown extends RenderResult {
  readonly bridge: FakeBridge;
  readonly services: Services;
}

/** Shows the whole window with this view, on this screen. */
export async function show(view: AppView, screen: ScreenId = 'overview'): Promise<Shown> {
  const bridge = createFakeBridge(view);
  const views = createViewStore(bridge);
  const log = createLogBuffer(bridge);
  log.start();
  await views.start();
  const services: Services = { bridge, views, log, ui: createUiStore(screen) };
  const translator = createTranslator(view.language, messagesOf(view.language));
  const shown = render(<App services={services} translator={translator} />);
  // The first screen of a test file is loaded with all its libraries.
  await shown.findByRole('heading', { level: 1 }, { timeout: 20_000 });
  return { ...shown, bridge, services };
}

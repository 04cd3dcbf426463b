import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/ipc/bridge';
import { App } from './app/App';
import { loadTranslator } from './i18n/translator';
import { createLogBuffer } from './state/log-buffer';
import { watchPageFaults } from './state/page-faults';
import { startScreen } from './state/start-screen';
import { createUiStore } from './state/ui-store';
import { createViewStore } from './state/view-store';
import './styles/base.css';
import './styles/facts.css';
import './styles/screen.css';
import './styles/shell.css';

declare global {
  interface Window {
    readonly crossprem?: Bridge;
  }
}

/** Says in the page itself why nothing can be shown; used before any texts are loaded. */
function refuse(root: HTMLElement, reason: string): void {
  const text = document.createElement('p');
  text.role = 'alert';
  text.textContent = reason;
  root.replaceChildren(text);
}

/** Styles that Fluent adds while running need the nonce of this response. */
function makeStyleRenderer() {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return createDOMRenderer(document, {
    styleElementAttributes: nonce === undefined ? {} : { nonce },
  });
}

async function start(root: HTMLElement, bridge: Bridge): Promise<void> {
  const report = watchPageFaults(bridge);
  const views = createViewStore(bridge);
  const log = createLogBuffer(bridge);
  log.start();
  const started = await views.start();
  const { view } = views.store.getState();
  if (!started.ok || view === null) {
    const problem = started.ok ? 'HX-BUG' : started.error.code;
    refuse(root, `${problem}: Crossprem did not answer its window.`);
    return;
  }
  const ui = createUiStore(startScreen(view));
  const translator = await loadTranslator(view.language);
  // Where drawing itself fails, nothing of the page is left to say so: main shows its own page.
  const onUncaughtError = (
    error: unknown,
    where: { readonly componentStack?: string | undefined },
  ): void => {
    console.error(error);
    report('render', error, where.componentStack ?? '');
  };
  createRoot(root, { onUncaughtError }).render(
    <StrictMode>
      <RendererProvider renderer={makeStyleRenderer()}>
        <App services={{ bridge, views, log, ui }} translator={translator} />
      </RendererProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) {
  if (window.crossprem === undefined) {
    refuse(root, 'This page is the window of Crossprem and works only inside the application.');
  } else {
    void start(root, window.crossprem);
  }
}

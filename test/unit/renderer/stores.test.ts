import { describe, expect, it } from 'vitest';
import { createLogBuffer } from '../../../src/renderer/state/log-buffer';
import { share } from '../../../src/renderer/state/share';
import { createUiStore, goBack, goTo, setConsent } from '../../../src/renderer/state/ui-store';
import { createViewStore } from '../../../src/renderer/state/view-store';
import { appError } from '../../../src/shared/errors';
import { createFakeBridge } from './fake-bridge';
import { appView, customerView, logLines } from './fixtures';

describe('the projection of main’s state', () => {
  it('starts from a snapshot and follows what main pushes', async () => {
    const bridge = createFakeBridge(appView(null));
    const { store, start } = createViewStore(bridge);
    expect(store.getState().view).toBeNull();
    await start();
    expect(store.getState().view?.sequence).toBe(1);
    bridge.push(appView(customerView()));
    expect(store.getState().view?.open?.name).toBe('Contoso (practice)');
  });

  it('drops a view that is not newer than the one shown', async () => {
    const bridge = createFakeBridge(appView(null, { sequence: 5 }));
    const { store, start } = createViewStore(bridge);
    await start();
    bridge.pushRaw(appView(null, { sequence: 4, language: 'fr' }));
    bridge.pushRaw(appView(null, { sequence: 5, language: 'fr' }));
    expect(store.getState().view?.language).toBe('en');
    bridge.pushRaw(appView(null, { sequence: 6, language: 'fr' }));
    expect(store.getState().view?.language).toBe('fr');
  });

  it('does not let a late snapshot undo a pushed view', async () => {
    const bridge = createFakeBridge(appView(null, { sequence: 1 }));
    const { store, start } = createViewStore(bridge);
    const started = start();
    bridge.answer('app.snapshot', { ok: true, value: appView(null, { sequence: 1 }) });
    bridge.pushRaw(appView(null, { sequence: 9, language: 'zh-TW' }));
    await started;
    expect(store.getState().view).toMatchObject({ sequence: 9, language: 'zh-TW' });
  });

  it('hands a refused snapshot on and stops listening when told to', async () => {
    const bridge = createFakeBridge(appView(null));
    bridge.answer('app.snapshot', { ok: false, error: appError('HX-BUG') });
    const { store, start, stop } = createViewStore(bridge);
    expect(await start()).toEqual({ ok: false, error: appError('HX-BUG') });
    stop();
    bridge.push(appView(null));
    expect(store.getState().view).toBeNull();
  });

  it('keeps the identity of every part that did not change', async () => {
    const open = customerView();
    const bridge = createFakeBridge(appView(open));
    const { store, start } = createViewStore(bridge);
    await start();
    const before = store.getState().view?.open;
    bridge.push(appView({ ...structuredClone(open), busy: 'read' }));
    const after = store.getState().view?.open;
    expect(after).not.toBe(before);
    expect(after?.plan).toBe(before?.plan);
    expect(after?.steps).toBe(before?.steps);
  });
});

describe('share', () => {
  it.each([
    [
      [1, 2],
      [1, 2, 3],
    ],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: [1] }, { a: { 0: 1 } }],
    [null, { a: 1 }],
    [{ a: 1, b: 2 }, { a: 1 }],
  ])('gives a value equal to the next one: %j → %j', (previous, next) => {
    expect(share(previous, next)).toStrictEqual(next);
  });
});

describe('the log', () => {
  it('takes each line once and keeps the newest 5,000', async () => {
    const bridge = createFakeBridge(appView(null), logLines(4_990));
    const log = createLogBuffer(bridge);
    log.start();
    await log.reload();
    bridge.log(logLines(5_020).slice(4_980));
    expect(log.lines()).toHaveLength(5_000);
    expect(log.lines().at(0)?.sequence).toBe(21);
    expect(log.lines().at(-1)?.sequence).toBe(5_020);
  });

  it('starts over with another run, and tells its listeners', async () => {
    const bridge = createFakeBridge(appView(null), logLines(3));
    const log = createLogBuffer(bridge);
    let news = 0;
    const end = log.subscribe(() => (news += 1));
    await log.reload();
    expect(log.lines()).toHaveLength(3);
    end();
    await log.reload();
    expect(news).toBe(1);
  });
});

describe('the window’s own state', () => {
  it('goes back the way it came', () => {
    const ui = createUiStore();
    goTo(ui, 'overview');
    goTo(ui, 'overview');
    goTo(ui, 'plan');
    goBack(ui);
    expect(ui.getState().screen).toBe('overview');
    goBack(ui);
    goBack(ui);
    expect(ui.getState().screen).toBe('customers');
  });

  it('ties consents to one plan', () => {
    const ui = createUiStore();
    setConsent(ui, 'AAAA-0001', 'cannot-undo', true);
    setConsent(ui, 'AAAA-0002', 'adds-credential', true);
    expect(ui.getState().consents).toEqual({ fingerprint: 'AAAA-0002', tags: ['adds-credential'] });
    setConsent(ui, 'AAAA-0002', 'adds-credential', false);
    expect(ui.getState().consents.tags).toEqual([]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { CustomerTargets } from '../../../../../src/adapters/targets';
import type { SignIn, SignInState } from '../../../../../src/adapters/tenant';
import { renewableTargets } from '../../../../../src/main/app/windows/renewable-targets';

const SIGNED_IN: SignInState = {
  state: 'signed-in',
  account: 'ada@contoso.com',
  tenantId: 't',
  expiresAt: '2026-01-12T09:00:00Z',
};

/** Targets that say which they are, and hold a sign-in until they are closed. */
function made(number: number) {
  const listeners = new Set<(state: SignInState) => void>();
  let state: SignInState = { state: 'signed-out' };
  const set = (next: SignInState): Promise<SignInState> => {
    state = next;
    listeners.forEach((listener) => listener(next));
    return Promise.resolve(next);
  };
  const shell = {
    description: `shell ${number}`,
    invoke: () => Promise.resolve({ kind: 'done', items: [number], warnings: [] }),
  };
  const signIn = {
    get state() {
      return state;
    },
    subscribe: (listener: (state: SignInState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    withBrowser: () => set(SIGNED_IN),
    restore: () => set(SIGNED_IN),
    cancel: vi.fn(),
  };
  return {
    shell,
    online: shell,
    local: shell,
    onlineTarget: null,
    skype: () => shell,
    directory: { description: 'graph', send: () => Promise.resolve(number) },
    signIn: signIn as unknown as SignIn,
    askAgain: vi.fn(),
    close: vi.fn(() => set({ state: 'signed-out' })),
  };
}

describe('targets that are renewed', () => {
  it('forget the sign-in, close the old ones, and work again with new ones', async () => {
    const all: ReturnType<typeof made>[] = [];
    const targets = renewableTargets(() => {
      const next = made(all.length + 1);
      all.push(next);
      return next as unknown as CustomerTargets;
    });
    const states: string[] = [];
    targets.signIn.subscribe((state) => states.push(state.state));
    await targets.signIn.withBrowser();
    expect(targets.signIn.state).toEqual(SIGNED_IN);
    const { shell } = targets;
    expect(shell.description).toBe('shell 1');

    await targets.renew();
    expect(all[0]?.close).toHaveBeenCalledOnce();
    expect(targets.signIn.state).toEqual({ state: 'signed-out' });
    // What was handed out before works on with the new ones.
    expect(shell.description).toBe('shell 2');
    expect(
      await shell.invoke({ name: 'x', parameters: {} }, { deadlineMs: 1, requestId: 'r' }),
    ).toMatchObject({ items: [2] });
    await targets.signIn.restore();
    expect(states).toEqual(['signed-in', 'signed-out', 'signed-in']);
    await targets.close();
    expect(all[1]?.close).toHaveBeenCalledOnce();
  });
});

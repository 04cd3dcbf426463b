/**
 * A customer's targets that can be dropped and made again: a lock drops them with every token, credential and session,
 * while the customer stays open. New ones start nothing until they are used.
 */
import type { CustomerTargets } from '../../../adapters/targets';
import type { SignIn, SignInState } from '../../../adapters/tenant';
import type { Shell } from '../../../core/ports';

/** Targets that hand everything on to the present ones. */
export interface RenewableTargets extends CustomerTargets {
  /** Ends all sessions, forgets tokens and credentials in memory, and begins anew, signed out. */
  renew(): Promise<void>;
}

/** Makes them from what makes targets. */
export function renewableTargets(make: () => CustomerTargets): RenewableTargets {
  let current = make();
  const listeners = new Set<(state: SignInState) => void>();
  const tell = (state: SignInState): void => listeners.forEach((listener) => listener(state));
  let unsubscribe = current.signIn.subscribe(tell);
  const { onlineTarget, web, premises, directory } = current;
  return {
    shell: shellOf(() => current.shell),
    online: shellOf(() => current.online),
    local: shellOf(() => current.local),
    skype: (computer) => current.skype(computer),
    onlineTarget:
      onlineTarget === null
        ? null
        : {
            ...shellOf(() => current.online),
            account: () => (current.onlineTarget ?? onlineTarget).account(),
            connect: (options) => (current.onlineTarget ?? onlineTarget).connect(options),
            close: () => (current.onlineTarget ?? onlineTarget).close(),
          },
    directory: {
      description: directory.description,
      send: (request, options) => current.directory.send(request, options),
      ...(directory.prepare === undefined
        ? {}
        : {
            prepare: async (requests) => (await current.directory.prepare?.(requests)) ?? NOTHING,
          }),
    },
    signIn: signInOf(() => current.signIn, listeners),
    ...(web === undefined ? {} : { web }),
    ...(premises === undefined ? {} : { premises }),
    askAgain: () => current.askAgain(),
    close: () => current.close(),
    renew: async () => {
      const old = current;
      unsubscribe();
      current = make();
      unsubscribe = current.signIn.subscribe(tell);
      tell(current.signIn.state);
      await old.close();
    },
  };
}

const NOTHING = { ok: true, value: null } as const;

function shellOf(shell: () => Shell): Shell {
  return {
    get description() {
      return shell().description;
    },
    get parallelReads() {
      return shell().parallelReads ?? 1;
    },
    rights: (options) => shell().rights?.(options) ?? Promise.resolve({ kind: 'not-known' }),
    invoke: (command, options) => shell().invoke(command, options),
  };
}

function signInOf(signIn: () => SignIn, listeners: Set<(state: SignInState) => void>): SignIn {
  return {
    get state() {
      return signIn().state;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    withBrowser: () => signIn().withBrowser(),
    withDeviceCode: () => signIn().withDeviceCode(),
    restore: () => signIn().restore(),
    cancel: () => signIn().cancel(),
    extend: (permissions) => signIn().extend(permissions),
    signOut: () => signIn().signOut(),
    close: () => signIn().close(),
  };
}

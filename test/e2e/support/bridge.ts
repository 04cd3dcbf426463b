/** Calls the bridge as a script in the page could: any channel, any words. */
import type { RunningApp } from './launch';

/** Main's answer, or what the bridge itself threw. */
export async function callBridge(
  app: RunningApp,
  channel: string,
  ...input: readonly unknown[]
): Promise<unknown> {
  return app.page.evaluate(
    async ([name, words]) => {
      const bridge: unknown = Reflect.get(window, 'crossprem');
      const { call } = bridge as { call: (...all: readonly unknown[]) => Promise<unknown> };
      return call(name, ...words);
    },
    [channel, input] as const,
  );
}

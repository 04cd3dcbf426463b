/** How many reads of a shell run at a time. */
import { expect, it } from 'vitest';
import { performReads } from '../../../src/core/engine/read-lanes';
import type { EnginePorts } from '../../../src/core/engine/ports';
import type { ReadRequest } from '../../../src/core/model/observation';
import type { Shell } from '../../../src/core/ports';

function portsWith(parallelReads?: number): { ports: EnginePorts; most: () => number } {
  let running = 0;
  let most = 0;
  const shell: Shell = {
    description: 'EX01',
    ...(parallelReads === undefined ? {} : { parallelReads }),
    invoke: async (command) => {
      running += 1;
      most = Math.max(most, running);
      // Later ones end earlier: the order of the result must not come from the order of the answers.
      for (let turn = 60 - Number(command.parameters['Server']); turn > 0; turn -= 1)
        await Promise.resolve();
      running -= 1;
      return { kind: 'done', items: [], warnings: [] };
    },
  };
  const nothing = () => undefined;
  const ports: EnginePorts = {
    shell,
    directory: { description: '', send: () => Promise.reject(new Error('not asked')) },
    files: {
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      list: () => Promise.resolve([]),
    },
    crypto: { sha256: () => '', certificate: nothing },
    clock: { now: () => new Date(0), monotonic: () => 0, sleep: () => Promise.resolve() },
    ids: { guid: () => '' },
    log: { info: nothing, warn: nothing, error: nothing },
  };
  return { ports, most: () => most };
}

const requests = (count: number): ReadRequest[] =>
  Array.from({ length: count }, (_value, index) => ({
    read: 'certificates',
    arguments: { server: String(index) },
  }));

it.each([
  { waiting: 200, canTake: undefined, atATime: 1 },
  { waiting: 39, canTake: 10, atATime: 1 },
  { waiting: 40, canTake: 10, atATime: 2 },
  { waiting: 200, canTake: 10, atATime: 10 },
  { waiting: 200, canTake: 3, atATime: 3 },
])(
  '$waiting reads in a shell that takes $canTake: $atATime',
  async ({ waiting, canTake, atATime }) => {
    const { ports, most } = portsWith(canTake);
    const asked = requests(waiting);
    const progress: number[] = [];
    const found = await performReads(asked, ports, ({ done }) => progress.push(done));
    expect(most()).toBe(atATime);
    expect(found.map(({ request }) => request.arguments['server'])).toEqual(
      asked.map((request) => request.arguments['server']),
    );
    expect(progress).toEqual([...progress].sort((left, right) => left - right));
  },
);

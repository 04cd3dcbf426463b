/** The whole scenario through PowerShell: adapter, bridge, proxies, lab. The same plan as without it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { KINDS, closeAll, makeShell, removeFolder, shippedBridge } from './support/shells';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterEach(closeAll);
afterAll(async () => {
  await lab.stop();
  await removeFolder();
});

describe.each(KINDS)('$name', (kind) => {
  it.skipIf(kind.executable === undefined)(
    'plans, applies and verifies',
    async () => {
      await lab.reset('empty');
      const direct = await openBench(lab);
      const expected = await direct.session.makePlan();
      await direct.remove();
      const shell = makeShell(kind, {
        modulePath: shippedBridge,
        connect: { op: 'connect-practice', endpoint: lab.ready.endpoint },
        secret: () => ({ name: 'practice', user: 'practice', secret: lab.ready.secret }),
      });
      const bench = await openBench(lab, {}, nodeFileSystem, shell);
      const { session } = bench;
      const plan = await session.makePlan();
      expect(plan.fingerprint).toBe(expected.fingerprint);
      expect(await session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
      const verification = await session.verify();
      expect(verification.steps.every((step) => step.verdict === 'verified')).toBe(true);
      expect((await session.makePlan()).actions).toEqual([]);
      await bench.remove();
    },
    180_000,
  );
});

/** Skype for Business Server and a tenant over the real lab. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import type { LabFault, LabStart } from '../../../src/shared/lab';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

const SCENARIO = { scenario: 'sfb-server-tenant' } as const;
const CLASSIC = '00000004-0000-0ff1-ce00-000000000000';
const KEYS = `service-principal.${CLASSIC}.keys`;
const FEDERATION = { ...SCENARIO, inputs: { federation: 'yes' } } as const;

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

const ids = (plan: Plan): readonly string[] => plan.actions.map((action) => action.id);
const codes = (plan: Plan): readonly string[] => plan.findings.map((item) => item.code);

async function withLab(
  start: LabStart,
  faults: readonly LabFault[],
  work: (bench: Bench) => Promise<void>,
  change: Parameters<typeof openBench>[1] = SCENARIO,
): Promise<void> {
  await lab.reset(start);
  for (const fault of faults) await lab.fault(fault);
  const bench = await openBench(lab, change);
  try {
    await work(bench);
  } finally {
    await bench.remove();
  }
}

/** Everything that this scenario may change, as it is now. */
async function stateOf(bench: Bench): Promise<unknown> {
  const session = await bench.reopen();
  await session.read();
  return [...(session.state.observations?.entries() ?? [])]
    .map(([key, item]) => [key, item.status === 'read' ? item.facts : item.status])
    .sort();
}

async function undoLast(bench: Bench): Promise<void> {
  const session = await bench.reopen();
  await session.planUndo(session.state.runs.at(-1)?.id ?? '');
  expect((await session.apply(TAGS)).result).toBe('done');
  // Replicas of the tenant have the changes a little later.
  await lab.control({ op: 'advance', milliseconds: 120_000 });
}

describe('from a fresh pool', () => {
  test('to verified; the second plan is empty; the undo restores everything', async () => {
    await withLab(
      'sfb-empty',
      [],
      async (bench) => {
        const before = await stateOf(bench);
        const plan = await bench.session.makePlan();
        expect(ids(plan)).toEqual([
          'cloud-token-server.create',
          'cloud-partner.create',
          KEYS,
          'pool-names.add',
          'access-edge.set',
          'hosting-provider.set',
        ]);
        const upload = plan.actions.find((action) => action.id === KEYS);
        expect(upload?.tags).toEqual(['adds-credential', 'needs-tenant-admin']);
        expect(await bench.session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
        const again = await bench.reopen();
        expect(ids(await again.makePlan())).toEqual([]);
        const { steps } = await again.verify();
        expect(steps.map((step) => step.verdict)).toEqual(steps.map(() => 'verified'));
        await undoLast(bench);
        expect(await stateOf(bench)).toEqual(before);
      },
      FEDERATION,
    );
  });

  test('federation is compared, and left alone unless asked for', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(ids(plan)).not.toContain('access-edge.set');
      const federation = plan.steps.find((step) => step.id === 'federation');
      expect(federation?.resources.map((item) => [item.id, item.state])).toEqual([
        ['access-edge', 'by-hand'],
        ['hosting-provider', 'by-hand'],
      ]);
      await bench.session.apply(TAGS);
      const changes = await lab.changes();
      expect(changes.map((call) => call.call)).not.toContain('Set-CsAccessEdgeConfiguration');
    });
  });

  test('no key without its consent', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      await bench.session.makePlan();
      const end = await bench.session.apply(TAGS.filter((tag) => tag !== 'adds-credential'));
      expect(end.result).toBe('partly');
      const again = await bench.reopen();
      expect(ids(await again.makePlan())).toEqual([KEYS]);
    });
  });

  test('keys of others stay through the upload and its undo', async () => {
    await withLab('half', [], async (bench) => {
      // No pool at all there: nothing may be planned, and nothing may fall over.
      expect(ids(await bench.session.makePlan())).toEqual([]);
    });
  });
});

describe('sfb-cross-premises', () => {
  test('the document followed to its end lacks only the names; they come and go', async () => {
    await withLab('sfb-cross-premises', [], async (bench) => {
      const before = await stateOf(bench);
      const plan = await bench.session.makePlan();
      expect(ids(plan)).toEqual(['pool-names.add']);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      const again = await bench.reopen();
      expect(ids(await again.makePlan())).toEqual([]);
      const { proofs } = await again.verify();
      expect(proofs.filter((proof) => proof.verdict !== 'verified')).toEqual([]);
      await undoLast(bench);
      expect(await stateOf(bench)).toEqual(before);
    });
  });

  test.each([
    ['sfb-metadata-unreachable', 'HX-METADOC'],
    ['sfb-metadata-untrusted', 'HX-METADOC'],
  ] as const)('%s: a key that is there already needs no document', async (fault) => {
    await withLab('sfb-cross-premises', [fault], async (bench) => {
      expect(ids(await bench.session.makePlan())).toEqual(['pool-names.add']);
    });
  });

  test.each(['sfb-metadata-unreachable', 'sfb-metadata-untrusted'] as const)(
    '%s: no bytes, no upload',
    async (fault) => {
      await withLab('sfb-empty', [fault], async (bench) => {
        const plan = await bench.session.makePlan();
        expect(ids(plan)).not.toContain(KEYS);
        expect(codes(plan)).toContain('HX-METADOC');
      });
    },
  );

  test.each([
    'sfb-certificate-short-key',
    'sfb-certificate-missing',
    'sfb-certificate-expired',
    'sfb-certificates-differ',
  ] as const)('%s: what is no good as a key is not uploaded', async (fault) => {
    await withLab('sfb-empty', [fault], async (bench) => {
      expect(ids(await bench.session.makePlan())).not.toContain(KEYS);
    });
  });
});

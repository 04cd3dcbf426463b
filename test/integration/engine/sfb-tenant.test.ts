/** Skype for Business Server and a tenant over the real lab. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { practicePorts } from '../../../src/cli/composition';
import { TAGS } from '../../../src/core/model/action';
import type { ResolvedCmdlet } from '../../../src/core/model/command';
import type { LabFault, LabStart } from '../../../src/shared/lab';
import type { Bench, TestLab } from '../support/practice';
import {
  codesOf,
  idsOf,
  runningLab,
  startTestLab,
  testRecord,
  withBench,
} from '../support/practice';
import type { CustomerRecord } from '../../../src/core/model/customer';

const SCENARIO = { scenario: 'sfb-server-tenant' } as const;
const CLASSIC = '00000004-0000-0ff1-ce00-000000000000';
const KEYS = `service-principal.${CLASSIC}.keys`;
const FEDERATION = { ...SCENARIO, inputs: { federation: 'yes' } } as const;

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

function withLab(
  start: LabStart,
  faults: readonly LabFault[],
  work: (bench: Bench) => Promise<void>,
  change: Partial<CustomerRecord> = SCENARIO,
): Promise<void> {
  return withBench(lab, start, faults, change, work);
}

/** Everything that this scenario may change, as it is now. */
async function stateOf(bench: Bench): Promise<unknown> {
  const session = await bench.reopen();
  await session.read();
  return [...(session.state.observations?.entries() ?? [])]
    .map(([key, item]) => [key, item.status === 'read' ? item.facts : item.status])
    .sort();
}

/** The keys of 00000004, as the plan compares them. */
async function keys(bench: Bench): Promise<readonly string[]> {
  const session = await bench.reopen();
  await session.read();
  for (const item of session.state.observations?.values() ?? [])
    if (item.status === 'read' && item.request.arguments['applicationId'] === CLASSIC)
      return item.facts['keys'] as readonly string[];
  return [];
}

/** A front end's shell, for what somebody did before. */
async function shell(
  bench: Bench,
): Promise<
  (name: string, parameters: ResolvedCmdlet['parameters']) => Promise<readonly unknown[]>
> {
  const store = customerStore(bench.folder, nodeFileSystem);
  const record = testRecord(lab, SCENARIO);
  const { skype } = practicePorts(bench.folder, await runningLab(lab), record, store);
  return async (name, parameters) => {
    const ended = await skype?.().invoke(
      { name, parameters },
      { deadlineMs: 10_000, requestId: name },
    );
    if (ended?.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(ended)}`);
    return ended.items;
  };
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
        expect(idsOf(plan)).toEqual([
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
        expect(idsOf(await again.makePlan())).toEqual([]);
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
      expect(idsOf(plan)).not.toContain('access-edge.set');
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
      expect(idsOf(await again.makePlan())).toEqual([KEYS]);
    });
  });

  test('keys of others stay through the upload and its undo', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      await lab.control({
        op: 'edit',
        edit: { edit: 'add-key', applicationId: CLASSIC, label: 'somebody else' },
      });
      const foreign = await keys(bench);
      expect(foreign).toHaveLength(1);
      expect(codesOf(await bench.session.makePlan())).toContain('HX-KEYFOREIGN');
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      expect(await keys(bench)).toEqual(expect.arrayContaining([...foreign]));
      expect(await keys(bench)).toHaveLength(2);
      await undoLast(bench);
      expect(await keys(bench)).toEqual(foreign);
    });
  });

  test('every pool gets its name', async () => {
    await withLab('sfb-empty', ['sfb-two-pools'], async (bench) => {
      const plan = await bench.session.makePlan();
      const added = plan.actions.find((action) => action.id === 'pool-names.add');
      expect(added?.differences.map(({ after }) => after)).toEqual([
        `${CLASSIC}/sfbweb.contoso.com`,
        `${CLASSIC}/sfbweb2.contoso.com`,
      ]);
    });
  });

  test('where there is no pool, nothing is planned', async () => {
    await withLab('half', [], async (bench) => {
      expect(idsOf(await bench.session.makePlan())).toEqual([]);
    });
  });

  test('a staged certificate is uploaded before its day', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const skype = await shell(bench);
      const items = await skype('Get-CsCertificate', { Type: 'Default' });
      const [{ Thumbprint: staged }] = items as [{ Thumbprint: string }];
      await skype('Set-CsCertificate', {
        Identity: 'global',
        Type: 'OAuthTokenIssuer',
        Thumbprint: staged,
        EffectiveDate: '2027-12-24T00:00:00Z',
        Roll: true,
        Confirm: false,
      });
      await lab.control({ op: 'advance', milliseconds: 3_600_000 });
      await bench.session.makePlan();
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      expect((await keys(bench)).map((key) => key.split(' ')[0])).toContain(staged);
      expect(await keys(bench)).toHaveLength(2);
    });
  });
});

describe('sfb-cross-premises', () => {
  test('the document followed to its end lacks only the names; they come and go', async () => {
    await withLab('sfb-cross-premises', [], async (bench) => {
      const before = await stateOf(bench);
      const plan = await bench.session.makePlan();
      expect(idsOf(plan)).toEqual(['pool-names.add']);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      const again = await bench.reopen();
      expect(idsOf(await again.makePlan())).toEqual([]);
      const { proofs } = await again.verify();
      expect(proofs.filter((proof) => proof.verdict !== 'verified')).toEqual([]);
      await undoLast(bench);
      expect(await stateOf(bench)).toEqual(before);
    });
  });

  test.each(['sfb-metadata-unreachable', 'sfb-metadata-untrusted'] as const)(
    '%s: a key that is there already needs no document',
    async (fault) => {
      await withLab('sfb-cross-premises', [fault], async (bench) => {
        expect(idsOf(await bench.session.makePlan())).toEqual(['pool-names.add']);
      });
    },
  );

  test.each(['sfb-metadata-unreachable', 'sfb-metadata-untrusted'] as const)(
    '%s: no bytes, no upload',
    async (fault) => {
      await withLab('sfb-empty', [fault], async (bench) => {
        const plan = await bench.session.makePlan();
        expect(idsOf(plan)).not.toContain(KEYS);
        expect(codesOf(plan)).toContain('HX-METADOC');
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
      expect(idsOf(await bench.session.makePlan())).not.toContain(KEYS);
    });
  });
});

describe('what somebody did before', () => {
  const OTHER =
    'https://accounts.accesscontrol.windows.net/fabrikam.onmicrosoft.com/metadata/json/1';
  const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';

  test('the name of the token server stands for another tenant: set by consent, and set back', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const skype = await shell(bench);
      const parameters = { Identity: 'microsoft.sts', MetadataUrl: OTHER, Confirm: false };
      await skype('New-CsOAuthServer', parameters);
      const before = await stateOf(bench);
      const plan = await bench.session.makePlan();
      const change = plan.actions.find((action) => action.id === 'cloud-token-server.change');
      expect(change?.tags).toEqual(['interrupts-service']);
      await bench.session.apply(TAGS);
      expect((await lab.changes()).map((call) => call.call)).not.toContain('Remove-CsOAuthServer');
      const again = await bench.reopen();
      expect(idsOf(await again.makePlan())).toEqual([]);
      await undoLast(bench);
      expect(await stateOf(bench)).toEqual(before);
    });
  });

  test('a token server of the tenant under another name and spelling is adopted', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const skype = await shell(bench);
      await skype('New-CsOAuthServer', {
        Identity: 'acs',
        MetadataUrl: `https://accounts.accesscontrol.windows.net/${lab.ready.tenantDomain}/metadata/json/1`,
        Confirm: false,
      });
      expect(idsOf(await bench.session.makePlan())).not.toContain('cloud-token-server.create');
    });
  });

  test('a disabled partner application is enabled, not made again', async () => {
    await withLab('sfb-cross-premises', [], async (bench) => {
      const skype = await shell(bench);
      const parameters = { Identity: 'microsoft.exchange', Enabled: false, Confirm: false };
      await skype('Set-CsPartnerApplication', parameters);
      expect(idsOf(await bench.session.makePlan())).toEqual([
        'cloud-partner.enable',
        'pool-names.add',
      ]);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      expect(idsOf(await (await bench.reopen()).makePlan())).toEqual([]);
    });
  });

  test('the trust in Exchange Server under the same name is not turned into something else', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const skype = await shell(bench);
      await skype('New-CsPartnerApplication', {
        Identity: 'microsoft.exchange',
        ApplicationTrustLevel: 'Full',
        MetadataUrl: 'https://autodiscover.contoso.com/autodiscover/metadata/json/1',
        Confirm: false,
      });
      const plan = await bench.session.makePlan();
      expect(idsOf(plan).filter((id) => id.startsWith('cloud-partner'))).toEqual([]);
      const found = plan.steps.flatMap((step) => step.resources);
      expect(found.find((item) => item.id === 'cloud-partner')?.state).toBe('by-hand');
    });
  });

  test('both trusts stand side by side: Exchange Server’s own is left alone', async () => {
    await withLab('sfb-lync-2013', [], async (bench) => {
      const before = await (await shell(bench))('Get-CsPartnerApplication', {});
      expect(idsOf(await bench.session.makePlan())).toContain('cloud-partner.create');
      await bench.session.apply(TAGS);
      const after = await (await shell(bench))('Get-CsPartnerApplication', {});
      expect(after).toEqual(expect.arrayContaining([...before]));
      expect(JSON.stringify(after)).toContain(EXCHANGE);
    });
  });

  test('another service name is set by consent', async () => {
    await withLab('sfb-cross-premises', [], async (bench) => {
      const skype = await shell(bench);
      const parameters = { Identity: 'global', ServiceName: 'own-name', Confirm: false };
      await skype('Set-CsOAuthConfiguration', parameters);
      const plan = await bench.session.makePlan();
      const change = plan.actions.find((action) => action.id === 'cloud-service-name.set');
      expect(change?.tags).toEqual(['interrupts-service']);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      await undoLast(bench);
      const [{ ServiceName } = { ServiceName: '' }] = (await skype(
        'Get-CsOAuthConfiguration',
        {},
      )) as { ServiceName: string }[];
      expect(ServiceName).toBe('own-name');
    });
  });

  test('no hosting provider for the cloud: one is made, and taken back', async () => {
    await withLab(
      'sfb-cross-premises',
      [],
      async (bench) => {
        const skype = await shell(bench);
        const gone = { Identity: 'SkypeforBusinessOnline', Confirm: false };
        await skype('Remove-CsHostingProvider', gone);
        expect(idsOf(await bench.session.makePlan())).toContain('hosting-provider.create');
        expect((await bench.session.apply(TAGS)).result).toBe('done');
        expect(idsOf(await (await bench.reopen()).makePlan())).toEqual([]);
        await undoLast(bench);
        expect(await skype('Get-CsHostingProvider', {})).toEqual([]);
      },
      FEDERATION,
    );
  });
});

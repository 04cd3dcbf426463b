/**
 * Whatever a key list holds, and whatever happens while it is written: it ends as the old list or as the new one, and no
 * valid key is lost.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../../src/shared/applications';
import { backupList } from '../../../../src/core/keys/backup';
import { backupReads, planKeyChange } from '../../../../src/core/keys/plan';
import { principalKeysResource } from '../../../../src/core/resources/principal-keys';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { keyContext } from '../../../../src/core/keys/inventory';
import { fingerprint } from '../../../../src/core/engine/plan';
import { readKey, readRequest } from '../../../../src/core/reads/definition';
import { authConfig, certificates, exchangeServers } from '../../../../src/core/reads/organisation';
import { servicePrincipal, tenantOrganization } from '../../../../src/core/reads/tenant';
import type { Observation } from '../../../../src/core/model/observation';
import type { Plan } from '../../../../src/core/model/plan';
import type { Fault, PoolCertificate } from './bench';
import { EXPIRED, FAULTS, KeyBench, OTHERS, RECORD, VALID } from './bench';

const RUNS = process.env['CROSSPREM_FULL'] === '1' ? 4_000 : 300;
const applicationId = APPLICATIONS.skypeForBusinessOnline;
const principalRead = readRequest(servicePrincipal, { applicationId });

/** 1 to 50 entries: valid ones, expired ones, the same one twice. */
const lists = fc
  .record({
    valid: fc.subarray(VALID.slice(2), { maxLength: 48 }),
    expired: fc.subarray(EXPIRED),
    twice: fc.boolean(),
  })
  .map(({ valid, expired, twice }) => {
    const [first] = valid;
    return [...valid, ...expired, ...(twice && first !== undefined ? [first] : [])].slice(0, 50);
  })
  .filter((list) => list.length > 0)
  .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

type Change = 'upload' | 'restore' | 'drop';
const scenarios = fc.record({
  list: lists,
  change: fc.constantFrom<Change>('upload', 'restore', 'drop'),
  trouble: fc.constantFrom(
    'none',
    'null-key',
    'principal-locked',
    'key-vanishes',
    'graph-slow-visible',
  ),
  fault: fc.option(
    fc.record({
      at: fc.nat({ max: 6 }),
      kind: fc.constantFrom(...FAULTS),
      lasts: fc.boolean(),
    }),
  ),
  writerAt: fc.option(fc.nat({ max: 6 })),
});

/** A read of Exchange as it would have been made. */
function observed(definition: { readonly id: string }, value: unknown, args = {}): Observation {
  const request = readRequest(definition, args);
  const base = { request, target: 'exchange' as const, at: '', durationMs: 0, source: '' };
  return { ...base, status: 'read', value, facts: {} };
}

/** What the set-up itself plans: the auth certificates are added, expired keys dropped. */
async function uploadPlan(bench: KeyBench): Promise<Plan> {
  const server = 'ex01.contoso.com';
  const own = VALID.slice(0, 2).flatMap(({ raw }) => nodeCrypto.certificate(raw) ?? []);
  const config = {
    CurrentCertificateThumbprint: VALID[0]?.thumbprint,
    NextCertificateThumbprint: VALID[1]?.thumbprint,
  };
  const exchange = [
    observed(authConfig, config),
    observed(exchangeServers, [{ Fqdn: server, Name: 'EX01' }]),
    observed(certificates, { certificates: own, unreadable: 0 }, { server }),
  ];
  const tenant = await bench.read([principalRead]);
  const observations = new Map([
    ...exchange.map((item) => [readKey(item.request), item] as const),
    ...tenant,
  ]);
  const context = keyContext(RECORD, observations, bench.world.now());
  const { actions, findings, resource } = principalKeysResource(applicationId).plan(context);
  const content = {
    format: 1 as const,
    kind: 'apply' as const,
    customer: RECORD.id,
    tenantId: RECORD.tenantId,
    practice: false,
    scenario: 'tenant-exchange' as const,
    recipe: RECORD.recipe,
    inputs: {},
    actions: actions.map((action) => ({ ...action, dependsOn: [] })),
    observations: [...tenant].flatMap(([key, item]) =>
      item.status === 'read' ? [{ key, request: item.request, facts: item.facts }] : [],
    ),
  };
  const steps = [
    { id: 'upload-certificate' as const, state: 'changes' as const, resources: [resource] },
  ];
  return { ...content, steps, findings, madeAt: '', ...fingerprint(content, nodeCrypto) };
}

/** A backup that holds the two certificates of the upload. */
function backupOfTwo() {
  const keys = VALID.slice(0, 2).map(({ raw, thumbprint }) => ({
    keyId: thumbprint,
    displayName: '',
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: '2031-01-01T00:00:00Z',
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: raw,
    thumbprint,
    certificate: undefined,
  }));
  const id = '22222222-2222-4333-8444-555555555555';
  const lists = [backupList('service-principal', { id, appId: applicationId, keys })];
  return {
    customer: RECORD.id,
    tenantId: RECORD.tenantId,
    at: '2026-01-01T00:00:00Z',
    run: null,
    lists,
  };
}

async function planOf(change: Change, bench: KeyBench): Promise<Plan> {
  if (change === 'upload') return uploadPlan(bench);
  const backup = backupOfTwo();
  const observations = await bench.read([
    readRequest(tenantOrganization),
    principalRead,
    ...backupReads(backup),
  ]);
  return planKeyChange({
    record: RECORD,
    observations,
    change: change === 'drop' ? { kind: 'drop-expired' } : { kind: 'restore', backup, file: 'x' },
    only: [applicationId],
    now: bench.world.now(),
    crypto: nodeCrypto,
  });
}

const thumbprints = (list: readonly PoolCertificate[]): string[] =>
  list.map((item) => item.thumbprint).sort();

describe('a key list that is written', () => {
  it('ends as the old list or as the new one, and keeps every valid key', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(scenarios, async ({ list, change, trouble, fault, writerAt }) => {
        const bench = new KeyBench();
        bench.put(list);
        if (trouble === 'null-key') bench.world.fault('null-key');
        const plan = await planOf(change, bench);
        if (trouble !== 'none') bench.world.fault(trouble);
        bench.count();
        if (fault !== null)
          bench.fault = (index): Fault | undefined =>
            index === fault.at || (fault.lasts && index > fault.at) ? fault.kind : undefined;
        const foreign: string[] = [];
        bench.writer = (index, request) => {
          // Between two requests of ours, but for the moment between the last look and the write: see below.
          if (index !== writerAt || request.method !== 'GET' || foreign.length > 0) return;
          const [other] = OTHERS;
          if (other === undefined) return;
          foreign.push(other.thumbprint);
          bench.add(other);
        };
        const { result } = await bench.apply(plan);
        seen.add(`${change} ${result}`);

        const valid = list.filter((item) => VALID.includes(item));
        const added = change === 'drop' ? [] : VALID.slice(0, 2);
        const before = [...thumbprints(list), ...foreign].sort();
        const after = [...thumbprints([...valid, ...added]), ...foreign].sort();
        // Where the directory itself drops one of two equal entries, the certificate is still there.
        const alike = (list: readonly string[]): string[] =>
          trouble === 'key-vanishes' ? [...new Set(list)] : [...list];
        const held = alike(bench.held);
        // What the directory lost of itself cannot be put back while it takes no request; then the run says so.
        const isGone = trouble === 'key-vanishes' && fault !== null && result !== 'done';
        expect(held).toEqual(expect.arrayContaining(foreign));
        if (isGone) {
          const backups = [...bench.files.values()].join();
          for (const { raw, thumbprint } of valid)
            expect(held.includes(thumbprint) || backups.includes(raw)).toBe(true);
          return;
        }
        expect(held).toEqual(expect.arrayContaining(thumbprints(valid)));
        expect([alike(before), alike(after)]).toContainEqual(held);
        // Whoever says that it is done shows the new list, and what was written was backed up.
        if (result === 'done') expect(held).toEqual(alike(after));
        if (bench.requests.some((request) => request.startsWith('PATCH')))
          expect(bench.files.size).toBe(1);
        if (trouble === 'null-key' || trouble === 'principal-locked') expect(held).toEqual(before);
      }),
      { numRuns: RUNS },
    );
    for (const change of ['upload', 'restore', 'drop']) expect(seen).toContain(`${change} done`);
    expect(seen).toContain('upload failed');
    expect(seen).toContain('restore outdated');
  }, 600_000);

  it.each(FAULTS)('survives %s at any one request', async (kind) => {
    const list = [...VALID.slice(2, 6), ...EXPIRED.slice(0, 1)];
    const after = thumbprints([...VALID.slice(0, 6)]);
    for (let at = 0; at < 8; at += 1) {
      const bench = new KeyBench();
      bench.put(list);
      const plan = await planOf('restore', bench);
      bench.count();
      bench.fault = (index) => (index === at ? kind : undefined);
      await bench.apply(plan);
      expect([thumbprints(list), after]).toContainEqual(bench.held);
    }
  });

  it('puts a vanished key back although the first try is refused', async () => {
    const bench = new KeyBench();
    bench.put(VALID.slice(2, 6));
    const plan = await planOf('restore', bench);
    bench.world.fault('key-vanishes');
    bench.count();
    let writes = 0;
    bench.writer = (_, { method }) => {
      if (method === 'PATCH') writes += 1;
    };
    let refused = 0;
    bench.fault = (index) => {
      const isSecond = writes === 2 && bench.requests.at(-1)?.startsWith('PATCH') === true;
      if (!isSecond || refused > 0) return undefined;
      refused = index;
      return '500';
    };
    await bench.apply(plan);
    expect(refused).toBeGreaterThan(0);
    expect(bench.held).toEqual(thumbprints(VALID.slice(0, 6)));
    expect(codes(bench)).toEqual(['HX-KEYLOST']);
  });

  it('says that vanished keys are gone where the directory never takes them again', async () => {
    const bench = new KeyBench();
    bench.put(VALID.slice(2, 6));
    const plan = await planOf('restore', bench);
    bench.world.fault('key-vanishes');
    let writes = 0;
    bench.writer = (_, { method }) => {
      if (method === 'PATCH') writes += 1;
    };
    bench.fault = () =>
      writes > 1 && bench.requests.at(-1)?.startsWith('PATCH') === true ? '500' : undefined;
    expect(await bench.apply(plan)).toMatchObject({ result: 'failed' });
    expect(codes(bench)).toEqual(['HX-KEYGONE']);
    // Every valid key of the list is in the backup, with its bytes.
    const [text = ''] = bench.files.values();
    for (const { raw } of VALID.slice(2, 6)) expect(text).toContain(raw);
  });
});

function codes(bench: KeyBench): string[] {
  return bench.entries.flatMap((entry) =>
    entry.type === 'outcome' && entry.error !== undefined ? [entry.error.code] : [],
  );
}

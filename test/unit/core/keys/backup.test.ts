/** Backups of key lists: what was written can be read back, and nothing else is taken for one. */
import { describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../../src/shared/applications';
import type { ErrorCode } from '../../../../src/shared/errors';
import { CodedError } from '../../../../src/shared/errors';
import { backupList, backupText, parseBackup } from '../../../../src/core/keys/backup';
import type { KeyBackup } from '../../../../src/core/keys/backup';
import { makeInventory } from '../../../../src/core/keys/inventory';
import { backupReads, planKeyChange } from '../../../../src/core/keys/plan';
import { inventoryReads } from '../../../../src/core/keys/reads';
import type { Plan } from '../../../../src/core/model/plan';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { readRequest } from '../../../../src/core/reads/definition';
import { servicePrincipal, tenantOrganization } from '../../../../src/core/reads/tenant';
import { EXPIRED, KeyBench, RECORD, VALID } from './bench';

const OWNER = { customer: RECORD.id, tenantId: RECORD.tenantId };
const sfb = APPLICATIONS.skypeForBusinessOnline;

/** A backup of these lists, each of one certificate. */
function backupOf(
  appIds: readonly string[],
  change: { key?: string | null; end?: string } = {},
): KeyBackup {
  const [first] = VALID;
  const key = {
    keyId: '1',
    displayName: '',
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: change.end ?? '2031-01-01T00:00:00Z',
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: change.key === undefined ? (first?.raw ?? '') : change.key,
    thumbprint: change.key === null ? '' : (first?.thumbprint ?? ''),
    certificate: undefined,
  };
  const id = '22222222-2222-4333-8444-555555555555';
  const lists = appIds.map((appId) => backupList('service-principal', { id, appId, keys: [key] }));
  return { ...OWNER, at: '2026-01-01T00:00:00.000Z', run: null, lists };
}

function codeOf(work: () => unknown): ErrorCode | null {
  try {
    work();
    return null;
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.error.code;
    throw thrown;
  }
}

const parse = (text: string, owner = OWNER) => parseBackup(text, 'x.json', owner, nodeCrypto);

async function restore(bench: KeyBench, backup: KeyBackup): Promise<Plan> {
  const observations = await bench.read([readRequest(tenantOrganization), ...backupReads(backup)]);
  return planKeyChange({
    record: RECORD,
    observations,
    change: { kind: 'restore', backup, file: 'x.json' },
    only: null,
    now: bench.world.now(),
    crypto: nodeCrypto,
  });
}

describe('a backup file', () => {
  const text = backupText(backupOf([sfb]), nodeCrypto);

  it('is read back as it was written, also after a change of line ends or a byte order mark', () => {
    expect(parse(text)).toEqual(backupOf([sfb]));
    expect(parse(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(backupOf([sfb]));
  });

  it.each<[string, string, ErrorCode]>([
    ['text', 'hello', 'HX-BACKUPFILE'],
    ['cut off', text.slice(0, -40), 'HX-BACKUPFILE'],
    ['another file of this product', '{"kind":"crossprem-customer","format":1}', 'HX-BACKUPFILE'],
    ['a later format', text.replace('"format": 1', '"format": 2'), 'HX-BACKUPNEW'],
    ['another thumbprint', text.replace('"usage": "Verify"', '"usage": "Sign"'), 'HX-BACKUPEDIT'],
    ['another customer named in it', text.replace('"contoso"', '"fabrikam"'), 'HX-BACKUPEDIT'],
  ])('%s is refused', (_, changed, code) => {
    expect(codeOf(() => parse(changed))).toBe(code);
  });

  it('of another customer or tenant is refused', () => {
    expect(codeOf(() => parse(text, { ...OWNER, customer: 'fabrikam' }))).toBe('HX-BACKUPTENANT');
    const tenantId = '99999999-2222-4333-8444-555555555555';
    expect(codeOf(() => parse(text, { ...OWNER, tenantId }))).toBe('HX-BACKUPTENANT');
  });

  it('that a write left behind can be read back', async () => {
    const bench = new KeyBench();
    bench.put(VALID.slice(3, 6));
    await bench.apply(await restore(bench, backupOf([sfb])));
    const [written = ''] = bench.files.values();
    expect(parse(written)).toMatchObject({ run: 'run-1', lists: [{ applicationId: sfb }] });
    expect(parse(written).lists[0]?.keys.map((key) => key.key)).toEqual(
      VALID.slice(3, 6).map(({ raw }) => raw),
    );
  });
});

describe('restoring', () => {
  it('refuses the whole where a valid key has no bytes, and asks nothing of an expired one', async () => {
    const bench = new KeyBench();
    await expect(restore(bench, backupOf([sfb], { key: null }))).rejects.toMatchObject({
      error: { code: 'HX-BACKUPBYTES' },
    });
    const over = backupOf([sfb], { key: null, end: '2025-01-01T00:00:00Z' });
    expect((await restore(bench, over)).actions).toEqual([]);
    expect(bench.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
  });

  it('puts nothing on the shared principal', async () => {
    const plan = await restore(new KeyBench(), backupOf([APPLICATIONS.exchangeOnline]));
    expect(plan.actions).toEqual([]);
    expect(plan.steps[0]?.resources[0]?.byHand.map((text) => text.key)).toEqual([
      'keys.by-hand.shared',
    ]);
  });

  it('makes a principal that is absent first, and undoes only what it added', async () => {
    const bench = new KeyBench();
    bench.world.fault('principal-absent');
    const plan = await restore(bench, backupOf([sfb]));
    expect(plan.actions.map((action) => action.id)).toEqual([
      `service-principal.${sfb}.create`,
      `keys.service-principal.${sfb}`,
    ]);
    expect(await bench.apply(plan)).toMatchObject({ result: 'done' });
    expect(bench.held).toEqual([VALID[0]?.thumbprint]);
    expect(plan.actions[1]?.undo).toMatchObject({ thumbprints: [VALID[0]?.thumbprint] });
  });

  it('plans nothing for a tenant that is not the customer’s', async () => {
    const bench = new KeyBench();
    const observations = await bench.read([
      readRequest(tenantOrganization),
      readRequest(servicePrincipal, { applicationId: sfb }),
    ]);
    const record = { ...RECORD, tenantId: '99999999-2222-4333-8444-555555555555' };
    const request = {
      record,
      observations,
      only: null,
      now: bench.world.now(),
      crypto: nodeCrypto,
    };
    expect(codeOf(() => planKeyChange({ ...request, change: { kind: 'drop-expired' } }))).toBe(
      'HX-TEN',
    );
  });
});

describe('the inventory', () => {
  it('tells states, duplicates, absent principals and those a person added', async () => {
    const bench = new KeyBench();
    bench.put([...VALID.slice(0, 1), ...VALID.slice(0, 1), ...EXPIRED.slice(0, 1)]);
    const added = '11111111-aaaa-4aaa-8aaa-111111111111';
    const record = { ...RECORD, principals: [added] };
    const now = bench.world.now();
    const wanted = inventoryReads(record, new Map(), now, false).filter(({ read }) =>
      read.startsWith('service-principal'),
    );
    const { principals, findings } = makeInventory(record, await bench.read(wanted), now);
    expect(
      principals.map(({ applicationId, role, state }) => [applicationId, role, state]),
    ).toEqual([
      [APPLICATIONS.exchangeOnline, 'shared', 'present'],
      [sfb, 'wanted', 'present'],
      [APPLICATIONS.teamsScheduler, 'wanted', 'present'],
      [APPLICATIONS.cloudVoicemail, 'wanted', 'present'],
      [added, 'added', 'absent'],
    ]);
    expect(
      principals[1]?.keys.map(({ state, isDuplicate, owner, reason }) => [
        state,
        isDuplicate,
        owner,
        reason,
      ]),
    ).toEqual([
      ['valid', true, 'exchange', 'subject'],
      ['valid', true, 'exchange', 'subject'],
      ['expired', false, 'exchange', 'subject'],
    ]);
    expect(findings.map(({ code }) => code)).toEqual(['HX-KEYEXP']);
  });
});

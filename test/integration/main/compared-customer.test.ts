/** Comparing tokens with another customer than the open one: read from its files as they lie there, and left there. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenCrypto } from '../../../src/adapters/inspection/token-crypto';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { keepLastRead } from '../../../src/core/history/last-read';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { CustomerStore } from '../../../src/core/ports';
import { comparedWith } from '../../../src/main/app/compared-customer';
import { InspectDesk } from '../../../src/main/app/inspect-desk';
import { CodedError } from '../../../src/shared/errors';
import type { CompareWith, Inspection } from '../../../src/shared/inspection';
import { everyFile } from '../../support/stored-data';
import { lastRead, open as openState } from '../../unit/main/support';
import {
  EXCHANGE,
  NOW,
  SERVICE,
  SKYPE,
  TENANT,
  applicationToken,
  signer,
} from '../../unit/support/traces';

const OTHER_TENANT = '99999999-2222-4333-8444-555555555555';
const adatum: CustomerRecord = {
  format: 1,
  id: 'adatum',
  name: 'Adatum',
  tenantId: TENANT,
  tenantDomain: 'adatum.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.adatum.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const fabrikam: CustomerRecord = {
  ...adatum,
  id: 'fabrikam',
  name: 'Fabrikam',
  tenantId: OTHER_TENANT,
  tenantDomain: 'fabrikam.onmicrosoft.com',
  exchangeServer: 'ex01.fabrikam.com',
  identity: { sipDomain: 'fabrikam.com', recordedAt: '2026-01-01T00:00:00.000Z' },
};
const FABRIKAM: CompareWith = { kind: 'customer', id: 'fabrikam' };
const OPEN: CompareWith = { kind: 'open' };
const exported = signer('Fabrikam Auth');
const seen = signer('Fabrikam Next Auth');

/** Issued for Fabrikam. */
const tokenOf = (signing: typeof exported): string =>
  applicationToken(signing, {
    iss: `${SERVICE}@${OTHER_TENANT}`,
    aud: `${EXCHANGE}/mail.fabrikam.com@fabrikam.com`,
    nameid: `${SKYPE}@${OTHER_TENANT}`,
  });

let data = '';
let store: CustomerStore;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-compared-'));
  store = customerStore(data, nodeFileSystem);
  await store.save(adatum);
  await store.save(fabrikam);
  const { thumbprint, subject, notAfter } = seen.certificate;
  const certificate = { role: 'next', thumbprint, subject, notBefore: null, notAfter } as const;
  const servers = [{ name: 'mail.fabrikam.com', version: '15.2' }];
  const { sides } = lastRead();
  await keepLastRead(
    store.files('fabrikam'),
    lastRead({
      certificates: [certificate],
      sides: { ...sides, exchange: { state: 'read', servers } },
    }),
  );
  const der = Buffer.from(exported.certificate.raw, 'base64');
  await store.files('fabrikam').write('exports/auth.cer', der);
  await mkdir(join(data, 'customers/broken'), { recursive: true });
  await writeFile(join(data, 'customers/broken/customer.json'), '{');
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** A desk with Adatum open, or nobody. */
function desk(open: CustomerRecord | null = adatum): InspectDesk {
  const state = open === null ? null : openState({ record: open });
  return new InspectDesk({
    person: { chooseTextFile: () => Promise.resolve(undefined) },
    compared: (compare) =>
      comparedWith(compare, {
        store,
        open: state,
        parse: (raw) => tokenCrypto.certificate(raw),
        now: NOW,
      }),
    now: () => NOW,
  });
}

const verdicts = ({ tokens }: Inspection) =>
  Object.fromEntries(tokens[0]?.rows.map(({ claim, verdict }) => [claim, verdict]) ?? []);
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof CodedError ? thrown.error.code : 'not refused';
};

describe('another customer than the open one', () => {
  test('is compared with by tenant, SIP domain, server names, exported and remembered certificates', async () => {
    const found = await desk().text({ text: tokenOf(exported), compare: FABRIKAM });
    expect(found.compared).toMatchObject({ customer: 'Fabrikam', certificates: 2 });
    expect(verdicts(found)).toMatchObject({
      iss: 'matches',
      aud: 'matches',
      nameid: 'matches',
      x5t: 'matches',
      signature: 'matches',
    });
    const remembered = await desk().text({ text: tokenOf(seen), compare: FABRIKAM });
    expect(verdicts(remembered)).toMatchObject({ x5t: 'matches', signature: 'cannot-tell' });
  });

  test('is named where the token is its own, and nobody is named where it was not chosen', async () => {
    const inspect = desk();
    const text = tokenOf(exported);
    const chosen = await inspect.text({ text, compare: FABRIKAM });
    expect(chosen.compared.fit?.id).toBe('chosen');
    const open = await inspect.compare(OPEN);
    expect(open?.compared).toMatchObject({ customer: 'Adatum', fit: { id: 'neither' } });
    expect(verdicts(open!)['iss']).toBe('differs');
    // The token says itself whose it is; the inspector does not.
    expect(JSON.stringify({ ...open, tokens: [] })).not.toMatch(/fabrikam/i);
    const nobody = await inspect.compare({ kind: 'nobody' });
    expect(nobody?.compared).toEqual({ customer: null, certificates: 0, fit: null });
    expect(verdicts(nobody!)).toMatchObject({ iss: 'cannot-tell', x5t: 'cannot-tell' });
  });

  test('is left as it lies there, and nothing of it may be kept with the open one', async () => {
    const before = await everyFile(data);
    const inspect = desk();
    await inspect.text({ text: tokenOf(exported), compare: FABRIKAM });
    expect(await inspect.whole('adatum')).toBeNull();
    expect(await inspect.whole('fabrikam')).toBeNull();
    await inspect.compare(OPEN);
    const kept = JSON.stringify(await inspect.whole('adatum'));
    expect(kept).toContain('"customer":"Adatum"');
    // The token itself names its own realm and host; what only Fabrikam's files say is not there.
    expect(kept).not.toContain(exported.certificate.subject);
    expect(kept).not.toMatch(/"Fabrikam"|ex01\.fabrikam/);
    // Another customer is open by now.
    expect(await inspect.whole('fabrikam')).toBeNull();
    await inspect.compare({ kind: 'nobody' });
    expect(await inspect.whole('adatum')).not.toBeNull();
    expect(await everyFile(data)).toEqual(before);
  });

  test('is chosen, too, while none is open; then it belongs to nobody', async () => {
    const inspect = desk(null);
    const found = await inspect.text({ text: tokenOf(exported), compare: FABRIKAM });
    expect(found.compared).toMatchObject({ customer: 'Fabrikam', fit: null });
    expect((await inspect.compare(OPEN))?.compared.customer).toBeNull();
    expect(await inspect.whole('fabrikam')).toBeNull();
  });

  test('that is the open one is the open one', async () => {
    const inspect = desk();
    const own: CompareWith = { kind: 'customer', id: 'adatum' };
    expect((await inspect.text({ text: 'a', compare: own })).compared.customer).toBe('Adatum');
    expect(await inspect.whole('adatum')).not.toBeNull();
  });

  test('that is gone or damaged is told, and what was shown stays', async () => {
    const inspect = desk();
    await inspect.text({ text: tokenOf(exported), compare: OPEN });
    for (const id of ['gone', 'broken'])
      expect(await codeOf(inspect.compare({ kind: 'customer', id }))).toBe('HX-CUST');
    expect((await inspect.whole('adatum'))?.inspection.compared.customer).toBe('Adatum');
  });
});

describe('what was not inspected', () => {
  test('cannot be compared: nothing, what was forgotten, and the example', async () => {
    const inspect = desk();
    expect(await inspect.compare(FABRIKAM)).toBeNull();
    await inspect.example();
    expect(await inspect.compare(FABRIKAM)).toBeNull();
    expect(await inspect.whole('adatum')).toBeNull();
    await inspect.text({ text: tokenOf(exported), compare: FABRIKAM });
    const late = inspect.compare(OPEN);
    inspect.close();
    await late;
    expect(await inspect.whole('adatum')).toBeNull();
  });
});

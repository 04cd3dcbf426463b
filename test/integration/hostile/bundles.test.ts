/** Sealed files of customers, made to do harm: they end in a code or a whole customer, inside of the customers' folder. */
import type Crypto from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

// The passphrase's key takes half a second by design; what is under test begins after it.
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof Crypto>();
  const scrypt = (
    passphrase: string,
    salt: Uint8Array,
    length: number,
    _cost: object,
    done: (fault: Error | null, key: Buffer) => void,
  ): void => {
    const key = real.createHash('sha512').update(passphrase).update(salt).digest();
    done(null, Buffer.concat([key, key]).subarray(0, length));
  };
  return { ...real, scrypt };
});

import { exportCustomer, importCustomer } from '../../../src/adapters/bundle/customer-bundle';
import { checkEnvelope, sealPacked } from '../../../src/adapters/bundle/envelope';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { readRunDigest, readRunPlan } from '../../../src/adapters/storage/run-reader';
import { CodedError } from '../../../src/shared/errors';
import { brokenBytes, brokenJson, hammer, hostilePath, watchedFiles } from '../../support/hostile';
import { AT, CUSTOMER, ENTRIES, PLAN, journalLines } from './support';
import { readJournalPage } from '../../../src/adapters/storage/journal-page';

const DATA = '/data';
const PASSPHRASE = 'correct horse battery staple';
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const FILES = [
  { path: 'runs/r1/plan.json', content: base64(JSON.stringify(PLAN)) },
  { path: 'runs/r1/journal.jsonl', content: base64(journalLines(ENTRIES)) },
  { path: 'topology.json', content: base64('{}') },
  { path: 'checks/voice.jsonl', content: base64('{"a":1}\n') },
  { path: 'reports/a.html', content: base64('<p>x</p>') },
];
const CONTENT = {
  kind: 'crossprem-customer-bundle',
  format: 1,
  exportedAt: AT,
  productVersion: '0.1.0',
  customer: CUSTOMER,
  files: FILES,
};

const sealed = (text: string): Promise<Buffer> =>
  sealPacked(gzipSync(text, { level: 1 }), PASSPHRASE);

/** Every path that was written lies where an import may write, and an import that was refused left nothing. */
async function takeIn(bytes: Uint8Array): Promise<void> {
  const watched = watchedFiles();
  const place = { dataFolder: DATA, fs: watched.fs };
  const taken = await importCustomer(place, { name: 'x.crossprem', bytes }, PASSPHRASE, AT)
    .catch((thrown: unknown) => {
      expect([...watched.files.keys()]).toEqual([]);
      throw thrown;
    })
    .finally(() => {
      for (const path of watched.touched) {
        expect(path).toMatch(/^\/data\/customers\/(?:\.import(?:\/|$)|[a-z0-9][a-z0-9-]{0,63}\/)/);
        expect(path.split('/')).not.toContain('..');
        expect(path).not.toMatch(/[\p{Cc}\\:]/u);
      }
    });
  expect(taken.staged).toEqual({ at: AT });
  expect(
    [...watched.files.keys()].filter((path) => !path.startsWith(`/data/customers/${taken.id}/`)),
  ).toEqual([]);
  await readAll(watched.fs, taken.id);
}

/** Reads everything as the product does afterwards. */
async function readAll(fs: ReturnType<typeof watchedFiles>['fs'], id: string): Promise<void> {
  const store = customerStore(DATA, fs);
  await store.load(id);
  await store.loadVerification(id, undefined);
  for (const run of await store.runs(id)) {
    const folder = `${DATA}/customers/${id}/runs/${run.id}`;
    await store.openRun(id, run.id);
    await readRunPlan(fs, folder);
    await readRunDigest(fs, `${folder}/journal.jsonl`);
    await readJournalPage(fs, `${folder}/journal.jsonl`, 0, 100);
  }
}

describe('a customer’s file', () => {
  // threat T6
  test('with a right seal and hostile content is refused by a code, or a whole customer', async () => {
    await takeIn(await sealed(JSON.stringify(CONTENT)));
    const outcomes = await hammer('bundle content', brokenJson(CONTENT), async (text) =>
      takeIn(await sealed(text)),
    );
    expect(outcomes.get('HX-BUNDLEFILE') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T6
  test('with names of files that lead elsewhere writes nothing outside of the customer', async () => {
    const outcomes = await hammer(
      'bundle paths',
      fc.array(hostilePath, { minLength: 1, maxLength: 4 }),
      async (paths) =>
        takeIn(
          await sealed(
            JSON.stringify({
              ...CONTENT,
              files: paths.map((path) => ({ path, content: base64('{}') })),
            }),
          ),
        ),
    );
    expect(outcomes.get('HX-BUNDLEFILE') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T6
  test('whose plans and journals are hostile is refused, or can be read as it will be read', async () => {
    const cases = fc.record({
      plan: brokenJson(PLAN),
      journal: fc.oneof(
        brokenJson(ENTRIES).map((text) => journalOf(text)),
        brokenBytes(Buffer.from(journalLines(ENTRIES))).map((bytes) =>
          Buffer.from(bytes).toString('latin1'),
        ),
      ),
      which: fc.constantFrom('plan', 'journal', 'both'),
    });
    const outcomes = await hammer('bundle runs', cases, async ({ plan, journal, which }) => {
      const files = [
        {
          path: 'runs/r1/plan.json',
          content: base64(which === 'journal' ? JSON.stringify(PLAN) : plan),
        },
        {
          path: 'runs/r1/journal.jsonl',
          content: base64(which === 'plan' ? journalLines(ENTRIES) : journal),
        },
      ];
      await takeIn(await sealed(JSON.stringify({ ...CONTENT, files })));
    });
    expect(outcomes.get('HX-BUNDLEFILE') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T6
  test('whose bytes were changed is never taken in', async () => {
    const { fs } = watchedFiles();
    const whole = await exportCustomer({ dataFolder: DATA, fs }, CUSTOMER, PASSPHRASE, {
      at: AT,
      productVersion: '1',
    });
    const outcomes = await hammer('bundle bytes', brokenBytes(whole), async (bytes) => {
      if (Buffer.from(whole).equals(bytes))
        throw new CodedError({ code: 'HX-BUNDLEFILE', args: {} });
      checkEnvelope(bytes, 'x.crossprem');
      await takeIn(bytes);
    });
    expect(outcomes.get('value')).toBeUndefined();
  }, 600_000);
});

/** A journal with a right chain over hostile entries; the text itself where it is no list. */
function journalOf(text: string): string {
  try {
    const entries: unknown = JSON.parse(text);
    return Array.isArray(entries) ? journalLines(entries) : text;
  } catch {
    return text;
  }
}

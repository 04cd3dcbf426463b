/** What a read of the real lab tells of its organisation, for tokens to be compared with. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { knownOf } from '../../../src/core/inspection/known';
import type { Known } from '../../../src/core/inspection/ports';
import type { LabStart } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

async function knownAfterRead(
  start: LabStart,
  change: Parameters<typeof openBench>[1] = {},
): Promise<Known> {
  await lab.reset(start);
  const bench = await openBench(lab, change);
  try {
    await bench.session.read();
    const { record, observations } = bench.session.state;
    return knownOf(record, observations, [], new Date());
  } finally {
    await bench.remove();
  }
}

test('the tenant scenario: certificates with their bytes, domains, and hosts of the directories', async () => {
  const known = await knownAfterRead('articles');
  expect(known.certificates.map(({ from }) => from)).toContain('current');
  for (const { certificate } of known.certificates)
    expect(nodeCrypto.certificate(certificate.raw)?.thumbprint).toBe(certificate.thumbprint);
  expect(known.domains.length).toBeGreaterThan(1);
  expect(known.hosts.length).toBeGreaterThan(0);
});

test('the pool’s scenario: the certificate that the front ends sign with', async () => {
  const known = await knownAfterRead('sfb-empty', { scenario: 'sfb-server-exchange' });
  const pool = known.certificates.filter(({ from }) => from === 'pool');
  expect(pool).toHaveLength(1);
  expect(pool[0]?.certificate.thumbprint).toMatch(/^[0-9A-F]{40}$/);
});

import { expect, test } from 'vitest';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { planContext } from '../../../../src/core/engine/plan';
import type { Observation } from '../../../../src/core/model/observation';
import { readKey, readRequest } from '../../../../src/core/reads/definition';
import { findRead } from '../../../../src/core/reads/registry';
import { authCertificates } from '../../../../src/core/resources/auth-certificates';
import { certificateExportResource } from '../../../../src/core/resources/certificate-export';
import { makeCertificate } from '../../support/certificates';

const own = makeCertificate('Microsoft Exchange Server Auth Certificate');
const other = makeCertificate('mail.contoso.com');
const thumbprint = nodeCrypto.certificate(own.raw)?.thumbprint ?? '';

function observe(
  read: string,
  args: Record<string, string>,
  items: readonly unknown[],
): [string, Observation] {
  const request = readRequest({ id: read }, args);
  const { value, facts } = findRead(read).interpret({ kind: 'items', items }, nodeCrypto, args);
  const observation: Observation = {
    status: 'read',
    request,
    target: 'exchange',
    at: '',
    durationMs: 0,
    source: '',
    value,
    facts,
  };
  return [readKey(request), observation];
}

/** A context with one server that holds both certificates. */
function contextWith(current: unknown, next: unknown) {
  const observations = new Map([
    observe('auth-config', {}, [
      { CurrentCertificateThumbprint: current, NextCertificateThumbprint: next },
    ]),
    observe('exchange-servers', {}, [
      { Name: 'EX01', Fqdn: 'ex01', AdminDisplayVersion: 'Version 15.2' },
    ]),
    observe('certificates', { server: 'ex01' }, [
      { RawData: { $bytes: own.raw } },
      { RawData: { $bytes: other.raw } },
      { RawData: null },
    ]),
  ]);
  const wanted = {
    customer: 'c',
    tenantId: 't',
    practice: true,
    recipe: 'both' as const,
    inputs: {},
  };
  return planContext(wanted, observations, new Date('2026-01-01T00:00:00Z'));
}

test.each([[''], [null], [undefined], ['  '], ['not a thumbprint'], ['A'.repeat(39)], ['.*']])(
  'a thumbprint of %j names no certificate',
  (value) => {
    expect(authCertificates(contextWith(value, value))).toEqual([]);
    const plan = certificateExportResource('current').plan(contextWith(value, value));
    expect(plan.actions).toEqual([]);
    expect(plan.resource.state).toBe('unknown');
  },
);

test('a thumbprint names exactly the certificate whose bytes hash to it, in any case', () => {
  const [found, ...rest] = authCertificates(contextWith(thumbprint.toLowerCase(), '')) ?? [];
  expect(rest).toEqual([]);
  expect(found).toMatchObject({ role: 'current', thumbprint, servers: ['ex01'], missingOn: [] });
  expect(found?.certificate?.raw).toBe(own.raw);
});

test('an unknown thumbprint is missing on every server, never something else', () => {
  const [found] = authCertificates(contextWith('0'.repeat(40), '')) ?? [];
  expect(found).toMatchObject({ servers: [], missingOn: ['ex01'], certificate: undefined });
  const plan = certificateExportResource('current').plan(contextWith('0'.repeat(40), ''));
  expect(plan.actions).toEqual([]);
  expect(plan.findings.map((item) => item.code)).toEqual(['HX-CERT']);
});

test('what is not a certificate is none: PEM, private keys, PKCS#12, cut bytes, nothing', () => {
  const pem = Buffer.from(own.privateKey).toString('base64');
  const cut = Buffer.from(own.raw, 'base64').subarray(0, 200).toString('base64');
  for (const raw of ['', 'AAAA', pem, cut, Buffer.alloc(300, 0x30).toString('base64')])
    expect(nodeCrypto.certificate(raw)).toBeUndefined();
});

test('what follows a certificate is not stored with it', () => {
  const joined = Buffer.concat([
    Buffer.from(own.raw, 'base64'),
    Buffer.from(own.privateKey),
  ]).toString('base64');
  const parsed = nodeCrypto.certificate(joined);
  if (parsed !== undefined) expect(parsed.raw).toBe(own.raw);
});

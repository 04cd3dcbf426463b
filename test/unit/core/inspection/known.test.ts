/** What tokens are compared with: the customer's file, the last read, exported certificates. */
import { describe, expect, test } from 'vitest';
import { tokenCrypto } from '../../../../src/adapters/inspection/token-crypto';
import {
  certificateIn,
  exportedCertificates,
  knownOf,
  withLastRead,
} from '../../../../src/core/inspection/known';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { Files } from '../../../../src/core/ports';
import { lastRead } from '../../main/support';
import { NOW, TENANT, signer } from '../../support/traces';

const record: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: TENANT.toUpperCase(),
  tenantDomain: 'Contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-01-01T00:00:00Z',
};
const current = signer('Auth');
const der = Uint8Array.from(Buffer.from(current.certificate.raw, 'base64'));
const parse = (raw: string) => tokenCrypto.certificate(raw);

function filesWith(entries: Readonly<Record<string, Uint8Array>>): Files {
  return {
    read: (path) => Promise.resolve(entries[path]),
    list: (path) =>
      Promise.resolve(Object.keys(entries).map((name) => name.slice(path.length + 1))),
    write: () => Promise.reject(new Error('nothing is written')),
    remove: () => Promise.reject(new Error('nothing is removed')),
  };
}

describe('what is known', () => {
  test('before anything was read: tenant, domain, exported certificates', async () => {
    const exported = await exportedCertificates(
      filesWith({ 'exports/a.cer': der, 'exports/b.cer': new Uint8Array(9), 'exports/c.txt': der }),
      parse,
    );
    expect(knownOf(record, null, exported, NOW)).toEqual({
      customer: 'Contoso',
      tenantId: TENANT,
      domains: ['contoso.onmicrosoft.com'],
      realm: null,
      hosts: ['ex01.contoso.com'],
      certificates: [{ certificate: current.certificate, from: 'server' }],
    });
  });

  test('after a restart: the certificates that the last read saw, behind what is known better', () => {
    const { thumbprint, subject, notAfter } = current.certificate;
    const seen = { role: 'current', subject, notBefore: null, notAfter } as const;
    const read = lastRead({
      certificates: [
        { ...seen, thumbprint },
        { ...seen, role: 'pool', thumbprint: 'CD'.repeat(20) },
      ],
    });
    const known = withLastRead(knownOf(record, null, [current.certificate], NOW), read);
    expect(known.certificates.map(({ from, certificate }) => [from, certificate.raw])).toEqual([
      ['server', current.certificate.raw],
      ['earlier', ''],
    ]);
    expect(withLastRead(known, null)).toEqual(known);
  });

  test('a certificate is read as DER and as PEM, and nothing else is one', () => {
    const pem = `-----BEGIN CERTIFICATE-----\r\n${current.certificate.raw}\r\n-----END CERTIFICATE-----`;
    for (const bytes of [der, new TextEncoder().encode(pem)])
      expect(certificateIn(bytes, parse)?.thumbprint).toBe(current.certificate.thumbprint);
    expect(certificateIn(new TextEncoder().encode('text'), parse)).toBeUndefined();
    expect(certificateIn(new Uint8Array(100_000), parse)).toBeUndefined();
  });
});

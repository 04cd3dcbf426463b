/** What tokens are compared with: the customer's file, the last read, exported certificates. */
import { describe, expect, test } from 'vitest';
import { tokenCrypto } from '../../../../src/adapters/inspection/token-crypto';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import {
  certificateIn,
  exportedCertificates,
  knownOf,
  withLastRead,
} from '../../../../src/core/inspection/known';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { Observation } from '../../../../src/core/model/observation';
import type { Files } from '../../../../src/core/ports';
import { readKey, readRequest } from '../../../../src/core/reads/definition';
import { findRead } from '../../../../src/core/reads/registry';
import { sipDomains, skypeOAuth } from '../../../../src/core/reads/skype';
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

type Seen = readonly [string, Observation];

/** What a read found. */
function answered(read: { readonly id: string }, items: readonly Record<string, unknown>[]): Seen {
  const request = readRequest(read);
  const base = { request, target: 'skype' as const, at: '', durationMs: 0, source: '' };
  const found = findRead(read.id).interpret({ kind: 'items', items }, nodeCrypto, {});
  return [readKey(request), { ...base, status: 'read', ...found }];
}

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

  test('the realm of the pool: the one that is set, else the default SIP domain, and none before anybody looked', () => {
    const identity = { sipDomain: 'first.contoso.com', recordedAt: '2026-01-01T00:00:00Z' };
    const withIdentity = { ...record, identity };
    const domains = answered(sipDomains, [
      { Name: 'Contoso.org', IsDefault: false },
      { Name: 'Contoso.com', IsDefault: true },
    ]);
    const oauth = (Realm: string) =>
      answered(skypeOAuth, [
        {
          Realm,
          ServiceName: '',
          ExchangeAutodiscoverUrl: '',
          ExchangeAutodiscoverAllowedDomains: '',
        },
      ]);
    const realm = (...seen: readonly Seen[]) => knownOf(withIdentity, new Map(seen), [], NOW).realm;
    expect(realm(domains, oauth(''))).toBe('contoso.com');
    expect(realm(domains, oauth('Realm.Contoso.com'))).toBe('realm.contoso.com');
    expect(realm(oauth(''))).toBe('first.contoso.com');
    expect(realm(domains)).toBeNull();
    const known = knownOf(withIdentity, new Map([domains, oauth('set.contoso.com')]), [], NOW);
    expect(known.domains).toEqual([
      'contoso.onmicrosoft.com',
      'contoso.com',
      'contoso.org',
      'first.contoso.com',
      'set.contoso.com',
    ]);
  });

  test('hosts that the customer’s file and the last read name, and no name without a domain', () => {
    const inputs = {
      exchangeAutodiscoverUrl: 'https://Autodiscover.contoso.com/autodiscover/autodiscover.svc',
      pool: 'pool01.contoso.com',
    };
    const named = knownOf({ ...record, inputs, skypeServer: 'fe01.contoso.com' }, null, [], NOW);
    const { sides } = lastRead();
    const servers = [
      { name: 'EX02.contoso.com', version: '15.2' },
      { name: 'EX03', version: '' },
    ];
    const pool = { state: 'read' as const, names: ['pool02.contoso.com'] };
    const read = lastRead({ sides: { ...sides, exchange: { state: 'read', servers }, pool } });
    expect(withLastRead(named, read).hosts).toEqual([
      'ex01.contoso.com',
      'fe01.contoso.com',
      'pool01.contoso.com',
      'autodiscover.contoso.com',
      'ex02.contoso.com',
      'pool02.contoso.com',
    ]);
  });

  test('a certificate is read as DER and as PEM, and nothing else is one', () => {
    const pem = `-----BEGIN CERTIFICATE-----\r\n${current.certificate.raw}\r\n-----END CERTIFICATE-----`;
    for (const bytes of [der, new TextEncoder().encode(pem)])
      expect(certificateIn(bytes, parse)?.thumbprint).toBe(current.certificate.thumbprint);
    expect(certificateIn(new TextEncoder().encode('text'), parse)).toBeUndefined();
    expect(certificateIn(new Uint8Array(100_000), parse)).toBeUndefined();
  });
});

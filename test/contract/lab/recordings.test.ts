/** What the lab answers against recordings of real servers. */
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readClixml } from '../../../src/adapters/powershell/clixml';
import { openLab } from '../../unit/lab/lab';
import type { Item } from '../../unit/lab/lab';
import { describeWithReference, recording } from './reference';

/** Recordings and the cmdlets they are of. */
const RECORDINGS = [
  ['Get-AcceptedDomain.xml', 'Get-AcceptedDomain'],
  ['Get-AuthConfig.xml', 'Get-AuthConfig'],
  ['Get-AuthConfig.no-next.xml', 'Get-AuthConfig'],
  ['Get-ExchangeServer.xml', 'Get-ExchangeServer'],
  ['Get-HybridConfiguration.xml', 'Get-HybridConfiguration'],
  ['Get-OrganizationConfig.xml', 'Get-OrganizationConfig'],
  ['Get-PartnerApplication.xml', 'Get-PartnerApplication'],
  ['Get-SettingOverride.xml', 'Get-SettingOverride'],
  ['Get-WebServicesVirtualDirectory.xml', 'Get-WebServicesVirtualDirectory'],
] as const;

function read(name: string): readonly Item[] {
  const result = readClixml(recording(name));
  if (!result.ok) throw new Error(result.reason);
  return result.items as readonly Item[];
}

const kind = (value: unknown): string =>
  Array.isArray(value)
    ? 'list'
    : value !== null && typeof value === 'object'
      ? 'bytes'
      : typeof value;

/** Kinds that a property has in any row, null aside. */
function kinds(rows: readonly Item[], name: string): Set<string> {
  return new Set(
    rows
      .map((row) => row[name])
      .filter((value) => value !== null && value !== undefined)
      .map(kind),
  );
}

const certificate = (row: Item): X509Certificate =>
  new X509Certificate(Buffer.from((row['RawData'] as { $bytes: string }).$bytes, 'base64'));

describeWithReference('lab output against recordings', () => {
  test.each(RECORDINGS)('%s: the same properties', async (file, cmdlet) => {
    const recorded = read(file);
    const answered = await openLab({ start: 'recorded' }).run(cmdlet);
    const names = (rows: readonly Item[]): string[] =>
      [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
    expect(names(answered)).toEqual(names(recorded));
  });

  test.each(RECORDINGS)('%s: the same kinds of values', async (file, cmdlet) => {
    const recorded = read(file);
    const answered = await openLab({ start: 'recorded' }).run(cmdlet);
    for (const name of Object.keys(recorded[0]!)) {
      const real = kinds(recorded, name);
      const ours = kinds(answered, name);
      if (real.size > 0 && ours.size > 0) expect([...ours], name).toEqual([...real]);
    }
  });

  test('the recorded partner applications and ours are in the same states', async () => {
    const summary = (rows: readonly Item[]): unknown[] =>
      rows.map((row) => [
        row['ApplicationIdentifier'],
        row['Enabled'],
        row['LinkedAccount'] === null ? 'not linked' : 'linked',
        row['AcceptSecurityIdentifierInformation'],
        row['Realm'],
        row['AuthMetadataUrl'],
        row['ActAsPermissions'] === null ? 'no list' : 'list',
      ]);
    const answered = await openLab({ start: 'recorded' }).run('Get-PartnerApplication');
    expect(summary(answered)).toEqual(summary(read('Get-PartnerApplication.xml')));
  });

  test('a certificate list is raw bytes; a broken one lacks the serialisation data', async () => {
    const recorded = read('Get-ExchangeCertificate.xml');
    const lab = openLab();
    const answered = await lab.run('Get-ExchangeCertificate');
    for (const rows of [recorded, answered]) {
      for (const row of rows) {
        expect(certificate(row).fingerprint).toMatch(/^[0-9A-F:]{59}$/);
        expect(Object.keys(row)).toContain('SerializationData');
        expect(Object.keys(row)).not.toContain('Thumbprint');
      }
    }
    lab.control({ op: 'fault', name: 'broken-certificate-list', on: true });
    for (const rows of [
      read('Get-ExchangeCertificate.broken.xml'),
      await lab.run('Get-ExchangeCertificate'),
    ]) {
      for (const row of rows) expect(Object.keys(row)).not.toContain('SerializationData');
    }
  });
});

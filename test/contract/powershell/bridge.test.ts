/** The bridge's files and its table. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOWED_CMDLETS } from '../../../src/core/commands/allow-list';
import { OUTPUT_PROPERTIES, bridgeTableText } from '../../../src/core/commands/output-properties';
import type { CertificateInfo } from '../../../src/core/ports';
import { findRead } from '../../../src/core/reads/registry';
import { newerThan51 } from '../../support/powershell-51';

const ASSETS = join(import.meta.dirname, '../../../assets/powershell');
const files = readdirSync(ASSETS);
const scripts = files.filter((name) => /\.psm?1$/.test(name));
const read = (name: string): string => readFileSync(join(ASSETS, name), 'utf8');

describe('the bridge’s table', () => {
  it('is current (node scripts/powershell-table.mjs writes it)', () => {
    expect(read('allow-list.json')).toBe(bridgeTableText());
  });

  it('names cmdlets that are in the allow-list and only read', () => {
    for (const name of Object.keys(OUTPUT_PROPERTIES))
      expect(ALLOWED_CMDLETS[name]?.change, name).toBe(false);
  });

  const arguments_ = {
    identity: 'x',
    domainController: 'dc',
    server: 'ex01',
    role: 'r',
    assignee: 'a',
    thumbprint: 't',
    applicationId: '00000004-0000-0ff1-ce00-000000000000',
    domain: 'contoso.com',
    folder: '/Calendar',
    targetUri: 'https://outlook.office365.com/ews/exchange.asmx',
  };
  it.each([
    'exchange-servers',
    'domain-controllers',
    'accepted-domains',
    'auth-config auth-rollover',
    'certificates',
    'auth-servers',
    'connectors',
    'web-services-directories',
    'mail-user',
    'recipient',
    'user',
    'management-role',
    'role-entries',
    'role-assignments',
    'partner-applications document-applications',
    'client-access-services',
    'client-access-servers',
    'availability-address-spaces',
    'mailbox-here',
    'mailbox-access',
    'calendar-folder',
    'purges-folder',
    'calendar-permissions',
    'oauth-test-to-cloud',
    'autodiscover-directories',
    'organisation-config organisation-identity',
    'organisation-relationships',
    'setting-overrides',
    'server-diagnostics',
  ])('%s takes exactly the properties of the table', (ids) => {
    // Two reads of one cmdlet share its properties.
    const definitions = ids.split(' ').map(findRead);
    const query = definitions[0]?.query(arguments_);
    if (query?.kind !== 'cmdlet') throw new Error('no cmdlet');
    const asked = new Set<string>();
    const item = new Proxy(
      {},
      {
        has: (_target, name) => {
          if (typeof name === 'string') asked.add(name);
          return false;
        },
        get: (_target, name) => {
          if (typeof name === 'string') asked.add(name);
          return undefined;
        },
      },
    );
    const crypto = { sha256: () => '', certificate: (): CertificateInfo | undefined => undefined };
    for (const definition of definitions)
      definition.interpret({ kind: 'items', items: [item] }, crypto, arguments_);
    const properties = [...asked].filter((name) => /^[A-Z]/.test(name)).sort();
    expect(properties).toEqual([...(OUTPUT_PROPERTIES[query.command.name] ?? [])].sort());
  });

  it('a mailbox to test with needs fewer than a mailbox that is looked at', () => {
    expect(OUTPUT_PROPERTIES['Get-Mailbox']).toEqual(
      expect.arrayContaining(['PrimarySmtpAddress', 'RecipientTypeDetails']),
    );
  });
});

describe('docs/collecting.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/collecting.md'), 'utf8');
  const shell = text.slice(text.indexOf('```powershell'));
  // Most of these answer for one account at a time, which a file does not say.
  const single = [
    'Get-ManagementRoleEntry',
    'Get-ManagementRoleAssignment',
    'Get-CASMailbox',
    'Get-MailboxFolderStatistics',
    'Get-MailboxFolderPermission',
    // What these say is of the moment.
    'Get-Mailbox',
    'Get-ExchangeDiagnosticInfo',
    'Test-OAuthConnectivity',
  ];
  const reads = Object.keys(OUTPUT_PROPERTIES).filter((name) => !single.includes(name));

  it.each(reads)('collects %s into the file that is read again', (name) => {
    expect(shell).toMatch(new RegExp(`${name}\\b.*\\| Save ['"]${name}['".]`));
  });

  it('names what is not collected', () => {
    for (const name of single) expect(text).toContain(name);
  });

  it('only reads', () => {
    const code = shell.slice(0, shell.indexOf('```', 3));
    const changes = Object.keys(ALLOWED_CMDLETS).filter((name) => ALLOWED_CMDLETS[name]?.change);
    expect(changes.filter((name) => code.includes(name))).toEqual([]);
  });
});

describe('the bridge’s files', () => {
  it.each(files)('%s is ASCII', (name) => {
    expect(read(name)).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.each(scripts)('%s runs no text and uses nothing newer than Windows PowerShell 5.1', (name) => {
    const code = read(name).replace(/^\s*#.*$/gm, '');
    expect(code).not.toMatch(
      /Invoke-Expression|\biex\b|\[scriptblock\]::Create|NewScriptBlock|ExpandString/i,
    );
    expect(newerThan51(read(name))).toEqual([]);
  });

  it.each(scripts)('%s is short', (name) => {
    expect(read(name).split('\n').length).toBeLessThan(300);
  });
});

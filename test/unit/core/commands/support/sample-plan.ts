/** Plans made by the real planner from made-up observations: an organisation with OAuth in place and nothing for Teams. */
import { X509Certificate, createHash } from 'node:crypto';
import { makePlan, neededReads } from '../../../../../src/core/engine/plan';
import type { Wanted } from '../../../../../src/core/engine/plan';
import type { Observation } from '../../../../../src/core/model/observation';
import type { Plan } from '../../../../../src/core/model/plan';
import type { CertificateInfo, Crypto } from '../../../../../src/core/ports';
import type { RawAnswer } from '../../../../../src/core/reads/definition';
import { readKey } from '../../../../../src/core/reads/definition';
import { findRead } from '../../../../../src/core/reads/registry';
import { renderCmdlet, renderGraph } from '../../../../../src/core/commands/render';
import { CERTIFICATES } from './certificates';

export const NOW = new Date('2026-11-21T13:02:00Z');
export const TENANT = '5f2ac4a6-0c0f-4c3e-9d6b-3a2c3c1f7a10';
const SKYPE = '00000004-0000-0ff1-ce00-000000000000';
const EXCHANGE_ONLINE = '00000002-0000-0ff1-ce00-000000000000';
const VOICEMAIL = 'db7de2b5-2149-435e-8043-e080dd50afae';

/** Crypto port on Node. */
const crypto: Crypto = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  certificate: (raw): CertificateInfo | undefined => {
    try {
      const found = new X509Certificate(Buffer.from(raw, 'base64'));
      return {
        thumbprint: found.fingerprint.replaceAll(':', ''),
        subject: found.subject,
        issuer: found.issuer,
        notBefore: new Date(found.validFrom).toISOString(),
        notAfter: new Date(found.validTo).toISOString(),
        keyBits: 1024,
        raw,
      };
    } catch {
      return undefined;
    }
  },
};

export function thumbprint(name: keyof typeof CERTIFICATES): string {
  return crypto.certificate(CERTIFICATES[name])!.thumbprint;
}

/** What differs between samples. */
export interface SampleOptions {
  readonly practice?: boolean;
  readonly customer?: string;
  readonly inputs?: Wanted['inputs'];
  readonly recipe?: Wanted['recipe'];
  /** The principal of Cloud Voicemail is not in the tenant. */
  readonly withoutVoicemail?: boolean;
  /** Everything of steps 2 and 3 is there, but disabled and visible. */
  readonly half?: boolean;
}

export interface Sample {
  readonly wanted: Wanted;
  readonly plan: Plan;
  readonly observations: Map<string, Observation>;
}

/** Reads what the scenario asks for from the made-up organisation and plans. */
export function samplePlan(options: SampleOptions = {}): Sample {
  const wanted: Wanted = {
    customer: options.customer ?? 'contoso',
    tenantId: TENANT,
    practice: options.practice ?? true,
    recipe: options.recipe ?? 'both',
    inputs: options.inputs ?? {},
  };
  const observations = new Map<string, Observation>();
  for (let round = 0; round < 10; round += 1) {
    const open = neededReads(wanted, observations, NOW).filter(
      (request) => !observations.has(readKey(request)),
    );
    if (open.length === 0) break;
    for (const request of open) {
      const definition = findRead(request.read);
      const args = request.arguments as Record<string, string>;
      const query = definition.query(args);
      const { value, facts } = definition.interpret(
        answer(request.read, args, options),
        crypto,
        args,
      );
      const source =
        query.kind === 'cmdlet'
          ? renderCmdlet(query.command)
          : query.kind === 'graph'
            ? renderGraph(query.request)
            : query.kind === 'file'
              ? query.path
              : 'Get-Command';
      observations.set(readKey(request), {
        status: 'read',
        request,
        target: definition.target,
        at: '2026-11-21T13:00:12.000Z',
        durationMs: 180 + (source.length % 7) * 90,
        source,
        value,
        facts,
      });
    }
  }
  return { wanted, observations, plan: makePlan(wanted, observations, NOW, crypto) };
}

function items(...list: Record<string, unknown>[]): RawAnswer {
  return { kind: 'items', items: list };
}

const EXCHANGE_ONLINE_ROW = {
  Name: 'Exchange Online',
  Guid: '0e0fd9a4-5a1e-4d0e-8c0d-1b7f0a3b6d11',
  ApplicationIdentifier: EXCHANGE_ONLINE,
  Realm: '',
  AuthMetadataUrl: '',
  UseAuthServer: true,
  Enabled: true,
  LinkedAccount: 'contoso.lab/Users/Exchange Online-ApplicationAccount',
};
const HALF_ROW = {
  ...EXCHANGE_ONLINE_ROW,
  Name: 'SfBOnline',
  Guid: '7d3b1c55-0d55-4a44-9a3e-2f1d7c0a9b02',
  ApplicationIdentifier: SKYPE,
  Enabled: false,
  LinkedAccount: '',
};
const HALF_USER = {
  Name: 'SfBOnline-ApplicationAccount',
  Identity: 'contoso.lab/Users/SfBOnline-ApplicationAccount',
  DistinguishedName: 'CN=SfBOnline-ApplicationAccount,CN=Users,DC=contoso,DC=lab',
  Guid: 'c1b0a7de-41a5-4a54-8a21-0b8c3f1e5a77',
  ExternalEmailAddress: 'SMTP:SfBOnline-ApplicationAccount@contoso.com',
  HiddenFromAddressListsEnabled: false,
};

function answer(read: string, args: Record<string, string>, options: SampleOptions): RawAnswer {
  switch (read) {
    case 'session-rights':
      return { kind: 'absent' };
    case 'exchange-servers':
      return items(
        {
          Name: 'EX01',
          Fqdn: 'EX01.contoso.lab',
          AdminDisplayVersion: 'Version 15.2 (Build 2562.17)',
        },
        {
          Name: 'EX02',
          Fqdn: 'EX02.contoso.lab',
          AdminDisplayVersion: 'Version 15.2 (Build 2562.17)',
        },
      );
    case 'domain-controllers':
      return items(
        { DnsHostName: 'DC01.contoso.lab', ADSite: 'Taipei' },
        { DnsHostName: 'DC02.contoso.lab', ADSite: 'Taipei' },
      );
    case 'accepted-domains':
      return items({ DomainName: 'contoso.com', DomainType: 'Authoritative', Default: true });
    case 'auth-config':
      return items({
        CurrentCertificateThumbprint: thumbprint('current'),
        NextCertificateThumbprint: thumbprint('next'),
        ServiceName: EXCHANGE_ONLINE,
        Realm: '',
      });
    case 'certificates':
      return items(
        { RawData: { $bytes: CERTIFICATES.current } },
        { RawData: { $bytes: CERTIFICATES.next } },
      );
    case 'auth-servers':
      return items(authServer('ACS', 'MicrosoftACS'), authServer('EvoSts', 'AzureAD'));
    case 'connectors':
      return items({
        Name: 'HybridIOC',
        TargetAddressDomains: ['contoso.mail.onmicrosoft.com'],
        DiscoveryEndpoint: 'https://outlook.office365.com/autodiscover/autodiscover.svc',
        Enabled: true,
        Guid: 'd0000000-0000-4000-8000-000000000001',
      });
    case 'online-connectors':
      return items({
        Name: 'HybridIOC',
        TargetAddressDomains: ['contoso.com'],
        DiscoveryEndpoint: 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
        Enabled: true,
        Guid: 'd0000000-0000-4000-8000-000000000002',
      });
    case 'web-services-directories':
    case 'autodiscover-directories':
      return items(directory('EX01'), directory('EX02'));
    case 'organisation-config':
      return items({ Guid: ORGANISATION_GUID, EwsEnabled: null });
    case 'organisation-relationships':
      return items();
    case 'setting-overrides':
      return items({
        Name: 'EnableExchangeHybrid3PAppFeature',
        ComponentName: 'Global',
        SectionName: 'ExchangeOnpremAsThirdPartyAppId',
        Parameters: ['Enabled=true'],
        Guid: 'd0000000-0000-4000-8000-000000000003',
      });
    case 'server-diagnostics':
      return items({ Result: '<Overrides>ExchangeOnpremAsThirdPartyAppId</Overrides>' });
    case 'test-mailbox':
    case 'online-test-mailbox':
      return items({
        PrimarySmtpAddress: 'ada@contoso.com',
        RecipientTypeDetails: 'UserMailbox',
      });
    case 'applications-by-name':
      return { kind: 'body', body: { value: [HYBRID_APPLICATION] } };
    case 'application-keys':
      return {
        kind: 'body',
        body: {
          id: HYBRID_APPLICATION.id,
          appId: HYBRID_APPLICATION.appId,
          keyCredentials: [key('current', 3), key('next', 4)],
        },
      };
    case 'app-role-assignments':
      return {
        kind: 'body',
        body: {
          value: [
            {
              id: 'assignment',
              appRoleId: FULL_ACCESS,
              resourceId: principalId(EXCHANGE_ONLINE),
            },
          ],
        },
      };
    case 'partner-applications':
      return items(EXCHANGE_ONLINE_ROW, ...(options.half === true ? [HALF_ROW] : []));
    case 'mail-user':
      return options.half === true && args['identity'] === HALF_USER.Name
        ? items(HALF_USER)
        : { kind: 'absent' };
    case 'role-entries':
      return items(
        { Name: 'GetDelegate' },
        { Name: 'GetFolder' },
        { Name: 'GetItem' },
        { Name: 'CreateItem' },
        { Name: 'UpdateItem' },
      );
    case 'role-assignments':
      return items({
        Name: 'UserApplication-SfB',
        Role: 'UserApplication',
        Guid: '4d1d2a10-0000-4000-8000-000000000001',
        RoleAssignmentDelegationType: 'Regular',
      });
    case 'tenant-organization':
      return {
        kind: 'body',
        body: {
          value: [
            {
              id: TENANT,
              displayName: 'Contoso',
              verifiedDomains: [
                { name: 'contoso.com' },
                { name: 'contoso.onmicrosoft.com', isInitial: true },
                { name: 'contoso.mail.onmicrosoft.com' },
              ],
            },
          ],
        },
      };
    case 'service-principal':
      return principal(args['applicationId'] ?? '', options);
    default:
      return { kind: 'absent' };
  }
}

const ORGANISATION_GUID = 'd0000000-0000-4000-8000-00000000000a';
const FULL_ACCESS = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';
const HYBRID_APPLICATION = {
  id: 'd0000000-0000-4000-8000-00000000000b',
  appId: 'd0000000-0000-4000-8000-00000000000c',
  displayName: `ExchangeServerApp-${ORGANISATION_GUID}`,
  requiredResourceAccess: [
    { resourceAppId: EXCHANGE_ONLINE, resourceAccess: [{ id: FULL_ACCESS, type: 'Role' }] },
  ],
};

function principalId(applicationId: string): string {
  return `11111111-0000-4000-8000-${applicationId.slice(0, 8)}0000`;
}

function authServer(name: string, type: string): Record<string, unknown> {
  return {
    Name: name,
    Type: type,
    Realm: TENANT,
    IssuerIdentifier: '',
    AuthMetadataUrl: '',
    ApplicationIdentifier: type === 'AzureAD' ? HYBRID_APPLICATION.appId : '',
    DomainName: ['contoso.com', 'contoso.mail.onmicrosoft.com'],
    Enabled: true,
    Guid: '',
  };
}

function directory(server: string): Record<string, unknown> {
  const methods = ['Ntlm', 'WindowsIntegrated', 'WSSecurity', 'OAuth'];
  return {
    Name: 'EWS (Default Web Site)',
    Server: server,
    Guid: `d0000000-0000-4000-8000-0000000${server}`,
    InternalUrl: `https://${server}.contoso.lab/EWS/Exchange.asmx`,
    ExternalUrl: 'https://mail.contoso.com/EWS/Exchange.asmx',
    InternalAuthenticationMethods: methods,
    ExternalAuthenticationMethods: methods,
  };
}

function principal(applicationId: string, options: SampleOptions): RawAnswer {
  if (applicationId === VOICEMAIL && options.withoutVoicemail === true) return { kind: 'absent' };
  const keys = applicationId === SKYPE ? [key('foreign', 1), key('expired', 2)] : [];
  return {
    kind: 'body',
    body: {
      id: principalId(applicationId),
      appId: applicationId,
      accountEnabled: true,
      servicePrincipalNames: [
        applicationId,
        ...(applicationId === EXCHANGE_ONLINE
          ? ['https://mail.contoso.com/', 'https://autodiscover.contoso.com/']
          : []),
      ],
      keyCredentials: keys,
    },
  };
}

function key(name: keyof typeof CERTIFICATES, number: number): Record<string, string> {
  const found = crypto.certificate(CERTIFICATES[name])!;
  return {
    keyId: `22222222-0000-4000-8000-00000000000${String(number)}`,
    displayName: '',
    startDateTime: found.notBefore,
    endDateTime: found.notAfter,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: found.raw,
  };
}

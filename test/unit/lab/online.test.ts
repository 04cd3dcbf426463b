/** The shell of Exchange Online: who gets in, what its cmdlets do, and the test of the way back to the servers. */
import { describe, expect, test } from 'vitest';
import type { LabFault } from '../../../src/shared/lab';
import { EXCHANGE_ONLINE } from '../../../src/lab/tenant/resources';
import { createTokenSigner } from '../../../src/lab/tenant/tokens';
import { openLab } from './lab';
import { ask, askWith, rows, tokenFor } from './online-lab';
import type { Item, LabWish, TestLab } from './lab';

describe('the session', () => {
  test('says who is connected, and to which tenant', async () => {
    const lab = openLab();
    expect(await rows(lab, 'Get-ConnectionInformation')).toMatchObject([
      {
        State: 'Connected',
        UserPrincipalName: 'ada@contoso.com',
        TenantID: lab.world.state.tenant.id,
        TokenStatus: 'Active',
      },
    ]);
  });

  test('takes no token but one for Exchange Online, of this tenant, signed here, in time', async () => {
    const lab = openLab();
    const refused = [
      undefined,
      'no.token.atall',
      tokenFor(lab, { aud: 'https://graph.microsoft.com' }),
      tokenFor(lab, { tid: '00000000-0000-4000-8000-000000000000' }),
      tokenFor(lab, { exp: 1 }),
      createTokenSigner().sign({ aud: EXCHANGE_ONLINE }),
    ];
    for (const token of refused) {
      const { error } = await askWith(lab, 'Get-AcceptedDomain', {}, token);
      expect(error?.message).toBe('UnAuthorized');
    }
  });

  test('an account without a role gets no session', async () => {
    const lab = openLab();
    const oid = lab.world.state.tenant.users[1]!.id;
    const { error } = await ask(lab, 'Get-AcceptedDomain', {}, tokenFor(lab, { oid }));
    expect(error?.message).toContain("isn't assigned to any management roles");
  });

  test('knows no parameter and no cmdlet of the servers', async () => {
    const lab = openLab();
    const answer = await ask(lab, 'Get-AcceptedDomain', { DomainController: 'DC01' });
    expect(answer.error?.fullyQualifiedErrorId).toBe('NamedParameterNotFound,Get-AcceptedDomain');
    expect((await ask(lab, 'New-AuthServer')).error?.fullyQualifiedErrorId).toBe(
      'CommandNotFoundException',
    );
  });

  test('the log keeps its calls apart and without the token', async () => {
    const lab = openLab();
    await rows(lab, 'Get-AcceptedDomain');
    const [line] = lab.log();
    expect(line).toMatchObject({ side: 'online', call: 'Get-AcceptedDomain', outcome: 'done' });
    expect(JSON.stringify(line)).not.toContain('eyJ');
  });
});

describe('its objects', () => {
  test('accepted domains, organisation and the organisation on premises', async () => {
    const lab = openLab();
    const domains = await rows(lab, 'Get-AcceptedDomain');
    expect(domains.map((row) => [row['DomainName'], row['InitialDomain']])).toEqual([
      ['contoso.onmicrosoft.com', true],
      ['contoso.com', false],
      ['contoso.mail.onmicrosoft.com', false],
    ]);
    const [organisation] = await lab.run('Get-OrganizationConfig');
    expect(await rows(lab, 'Get-OnPremisesOrganization')).toMatchObject([
      { OrganizationGuid: organisation!['Guid'], HybridDomains: ['contoso.com'] },
    ]);
    expect(await rows(lab, 'Get-IntraOrganizationConfiguration')).toMatchObject([
      {
        OnlineTargetAddress: 'contoso.mail.onmicrosoft.com',
        OnPremiseDiscoveryEndpoint: null,
        OnPremiseTargetAddresses: ['contoso.com'],
      },
    ]);
  });

  test('a connector is made, changed, read back and removed', async () => {
    const lab = openLab({ start: 'no-oauth' });
    expect(await rows(lab, 'Get-IntraOrganizationConnector')).toEqual([]);
    const [made] = await rows(lab, 'New-IntraOrganizationConnector', {
      Name: 'ExchangeHybridOnlineToOnPremises',
      DiscoveryEndpoint: 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
      TargetAddressDomains: ['contoso.com'],
      Enabled: false,
    });
    expect(made).toMatchObject({ Enabled: false, TargetSharingEpr: null });
    const Identity = made!['Guid'];
    await rows(lab, 'Set-IntraOrganizationConnector', { Identity, Enabled: true });
    expect(await rows(lab, 'Get-IntraOrganizationConnector', { Identity })).toMatchObject([
      { Enabled: true },
    ]);
    const again = await ask(lab, 'Set-IntraOrganizationConnector', { Identity, Enabled: true });
    expect(again.warnings[0]).toContain('no settings of');
    expect((await ask(lab, 'Remove-IntraOrganizationConnector', { Identity })).error).toBeDefined();
    await rows(lab, 'Remove-IntraOrganizationConnector', { Identity, Confirm: false });
    const gone = await ask(lab, 'Get-IntraOrganizationConnector', { Identity });
    expect(gone.error?.message).toMatch(
      /^Ex[0-9A-F]+\|.*ManagementObjectNotFoundException\|The operation couldn't/,
    );
    const reopened = lab.reopen();
    expect(await rows(reopened, 'Get-IntraOrganizationConnector')).toEqual([]);
  });

  test('a name can be taken once', async () => {
    const lab = openLab();
    const [own] = await rows(lab, 'Get-IntraOrganizationConnector');
    const { error } = await ask(lab, 'New-IntraOrganizationConnector', {
      Name: own!['Name'],
      DiscoveryEndpoint: 'https://a.example/',
      TargetAddressDomains: ['a.example'],
    });
    expect(error?.message).toContain('already exists');
  });

  test('the allowed applications are shown when asked for, and $null clears them', async () => {
    const lab = openLab();
    await rows(lab, 'Set-OrganizationConfig', { EwsEnabled: true, EwsAllowedAppIDs: 'a,b' });
    const asked = { RetrieveEwsOperationAccessPolicy: true };
    expect(await rows(lab, 'Get-OrganizationConfig', asked)).toMatchObject([
      { EwsEnabled: true, EwsAllowedAppIDs: 'a,b' },
    ]);
    expect(Object.keys((await rows(lab, 'Get-OrganizationConfig'))[0]!)).not.toContain(
      'EwsAllowedAppIDs',
    );
    await rows(lab, 'Set-OrganizationConfig', { EwsEnabled: null, EwsAllowedAppIDs: null });
    expect(await rows(lab, 'Get-OrganizationConfig', asked)).toMatchObject([
      { EwsEnabled: null, EwsAllowedAppIDs: '' },
    ]);
  });

  test('an organisation relationship takes a sharing address', async () => {
    const lab = openLab();
    const [own] = await rows(lab, 'Get-OrganizationRelationship');
    await rows(lab, 'Set-OrganizationRelationship', {
      Identity: own!['Guid'],
      TargetSharingEpr: 'https://mail.contoso.com/EWS/Exchange.asmx',
    });
    expect(await rows(lab, 'Get-OrganizationRelationship')).toMatchObject([
      { TargetSharingEpr: 'https://mail.contoso.com/EWS/Exchange.asmx' },
    ]);
  });
});

const TEST = {
  Service: 'EWS',
  TargetUri: 'https://mail.contoso.com/EWS/Exchange.asmx',
  Mailbox: 'cleo.martin@contoso.com',
  ReloadConfig: true,
};

async function outcome(lab: TestLab, more: Item = {}): Promise<{ type: unknown; detail: string }> {
  const [row] = await rows(lab, 'Test-OAuthConnectivity', { ...TEST, ...more });
  return { type: row!['ResultType'], detail: String(row!['Detail']) };
}

const SUCCESS = { Value: 'Success' };
const open = (more: LabWish = {}): TestLab => openLab({ start: 'oauth-complete', ...more });

interface Case {
  readonly fault: LabFault;
  readonly says: RegExp;
  mend?(lab: TestLab): Promise<unknown>;
}

async function onServers(server: string, lab: TestLab): Promise<void> {
  for (const kind of ['WebServices', 'Autodiscover']) {
    const [row] = await lab.run(`Get-${kind}VirtualDirectory`, { Server: server });
    await lab.run(`Set-${kind}VirtualDirectory`, {
      Identity: row!['Guid'],
      OAuthAuthentication: true,
    });
  }
}

const CASES: readonly Case[] = [
  {
    fault: 'auth-server-disabled',
    says: /2000009;reason="The issuer of the token is unknown\. Issuer was '00000001-/,
    mend: async (lab) => {
      for (const row of await lab.run('Get-AuthServer'))
        await lab.run('Set-AuthServer', { Identity: row['Guid'], Enabled: true });
    },
  },
  {
    fault: 'wrong-realm',
    says: /The issuer of the token is unknown/,
    mend: async (lab) => {
      await lab.run('New-AuthServer', {
        Name: 'WindowsAzureACS',
        AuthMetadataUrl:
          'https://accounts.accesscontrol.windows.net/contoso.mail.onmicrosoft.com/metadata/json/1',
      });
    },
  },
  {
    fault: 'stale-auth-metadata',
    says: /2000000; reason="The token has an invalid signature\."/,
    mend: async (lab) => {
      for (const row of await lab.run('Get-AuthServer'))
        await lab.run('Set-AuthServer', { Identity: row['Guid'], RefreshAuthMetadata: true });
    },
  },
  {
    fault: 'partner-disabled',
    says: /\[practice text\]/,
    mend: (lab) =>
      lab.run('Set-PartnerApplication', { Identity: 'Exchange Online', Enabled: true }),
  },
  {
    fault: 'partner-not-linked',
    says: /SoapException: The application is missing a linked account/,
    mend: (lab) =>
      lab.run('Set-PartnerApplication', {
        Identity: 'Exchange Online',
        LinkedAccount: 'Exchange Online-ApplicationAccount',
      }),
  },
  {
    fault: 'directory-without-oauth',
    says: /'S2SAppActAs' is not applicable for the current protocol/,
    mend: (lab) => onServers('EX02', lab),
  },
  {
    fault: 'ews-allow-list',
    says: /\(403\) Forbidden/,
    mend: (lab) => lab.run('Set-OrganizationConfig', { EwsApplicationAccessPolicy: null }),
  },
  {
    fault: 'host-name-missing',
    says: /AADSTS500011: The resource principal named https:\/\/mail\.contoso\.com/,
  },
  { fault: 'name-owned-elsewhere', says: /AADSTS500011/ },
  { fault: 'not-published', says: /Unable to connect to the remote server/ },
  { fault: 'test-user-ambiguous', says: /2000005/ },
];

describe('Test-OAuthConnectivity from the cloud', () => {
  test('passes; the result type is an object there', async () => {
    expect((await outcome(open())).type).toEqual(SUCCESS);
  });

  test.each(CASES)('$fault', async (broken) => {
    const lab = open({ faults: [broken.fault] });
    const found = await outcome(lab);
    expect(found.type).toEqual({ Value: 'Error' });
    expect(found.detail).toMatch(broken.says);
    if (broken.mend === undefined) lab.control({ op: 'fault', name: broken.fault, on: false });
    else await broken.mend(lab);
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect((await outcome(lab)).type).toEqual(SUCCESS);
  });

  test('the dedicated application and the auth certificate do not matter in this direction', async () => {
    expect((await outcome(openLab({ start: 'empty' }))).type).toEqual(SUCCESS);
    const lab = open({ faults: ['expired-certificate', 'dedicated-key-missing'] });
    expect((await outcome(lab)).type).toEqual(SUCCESS);
  });

  test('a wizard that stopped early leaves the way closed', async () => {
    const found = [];
    for (const start of [
      'hcw-hybrid-configuration',
      'hcw-auth-servers',
      'hcw-partner-application',
    ] as const)
      found.push((await outcome(openLab({ start }))).type);
    expect(found).toEqual([{ Value: 'Error' }, { Value: 'Error' }, { Value: 'Error' }]);
    expect((await outcome(openLab({ start: 'hcw-principal-names' }))).type).toEqual(SUCCESS);
  });

  test('a change is seen when it has reached the domain controller of the servers', async () => {
    const lab = open({ faults: ['partner-disabled'] });
    await lab.run('Set-PartnerApplication', {
      Identity: 'Exchange Online',
      Enabled: true,
      DomainController: 'DC01.contoso.lab',
    });
    expect((await outcome(lab)).type).toEqual({ Value: 'Error' });
    lab.control({ op: 'advance', milliseconds: 15_000 });
    expect((await outcome(lab)).type).toEqual(SUCCESS);
  });

  test('a host of nobody, and a host no directory has', async () => {
    expect((await outcome(open(), { TargetUri: 'https://nobody.example/ews' })).detail).toContain(
      'could not be resolved',
    );
    expect(
      (await outcome(open(), { TargetUri: 'https://autodiscover.contoso.com/ews' })).detail,
    ).toContain('error_category="invalid_resource"');
  });

  test('a mailbox that only the cloud knows', async () => {
    expect((await outcome(open(), { Mailbox: 'Casey Cloud' })).detail).toContain(
      'The user specified by the user-context in the token does not exist.',
    );
  });
});

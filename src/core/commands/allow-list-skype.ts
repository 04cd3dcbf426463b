/** Cmdlets of Skype for Business Server and what belongs to it. Types and switches: the cmdlet pages. */
import type { AllowedCmdlet } from './allow-list-kinds';

type Parameters = AllowedCmdlet['parameters'];

const DC = { DomainController: 'text' } as const;
const read = (parameters: Parameters = {}, required: readonly string[] = []): AllowedCmdlet => ({
  change: false,
  parameters,
  required,
});
const change = (parameters: Parameters, required: readonly string[]): AllowedCmdlet => ({
  change: true,
  parameters,
  required,
});

const SET_SERVICE_POINT = change(
  { ...DC, Identity: 'identity', AutoDiscoverServiceInternalUri: 'link' },
  ['Identity', 'AutoDiscoverServiceInternalUri', 'DomainController'],
);

/**
 * Service connection points, in the Exchange shell. Exchange 2013 knows them by the older name only. Without an
 * identity they are all read, on purpose.
 */
export const SERVICE_POINT_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  'Get-ClientAccessService': read(DC, ['DomainController']),
  'Get-ClientAccessServer': read(DC, ['DomainController']),
  'Set-ClientAccessService': SET_SERVICE_POINT,
  'Set-ClientAccessServer': SET_SERVICE_POINT,
};

const PROVIDER = {
  Enabled: 'boolean',
  EnabledSharedAddressSpace: 'boolean',
  HostsOCSUsers: 'boolean',
  VerificationLevel: 'text',
  IsLocal: 'boolean',
  AutodiscoverUrl: 'link',
} as const;

/** Cmdlets of a front end's shell. */
export const SKYPE_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  'Get-CsServerVersion': read(),
  'Get-CsPool': read(),
  'Get-CsService': read({ WebServer: 'switch' }, ['WebServer']),
  'Get-CsSipDomain': read(),
  'Get-CsCertificate': read({ Type: 'text' }, ['Type']),
  'Get-CsManagementStoreReplicationStatus': read(),
  'Get-CsOAuthConfiguration': read(),
  'Get-CsPartnerApplication': read(),
  'Get-CsArchivingConfiguration': read(),
  'Get-CsArchivingPolicy': read(),
  'Get-CsUserServicesPolicy': read(),
  'Get-CsUser': read({ Identity: 'identity' }, ['Identity']),
  // It asks for contacts, as a client does.
  'Test-CsUnifiedContactStore': read({ TargetFqdn: 'text', UserSipAddress: 'text' }, [
    'TargetFqdn',
    'UserSipAddress',
  ]),
  'Get-CsOAuthServer': read(),
  'Get-CsHostingProvider': read(),
  'Get-CsAccessEdgeConfiguration': read(),
  'Set-CsCertificate': change(
    {
      Identity: 'identity',
      Type: 'text',
      Thumbprint: 'text',
      EffectiveDate: 'text',
      Roll: 'switch',
      Confirm: 'switch',
    },
    ['Identity', 'Type', 'Thumbprint', 'Confirm'],
  ),
  'Remove-CsCertificate': change({ Identity: 'identity', Type: 'text', Confirm: 'switch' }, [
    'Identity',
    'Type',
    'Confirm',
  ]),
  'Invoke-CsManagementStoreReplication': change({ ReplicaFqdn: 'text', Force: 'switch' }, []),
  'Set-CsOAuthConfiguration': change(
    {
      Identity: 'identity',
      ExchangeAutodiscoverUrl: 'link',
      ExchangeAutodiscoverAllowedDomains: 'link',
      ServiceName: 'link',
      Confirm: 'switch',
    },
    ['Identity', 'Confirm'],
  ),
  'New-CsPartnerApplication': change(
    {
      Identity: 'identity',
      ApplicationTrustLevel: 'text',
      MetadataUrl: 'text',
      ApplicationIdentifier: 'text',
      UseOAuthServer: 'switch',
      Confirm: 'switch',
    },
    ['Identity', 'ApplicationTrustLevel', 'Confirm'],
  ),
  'Set-CsPartnerApplication': change(
    { Identity: 'identity', Enabled: 'boolean', ApplicationTrustLevel: 'text', Confirm: 'switch' },
    ['Identity', 'Confirm'],
  ),
  'Remove-CsPartnerApplication': change({ Identity: 'identity', Confirm: 'switch' }, [
    'Identity',
    'Confirm',
  ]),
  'New-CsOAuthServer': change({ Identity: 'identity', MetadataUrl: 'text', Confirm: 'switch' }, [
    'Identity',
    'MetadataUrl',
    'Confirm',
  ]),
  'Set-CsOAuthServer': change({ Identity: 'identity', MetadataUrl: 'text', Confirm: 'switch' }, [
    'Identity',
    'MetadataUrl',
    'Confirm',
  ]),
  'Remove-CsOAuthServer': change({ Identity: 'identity', Confirm: 'switch' }, [
    'Identity',
    'Confirm',
  ]),
  // There is one configuration, and the parameter set with the routing takes no identity.
  'Set-CsAccessEdgeConfiguration': change(
    {
      AllowOutsideUsers: 'boolean',
      AllowFederatedUsers: 'boolean',
      EnablePartnerDiscovery: 'boolean',
      UseDnsSrvRouting: 'switch',
      Confirm: 'switch',
    },
    ['UseDnsSrvRouting', 'Confirm'],
  ),
  'Set-CsHostingProvider': change({ Identity: 'identity', ...PROVIDER, Confirm: 'switch' }, [
    'Identity',
    'Confirm',
  ]),
  'New-CsHostingProvider': change(
    { Identity: 'identity', ProxyFqdn: 'text', ...PROVIDER, Confirm: 'switch' },
    ['Identity', 'ProxyFqdn', 'Enabled', 'EnabledSharedAddressSpace', 'HostsOCSUsers', 'Confirm'],
  ),
  'Remove-CsHostingProvider': change({ Identity: 'identity', Confirm: 'switch' }, [
    'Identity',
    'Confirm',
  ]),
  // It writes an item into a mailbox, so it is no read.
  'Test-CsExStorageConnectivity': change(
    {
      SipUri: 'text',
      Binding: 'text',
      HostNameStorageService: 'text',
      Folder: 'text',
      DeleteItem: 'switch',
    },
    ['SipUri', 'Binding', 'Folder'],
  ),
  'Set-CsArchivingConfiguration': change(
    {
      Identity: 'identity',
      EnableArchiving: 'text',
      EnableExchangeArchiving: 'boolean',
      Confirm: 'switch',
    },
    ['Identity', 'Confirm'],
  ),
  'Set-CsUserServicesPolicy': change(
    { Identity: 'identity', UcsAllowed: 'boolean', Confirm: 'switch' },
    ['Identity', 'UcsAllowed', 'Confirm'],
  ),
};

/** The script that Exchange ships, and the program that starts IIS anew: fixed operations of an Exchange server's own shell. */
export const LOCAL_OPERATIONS: Readonly<Record<string, AllowedCmdlet>> = {
  'Configure-EnterprisePartnerApplication.ps1': change(
    { ...DC, AuthMetaDataUrl: 'text', ApplicationType: 'text' },
    ['AuthMetaDataUrl', 'ApplicationType', 'DomainController'],
  ),
  iisreset: change({ ComputerName: 'text' }, ['ComputerName']),
};

/** Cmdlets of step 1, on the servers and in Exchange Online. Types and switches: the cmdlet pages. */
import type { AllowedCmdlet } from './allow-list-kinds';

type Parameters = AllowedCmdlet['parameters'];

const DC = { DomainController: 'text' } as const;

function read(parameters: Parameters = {}, required: readonly string[] = []): AllowedCmdlet {
  return { change: false, parameters, required };
}

function change(parameters: Parameters, required: readonly string[]): AllowedCmdlet {
  return { change: true, parameters, required };
}

/** On premises every change is pinned to a domain controller. */
function pinned(parameters: Parameters, required: readonly string[]): AllowedCmdlet {
  return change({ ...DC, ...parameters }, [...required, 'DomainController']);
}

const REMOVE = { Identity: 'identity', Confirm: 'switch' } as const;
const REMOVE_NEEDS = ['Identity', 'Confirm'];

const NEW_CONNECTOR = {
  Name: 'identity',
  DiscoveryEndpoint: 'text',
  TargetAddressDomains: 'list',
  Enabled: 'boolean',
} as const;
const NEW_CONNECTOR_NEEDS = ['Name', 'DiscoveryEndpoint', 'TargetAddressDomains', 'Enabled'];
const SET_CONNECTOR = { Identity: 'identity', Enabled: 'boolean' } as const;
const SET_CONNECTOR_NEEDS = ['Identity', 'Enabled'];
const MAILBOXES = read({ ResultSize: 'text' }, ['ResultSize']);
/** Reads of one mailbox. Without an identity some of these answer with all, so it is required. */
const oneMailbox = (parameters: Parameters = {}): AllowedCmdlet =>
  read({ ...DC, Identity: 'identity', ...parameters }, ['Identity', ...Object.keys(parameters)]);
/** It changes nothing; `-ReloadConfig` only makes the server read its configuration anew. */
const OAUTH_TEST = read(
  { Service: 'text', TargetUri: 'text', Mailbox: 'identity', ReloadConfig: 'switch' },
  ['Service', 'TargetUri', 'ReloadConfig'],
);

/** What step 1 adds to the cmdlets of the Exchange servers. */
export const OAUTH_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  'New-AuthServer': pinned(
    { Name: 'identity', Type: 'text', AuthMetadataUrl: 'text', DomainName: 'list' },
    ['Name', 'AuthMetadataUrl'],
  ),
  'Set-AuthServer': pinned(
    {
      Identity: 'identity',
      Enabled: 'boolean',
      ApplicationIdentifier: 'link',
      DomainName: 'list',
    },
    ['Identity'],
  ),
  'Remove-AuthServer': pinned(REMOVE, REMOVE_NEEDS),
  'New-IntraOrganizationConnector': pinned(NEW_CONNECTOR, NEW_CONNECTOR_NEEDS),
  'Set-IntraOrganizationConnector': pinned(SET_CONNECTOR, SET_CONNECTOR_NEEDS),
  'Remove-IntraOrganizationConnector': pinned(REMOVE, REMOVE_NEEDS),
  'Get-AvailabilityAddressSpace': read(DC),
  'Add-AvailabilityAddressSpace': pinned(
    {
      ForestName: 'identity',
      AccessMethod: 'text',
      ProxyUrl: 'text',
      UseServiceAccount: 'boolean',
    },
    ['ForestName', 'AccessMethod'],
  ),
  'Remove-AvailabilityAddressSpace': pinned(REMOVE, REMOVE_NEEDS),
  'Get-OrganizationConfig': read(DC),
  'Set-OrganizationConfig': pinned({ EwsAllowList: 'list' }, []),
  'Get-AutodiscoverVirtualDirectory': read({ ...DC, ADPropertiesOnly: 'switch' }),
  'Set-AutodiscoverVirtualDirectory': pinned(
    { Identity: 'identity', OAuthAuthentication: 'boolean' },
    ['Identity', 'OAuthAuthentication'],
  ),
  'Set-WebServicesVirtualDirectory': pinned(
    { Identity: 'identity', OAuthAuthentication: 'boolean' },
    ['Identity', 'OAuthAuthentication'],
  ),
  'Get-OrganizationRelationship': read(DC),
  'Set-OrganizationRelationship': pinned({ Identity: 'identity', TargetSharingEpr: 'link' }, [
    'Identity',
    'TargetSharingEpr',
  ]),
  'Get-SettingOverride': read(DC),
  'New-SettingOverride': pinned(
    {
      Name: 'identity',
      Component: 'text',
      Section: 'text',
      Parameters: 'list',
      Reason: 'text',
    },
    ['Name', 'Component', 'Section', 'Parameters', 'Reason'],
  ),
  'Remove-SettingOverride': pinned(REMOVE, REMOVE_NEEDS),
  'Get-Mailbox': read({ ...DC, Identity: 'identity', Anr: 'text', ResultSize: 'text' }, [
    'ResultSize',
  ]),
  'Get-CASMailbox': oneMailbox(),
  'Set-CASMailbox': pinned({ Identity: 'identity', EwsEnabled: 'boolean', EwsAllowList: 'list' }, [
    'Identity',
  ]),
  'Get-MailboxFolderStatistics': oneMailbox({ FolderScope: 'text' }),
  'Get-MailboxFolderPermission': oneMailbox(),
  // With `-Argument Refresh` a server only loads again what the directory holds already.
  'Get-ExchangeDiagnosticInfo': read(
    { Server: 'identity', Process: 'text', Component: 'text', Argument: 'text' },
    ['Server', 'Process', 'Component', 'Argument'],
  ),
  'Test-OAuthConnectivity': OAUTH_TEST,
};

/** Cmdlets of Exchange Online's shell. Its directory is pinned by nobody. */
export const ONLINE_CMDLETS: Readonly<Record<string, AllowedCmdlet>> = {
  'Get-IntraOrganizationConnector': read(),
  'New-IntraOrganizationConnector': change(NEW_CONNECTOR, NEW_CONNECTOR_NEEDS),
  'Set-IntraOrganizationConnector': change(SET_CONNECTOR, SET_CONNECTOR_NEEDS),
  'Remove-IntraOrganizationConnector': change(REMOVE, REMOVE_NEEDS),
  'Get-Mailbox': MAILBOXES,
  'Test-OAuthConnectivity': OAUTH_TEST,
};

/** The lab's cmdlets for archiving, the unified contact store, users and federation, with their parameters. */
import {
  BOOLEAN,
  IDENTITY,
  REQUIRED_IDENTITY,
  SWITCH,
  TEXT,
  inSet,
} from '../exchange/parameter-rules';
import type { CmdletRule, ParameterRule } from '../exchange/parameter-rules';

const RISK = { Confirm: SWITCH, WhatIf: SWITCH } as const;
const FORCED = { ...RISK, Force: SWITCH } as const;
const GLOBAL = inSet(IDENTITY, 'Identity');
const ROUTED = ['Identity', 'DefaultRoute', 'DnsSrvRouting'];

const read = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: false,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters,
});
const listed = (): CmdletRule => read({ Identity: GLOBAL }, 'Identity');
const change = (parameters: CmdletRule['parameters'], defaultSet?: string): CmdletRule => ({
  change: true,
  ...(defaultSet === undefined ? {} : { defaultSet }),
  parameters: { ...FORCED, ...parameters },
});
const VERIFICATION: ParameterRule = {
  type: 'choice',
  values: ['AlwaysVerifiable', 'AlwaysUnverifiable', 'UseSourceVerification'],
};

/** Rules by cmdlet. */
export const SKYPE_POLICY_CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-CsUser': read({ Identity: IDENTITY }),
  'Set-CsUser': {
    change: true,
    parameters: {
      ...RISK,
      Identity: REQUIRED_IDENTITY,
      ExchangeArchivingPolicy: {
        type: 'choice',
        values: ['Uninitialized', 'UseLyncArchivingPolicy', 'NoArchiving', 'ArchivingToExchange'],
      },
    },
  },
  'Get-CsArchivingConfiguration': listed(),
  'Set-CsArchivingConfiguration': change(
    {
      Identity: GLOBAL,
      EnableArchiving: { type: 'choice', values: ['None', 'ImOnly', 'ImAndWebConf'] },
      EnableExchangeArchiving: BOOLEAN,
    },
    'Identity',
  ),
  'Get-CsArchivingPolicy': listed(),
  'New-CsArchivingPolicy': change({
    Identity: REQUIRED_IDENTITY,
    ArchiveInternal: BOOLEAN,
    ArchiveExternal: BOOLEAN,
    Description: TEXT,
  }),
  'Set-CsArchivingPolicy': change(
    { Identity: GLOBAL, ArchiveInternal: BOOLEAN, ArchiveExternal: BOOLEAN, Description: TEXT },
    'Identity',
  ),
  'Grant-CsArchivingPolicy': {
    change: true,
    parameters: { ...RISK, Identity: REQUIRED_IDENTITY, PolicyName: TEXT },
  },
  'Get-CsUserServicesPolicy': read({ Identity: IDENTITY }),
  'Set-CsUserServicesPolicy': change({ Identity: GLOBAL, UcsAllowed: BOOLEAN }, 'Identity'),
  'Get-CsHostingProvider': read({ Identity: IDENTITY }),
  'Set-CsHostingProvider': change(
    {
      Identity: GLOBAL,
      Enabled: BOOLEAN,
      EnabledSharedAddressSpace: BOOLEAN,
      HostsOCSUsers: BOOLEAN,
      IsLocal: BOOLEAN,
      AutodiscoverUrl: TEXT,
      VerificationLevel: VERIFICATION,
    },
    'Identity',
  ),
  'New-CsHostingProvider': change({
    Identity: REQUIRED_IDENTITY,
    ProxyFqdn: { type: 'text', required: true },
    Enabled: { type: 'boolean', required: true },
    EnabledSharedAddressSpace: { type: 'boolean', required: true },
    HostsOCSUsers: { type: 'boolean', required: true },
    IsLocal: BOOLEAN,
    AutodiscoverUrl: TEXT,
    VerificationLevel: VERIFICATION,
  }),
  'Remove-CsHostingProvider': { ...change({ Identity: REQUIRED_IDENTITY }), confirms: true },
  'Get-CsAccessEdgeConfiguration': listed(),
  'Set-CsAccessEdgeConfiguration': change(
    {
      Identity: GLOBAL,
      AllowOutsideUsers: inSet(BOOLEAN, ...ROUTED),
      AllowFederatedUsers: inSet(BOOLEAN, ...ROUTED),
      EnablePartnerDiscovery: inSet(BOOLEAN, 'DnsSrvRouting'),
      UseDnsSrvRouting: inSet(SWITCH, 'DnsSrvRouting'),
    },
    'Identity',
  ),
};

/** Opening a session on a server, and losing it. */
import type { Entry } from '../entry';
import { any } from './parts';

export const SESSION_ENTRIES: readonly Entry[] = [
  {
    id: 'kerberos-name',
    family: 'session',
    kind: 'problem',
    patterns: any('0x80090322', '-2144108387', 'CannotUseIPAddress'),
    causes: 3,
    checks: [
      { where: 'workstation', text: "Resolve-DnsName -Name '<server>'" },
      { where: 'workstation', text: "setspn -Q 'HTTP/<server>'" },
    ],
    says: ['avoid'],
    step: null,
    sources: ['load-balancer', 'exchange-remote', 'powershell'],
  },
  {
    id: 'session-unreachable',
    family: 'session',
    kind: 'problem',
    patterns: any(
      'ComputerNotFound,PSSessionOpenFailed',
      'WinRMOperationTimeout,PSSessionOpenFailed',
      'CannotConnect,PSSessionOpenFailed',
    ),
    causes: 2,
    checks: [
      { where: 'workstation', text: "Resolve-DnsName -Name '<server>'" },
      { where: 'workstation', text: "Test-NetConnection -ComputerName '<server>' -Port 80" },
    ],
    says: ['avoid'],
    step: null,
    sources: ['powershell', 'exchange-remote'],
  },
  {
    id: 'session-denied',
    family: 'session',
    kind: 'problem',
    patterns: any('AccessDenied,PSSessionOpenFailed', 'ServerNotTrusted,PSSessionOpenFailed'),
    causes: 3,
    checks: [
      { where: 'workstation', text: 'whoami /upn' },
      {
        where: 'exchange',
        text: "Get-User -Identity '<account>' | Format-List RemotePowerShellEnabled",
      },
    ],
    says: ['avoid'],
    step: null,
    sources: ['powershell', 'exchange-remote'],
  },
  {
    id: 'too-many-shells',
    family: 'session',
    kind: 'problem',
    patterns: any(
      'maximum number of concurrent shells',
      'exceeded the maximum number of connections allowed',
    ),
    causes: 1,
    checks: [{ where: 'workstation', text: 'Get-PSSession' }],
    says: ['avoid'],
    step: null,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'session-lost',
    family: 'session',
    kind: 'problem',
    patterns: any('WSMan-InvalidShellID'),
    causes: 1,
    checks: [],
    says: ['check', 'avoid'],
    step: null,
    sources: ['exchange-remote'],
  },
  {
    id: 'no-language',
    family: 'session',
    kind: 'problem',
    patterns: any('ScriptsNotAllowed', 'syntax is not supported by this runspace'),
    causes: 1,
    checks: [],
    says: ['avoid'],
    step: null,
    sources: ['no-language', 'exchange-remote'],
  },
];

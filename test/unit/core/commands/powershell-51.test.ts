/** The check itself: it finds what is newer, and not what only looks like it. */
import { expect, it } from 'vitest';
import { newerThan51 } from '../../../support/powershell-51';

it.each([
  '$a = $b ?? 1',
  '$a ??= 1',
  '${a}?.Length',
  '$x = $ok ? 1 : 2',
  'Get-Item x && Get-Item y',
  'Get-Item x || Get-Item y',
  '1..3 | ForEach-Object -Parallel { $_ }',
  '$t | ConvertFrom-Json -AsHashtable',
  '$t | ConvertFrom-Json -Depth 5',
  'Get-Error',
  'function F { process { 1 } clean { 2 } }',
  'Invoke-RestMethod -Uri $u -SkipCertificateCheck',
  'Invoke-RestMethod -Uri $u -Authentication Bearer -Token $t',
  'Set-Content x -AsByteStream',
  'if ($IsWindows) { 1 }',
  '[Convert]::ToHexString($b)',
])('finds %s', (text) => {
  expect(newerThan51(`$a = 'x'\n${text}\n`)).toHaveLength(1);
});

it.each([
  "$a = 'a ?? b && c || d'",
  '# $a ?? 1 && Get-Error',
  '"a ? b : c"',
  'Get-Item x | Where-Object { $_ }',
  'Get-Item x | ? { $_ }',
  "$options['DateKind'] = 'String'",
  'New-PSSession -ConnectionUri $u -Authentication Kerberos',
  'if ($a -and $b) { [Convert]::ToBase64String($c) }',
])('accepts %s', (text) => {
  expect(newerThan51(text)).toEqual([]);
});

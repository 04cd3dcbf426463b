/** A collecting program as PowerShell text, and the functions it calls. */
import { CodedError, appError } from '../../shared/errors';
import { ONLINE_CMDLETS } from '../commands/allow-list-oauth';
import { OUTPUT_PROPERTIES, SKYPE_PROPERTIES } from '../commands/output-properties';
import { literal } from '../commands/script-text';
import type { ResolvedValue } from '../model/command';
import {
  mailUser,
  managementRole,
  recipient,
  roleAssignments,
  roleEntries,
  user,
} from '../reads/accounts';
import { findRead } from '../reads/registry';
import type { CollectProgram, CollectStep } from './collect';

/** Collecting from the Exchange Management Shell, or from Exchange Online. Only the reading commands of the table below can run. */
export const COLLECT_EXCHANGE = String.raw`
# Runs one reading command, keeps its answer with the time, and returns its objects. The same question is asked once.
function Save-Answer {
    param([string] $Command, [hashtable] $Parameters, [string] $Computer = '')
    if (-not $Properties.ContainsKey($Command)) { throw ($Command + ' is not a reading command of this script.') }
    # An empty identity would ask for every object there is; the question stays open.
    foreach ($value in $Parameters.PSBase.Values) { if ($value -is [string] -and $value.Trim() -eq '') { return } }
    $question = @{ 'name' = $Command; 'parameters' = $Parameters }
    $key = ConvertTo-CanonicalJson $question
    if ($Computer -ne '') { $key += ' ' + $Computer }
    if ($script:AnswerKeys.ContainsKey($key)) { return $script:AnswerKeys[$key] }
    Write-Host ('Reads ' + $Command + ' ' + (@($Parameters.PSBase.Keys | Sort-Object | ForEach-Object { '-{0} {1}' -f $_, $Parameters[$_] }) -join ' ') + ' ' + $Computer)
    $answer = @{ 'command' = $question; 'at' = (Get-UtcText); 'items' = @(); 'error' = $null }
    if ($Computer -ne '') { $answer['computer'] = $Computer }
    $objects = @()
    try {
        if ($Computer -eq '') { $objects = @(& $Command @Parameters -ErrorAction Stop) }
        else { $objects = @(Invoke-OnFrontEnd $Computer $Command $Parameters) }
        # A text has no properties of its own.
        $objects = @($objects | ForEach-Object { if ($_ -is [string]) { New-Object -TypeName PSObject -Property @{ 'Value' = $_ } } else { $_ } })
        if ($Properties[$Command].Count -gt 0) { $answer['items'] = @($objects | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize(($_ | Select-Object -Property $Properties[$Command]), 2) }) }
    }
    catch { $answer['error'] = ConvertTo-ErrorData $_ }
    [void] $script:Answers.Add($answer)
    $script:AnswerKeys[$key] = $objects
    return $objects
}

# The accounts that the cloud row of an application is linked to.
function Get-LinkedAccount {
    param([string] $ApplicationId, [object[]] $Applications)
    foreach ($item in $Applications) {
        $isCloud = [string]::IsNullOrEmpty([string] $item.Realm) -and [string]::IsNullOrEmpty([string] $item.AuthMetadataUrl) -and ($item.UseAuthServer -eq $true)
        if ($isCloud -and ([string] $item.ApplicationIdentifier) -eq $ApplicationId -and ([string] $item.LinkedAccount) -ne '') { [string] $item.LinkedAccount }
    }
}

# The first domain controller by name, in code unit order.
function Get-FirstDomainController {
    [string[]] $names = @(Save-Answer 'Get-DomainController' @{} | ForEach-Object { ([string] $_.DnsHostName).ToLowerInvariant() } | Where-Object { $_ -ne '' })
    [Array]::Sort($names, [StringComparer]::Ordinal)
    if ($names.Count -eq 0) { return '' }
    return $names[0]
}
`;

/** Collecting from Microsoft Graph. */
export const COLLECT_TENANT = String.raw`
# Asks Graph for one address and keeps the answer's text. A service principal is looked for first: one that is absent is an answer.
function Save-GraphAnswer {
    param([string] $Url, [string] $ApplicationId)
    Write-Host ('Reads ' + $Url)
    $answer = @{ 'url' = $Url; 'at' = (Get-UtcText); 'status' = 200; 'body' = ''; 'error' = $null }
    try {
        if ($ApplicationId -ne '' -and $null -eq (Get-Principal $ApplicationId)) { $answer['status'] = 404 }
        else { $answer['body'] = [string] (Invoke-MgGraphRequest -Method 'GET' -Uri ($GraphRoot + $Url) -OutputType 'Json' -ErrorAction Stop) }
    }
    catch { $answer['error'] = ConvertTo-ErrorData $_ }
    [void] $script:Answers.Add($answer)
}
`;

/** An expression that is only known on the server. */
interface Expression {
  readonly expression: string;
}
type Argument = string | Expression;

/** A read with its arguments as a call. Expressions go through the read's own query as marks, so that only it says what is sent. */
function call(read: string, given: Readonly<Record<string, Argument>>): string {
  const marks = new Map<string, string>();
  const args = Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      const mark = `\u0001${String(marks.size)}\u0001`;
      marks.set(mark, value.expression);
      return [name, mark];
    }),
  );
  const query = findRead(read).query(args);
  if (query.kind === 'graph')
    return `Save-GraphAnswer ${literal(query.request.url)} ${literal(args['applicationId'] ?? '')}`;
  if (query.kind !== 'cmdlet')
    throw new CodedError(appError('HX-BUG', {}, `${read} is no read of a server`));
  const parameters = Object.entries(query.command.parameters).map(
    ([name, value]) => `${literal(name)} = ${valueText(value, marks)}`,
  );
  const table = parameters.length === 0 ? '@{}' : `@{ ${parameters.join('; ')} }`;
  const computer = query.computer === undefined ? '' : ` ${valueText(query.computer, marks)}`;
  return `Save-Answer ${literal(query.command.name)} ${table}${computer}`;
}

function valueText(value: ResolvedValue, marks: ReadonlyMap<string, string>): string {
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value !== 'string')
    throw new CodedError(appError('HX-BUG', {}, 'a read sends texts and truths only'));
  // oxlint-disable-next-line no-control-regex -- the marks that call puts around its numbers
  const parts = value.split(/(\u0001\d+\u0001)/).filter((part) => part !== '');
  const texts = parts.map((part) => marks.get(part) ?? literal(part));
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : `(${texts.join(' + ')})`;
}

const PINNED: Argument = { expression: '$DomainController' };

/** What a success says is published nowhere: that it ended without an error is all that counts. */
const WRITING_TESTS = { 'Test-CsExStorageConnectivity': [] };

/** The table of reading commands of a side with the properties that are taken. */
export function propertyTable(
  target: 'exchange' | 'online' | 'skype',
  program: CollectProgram,
): string[] {
  const tests = program.steps.some((step) => step.kind === 'test') ? WRITING_TESTS : {};
  const table = target === 'skype' ? { ...SKYPE_PROPERTIES, ...tests } : OUTPUT_PROPERTIES;
  const known = Object.entries(table).filter(
    ([name]) => target !== 'online' || Object.hasOwn(ONLINE_CMDLETS, name),
  );
  return [
    '$Properties = @{',
    ...known.map(
      ([name, properties]) => `    ${literal(name)} = @(${properties.map(literal).join(', ')})`,
    ),
    '}',
  ];
}

/** Steps that no domain controller is asked for. */
const UNPINNED: readonly CollectStep['kind'][] = ['read', 'each-front-end', 'test'];

/** The lines that collect. `indent` stands before each. */
export function collectLines(program: CollectProgram, indent: string): string[] {
  const pin = program.steps.some((step) => !UNPINNED.includes(step.kind))
    ? [
        program.domainController === ''
          ? '$DomainController = Get-FirstDomainController'
          : `$DomainController = ${literal(program.domainController)}`,
      ]
    : [];
  return [...pin, ...program.steps.flatMap(stepText)].map((line) => `${indent}${line}`);
}

function stepText(step: CollectStep): readonly string[] {
  const discard = (text: string): string => `[void] @(${text})`;
  const assignments = `foreach ($item in $found) { ${discard(call(roleAssignments.id, { assignee: { expression: '([string] $item.DistinguishedName)' }, domainController: PINNED }))} }`;
  switch (step.kind) {
    case 'read':
      return [discard(call(step.request.read, textArguments(step.request.arguments)))];
    case 'pinned':
      return [
        discard(
          call(step.request.read, {
            ...textArguments(step.request.arguments),
            domainController: PINNED,
          }),
        ),
      ];
    case 'each-server':
      return [
        `foreach ($server in @(Save-Answer 'Get-ExchangeServer' @{})) { ${discard(call(step.read, { server: { expression: '([string] $server.Fqdn)' } }))} }`,
      ];
    case 'account':
      return [
        `$found = @(${call(mailUser.id, { identity: step.name, domainController: PINNED })})`,
        `if ($found.Count -eq 0) { ${discard(call(recipient.id, { identity: step.name, domainController: PINNED }))} }`,
        assignments,
      ];
    case 'holders':
      return [
        `foreach ($domain in @(Save-Answer 'Get-AcceptedDomain' @{})) { ${discard(call(recipient.id, { identity: { expression: `(${literal(`${step.localPart}@`)} + ([string] $domain.DomainName).ToLowerInvariant())` }, domainController: PINNED }))} }`,
      ];
    case 'linked':
      return [
        `foreach ($account in @(Get-LinkedAccount ${literal(step.applicationId)} @(Save-Answer 'Get-PartnerApplication' @{ 'DomainController' = $DomainController }))) {`,
        `    ${discard(call(mailUser.id, { identity: { expression: '$account' }, domainController: PINNED }))}`,
        `    $found = @(${call(user.id, { identity: { expression: '$account' }, domainController: PINNED })})`,
        `    ${assignments}`,
        '}',
      ];
    case 'each-front-end':
      return [
        `foreach ($computer in @(Get-FrontEnd)) { ${discard(call(step.read, { computer: { expression: '$computer' } }))} }`,
      ];
    case 'test':
      return [
        `if ($WriteMailbox) { ${discard(call(step.request.read, textArguments(step.request.arguments)))} }`,
        `else { Write-Host 'The mailbox test writes an item; to make it, add -WriteMailbox.' }`,
      ];
    case 'role':
      return [
        `$found = @(${call(managementRole.id, { identity: step.name, domainController: PINNED })})`,
        `if ($found.Count -eq 0) { ${discard(call(roleEntries.id, { role: step.parent, domainController: PINNED }))} }`,
        `else { ${discard(call(roleEntries.id, { role: step.name, domainController: PINNED }))} }`,
      ];
  }
}

function textArguments(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

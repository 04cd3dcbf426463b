/** What Windows PowerShell 5.1 does not have, found in the tokens of a script: texts and comments do not count. */
import { lex } from '../unit/core/commands/support/powershell-lexer';

/** Signs of something newer, with what they are. */
const NEWER: readonly (readonly [string, RegExp])[] = [
  ['null operators (7.0)', /\?\?|\$\{?\w+\}?\?[.[]/],
  ['a ternary operator (7.0)', /\s\?\s[^:{]*\s:\s/],
  ['pipeline chains (7.0)', /&&|\|\|/],
  ['ForEach-Object -Parallel, -ThrottleLimit, -AsJob (7.0)', /-(?:Parallel|ThrottleLimit)\b/i],
  [
    'ConvertFrom-Json -AsHashtable, -Depth, -NoEnumerate (6.0)',
    /ConvertFrom-Json[^\n|;]*-(?:AsHashtable|Depth|NoEnumerate|DateKind)\b/i,
  ],
  ['Get-Error (7.0)', /\bGet-Error\b/i],
  ['a clean block (7.3)', /\bclean\s*\{/i],
  [
    'cmdlets of PowerShell 6 and 7',
    /\b(?:Test-Json|Join-String|Remove-Alias|Get-Uptime|Start-ThreadJob|ConvertTo-CliXml|Out-Markdown|Show-Markdown)\b/i,
  ],
  [
    'parameters of the web cmdlets (6.0, 7.0)',
    /-(?:SkipCertificateCheck|SkipHttpErrorCheck|SkipHeaderValidation|Authentication|Token|ResponseHeadersVariable|StatusCodeVariable|MaximumRetryCount|RetryIntervalSec)\b/i,
  ],
  [
    'parameters of the file cmdlets (6.0)',
    /-(?:AsByteStream|LeafBase)\b|-Encoding\s+(?:utf8NoBOM|utf8BOM)\b/i,
  ],
  ['parameters of ConvertTo-Json (6.2)', /-(?:EnumsAsStrings|EscapeHandling|AsArray)\b/i],
  [
    'variables of PowerShell 6',
    /\$(?:IsWindows|IsLinux|IsMacOS|IsCoreCLR|EnabledExperimentalFeatures)\b|\$PSStyle\b/i,
  ],
  ['semantic versions (6.0)', /\[semver\]/i],
  [
    'members of .NET that the Framework does not have',
    /::(?:ToHexString|FromHexString|HashData|GetRelativePath|CreateFromPem\w*|ImportFromPem)\b/i,
  ],
];

/** A call that is -Authentication of a session, as 5.1 has it, and none of a web cmdlet. */
const SESSION = /^\s*(?:New|Enter)-PSSession\b/;

/** What of a script needs more than 5.1; empty when nothing does. */
export function newerThan51(text: string): string[] {
  const { code } = lex(text);
  const lines = code.split('\n').filter((line) => !SESSION.test(line));
  return NEWER.flatMap(([what, sign]) => {
    const line = lines.find((each) => sign.test(each));
    return line === undefined ? [] : [`${what}: ${line.trim()}`];
  });
}

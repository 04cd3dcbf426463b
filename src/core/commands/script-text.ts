/** Pieces of PowerShell text: literals of facts and values, parameters of the script, comments, the finished file. */
import { utcText } from '../../shared/start-time';
import { CodedError, appError } from '../../shared/errors';
import type { ExpectedFacts, FactValue } from '../model/facts';
import type { FromAction } from '../model/command';
import { isFromAction } from '../model/command';
import type { Plan } from '../model/plan';
import { quote } from './render';

/** What stands for itself in every code page. */
const PRINTABLE = /^[ -~]*$/;

/** The code unit of a character as four hexadecimal digits. */
function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/**
 * A text as an expression of ASCII characters only. Windows PowerShell 5.1 reads a file without a byte order mark in
 * the machine's own code page, where the bytes of a letter may turn into a quote character that ends the literal: so
 * any other character is named by its number, one code unit at a time. It begins with a text, because only a text
 * makes `+` join, and stands in parentheses, so that it may be an argument, an element or a key.
 */
export function literal(text: string): string {
  if (PRINTABLE.test(text)) return quote(text);
  const parts = text.match(/[ -~]+|[^ -~]/g) ?? [];
  const terms = parts.map((part) =>
    PRINTABLE.test(part) ? quote(part) : `[char]0x${hexadecimal(part)}`,
  );
  return `(${[...(PRINTABLE.test(parts[0] ?? '') ? [] : [quote('')]), ...terms].join(' + ')})`;
}

/** How a reference to another action's result is written. */
export type ReferenceText = (reference: FromAction) => string;

/** Inputs that become parameters of the script, with what they are. */
const PARAMETERS: readonly (readonly [input: string, variable: string, comment: string])[] = [
  [
    'domainController',
    'DomainController',
    'One domain controller for every command, so that each sees what the one before it changed.',
  ],
  ['verifiedDomain', 'VerifiedDomain', 'Domain that Exchange accepts and the tenant has verified.'],
  ['classicAccountName', 'ClassicAccountName', 'Account that Skype for Business Online acts as.'],
  ['classicAddress', 'ClassicAddress', 'Its external address, in the verified domain.'],
  ['teamsAccountName', 'TeamsAccountName', 'Account that the Teams scheduler acts as.'],
  ['teamsAddress', 'TeamsAddress', 'Its external address, in the verified domain.'],
  ['teamsRoleName', 'TeamsRoleName', 'Role that keeps GetDelegate only.'],
  ['testMailbox', 'TestMailbox', 'Mailbox whose own settings are looked at.'],
];

/** The script's own parameters for values that a person typed; remembers which were used. */
export class ScriptParameters {
  private readonly used = new Set<string>();

  constructor(private readonly inputs: Plan['inputs']) {}

  /** A text as an expression: a parameter where the text is an input's value, else a literal. */
  text(value: string): string {
    for (const [input, variable] of PARAMETERS) {
      const known = this.inputs[input];
      if (known === undefined || known === '') continue;
      if (value === known) return this.use(variable);
      // Texts that the role's name is a part of: role entries and the facts of role assignments.
      if (input !== 'teamsRoleName') continue;
      if (value.startsWith(`${known}\\`))
        return `(${this.use(variable)} + ${literal(value.slice(known.length))})`;
      if (value === `role/${known}`) return `('role/' + ${this.use(variable)})`;
      if (value === `role/${known}/Guid`) return `('role/' + ${this.use(variable)} + '/Guid')`;
    }
    return literal(value);
  }

  /** Marks a parameter as used. */
  use(variable: string): string {
    this.used.add(variable);
    return `$${variable}`;
  }

  /** All of them as lines with their planned values, for scripts that take none. */
  constants(): string[] {
    return PARAMETERS.flatMap(([input, variable, about]) => [
      `# ${about}`,
      `$${variable} = ${literal(this.inputs[input] ?? '')}`,
    ]);
  }

  /** Declarations of the used parameters with their planned values, each with a comment line above. */
  declarations(): string[] {
    return PARAMETERS.filter(([, variable]) => this.used.has(variable)).flatMap(
      ([input, variable, about]) => [
        `    # ${about}`,
        `    [string] $${variable} = ${literal(this.inputs[input] ?? '')},`,
      ],
    );
  }
}

/** A fact as a PowerShell expression. */
function factText(
  value: FactValue | FromAction,
  parameters: ScriptParameters,
  reference: ReferenceText,
): string {
  if (isFromAction(value)) return reference(value);
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return parameters.text(value);
  return value.length === 0 ? '@()' : `@(${value.map(literal).join(', ')})`;
}

/** Expected facts as a hashtable literal on one line. */
export function factsText(
  facts: ExpectedFacts,
  parameters: ScriptParameters,
  reference: ReferenceText,
): string {
  const entries = Object.entries(facts).map(
    ([name, value]) => `${parameters.text(name)} = ${factText(value, parameters, reference)}`,
  );
  return entries.length === 0 ? '@{}' : `@{ ${entries.join('; ')} }`;
}

/** Typographic characters that have an ASCII form. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u2192': '->',
  '\u00B7': '-',
  '\u00A0': ' ',
  '\u202F': ' ',
};
const WIDTH = 110;

/**
 * Comment lines, ASCII only. Line breaks and control characters become spaces, so nothing of a value can leave its
 * comment; other characters are named by their number, such as `\u00D1`.
 */
export function comment(label: string, text: string, indent = ''): string[] {
  const plain = text
    // oxlint-disable-next-line no-control-regex -- exactly the characters that could end a comment
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ')
    .replace(/[^ -~]/g, (character) => PLAIN[character] ?? `\\u${hexadecimal(character)}`);
  const words = `${label}${plain}`.split(' ').filter((word) => word !== '');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${indent}# ${index === 0 ? '' : '  '}${line}`);
}

/** The finished file: CRLF, and ASCII only, so that it reads the same in every code page. HX-BUG for anything else. */
export function finish(lines: readonly string[]): string {
  const text = `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  if (!/^[\t\n -~]*$/.test(text))
    throw new CodedError(appError('HX-BUG', {}, 'a script holds more than ASCII'));
  return text.replace(/\n/g, '\r\n');
}

/** The time that a section waits for, as a comment; nothing where it waits for none. */
export function startComment(notBefore: string | undefined): string[] {
  return notBefore === undefined ? [] : comment('Not before: ', utcText(notBefore));
}

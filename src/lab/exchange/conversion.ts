/** Turns a caller's value into what a parameter takes, or throws the error of a failed conversion. */
import { PRACTICE, bindingError } from './errors';
import type { CmdletError } from './errors';
import type { ParameterRule } from './parameter-rules';

/** A converted value. */
export type BoundValue = string | boolean | readonly string[];

/** Converts one value. */
export function convert(
  cmdlet: string,
  name: string,
  rule: ParameterRule,
  value: unknown,
): BoundValue {
  switch (rule.type) {
    case 'boolean':
      return truth(cmdlet, name, 'System.Boolean', value);
    case 'nullable-boolean':
      return value === null || value === undefined
        ? ''
        : truth(cmdlet, name, 'System.Nullable`1[System.Boolean]', value);
    case 'switch':
      return truth(cmdlet, name, 'System.Management.Automation.SwitchParameter', value);
    case 'texts':
      return list(cmdlet, name, value);
    case 'choices':
      return list(cmdlet, name, value).map((item) => choice(cmdlet, name, rule, item));
    case 'choice':
      return rule.nullable === true && (value === null || value === '')
        ? ''
        : choice(cmdlet, name, rule, single(cmdlet, name, value));
    case 'count':
      return count(cmdlet, name, single(cmdlet, name, value));
    case 'date':
      return date(cmdlet, name, single(cmdlet, name, value));
    case 'size':
      return size(cmdlet, name, single(cmdlet, name, value));
    case 'address':
      return address(cmdlet, name, rule, single(cmdlet, name, value));
    case 'identity':
    case 'text':
      return limited(cmdlet, name, rule, single(cmdlet, name, value));
  }
}

/** Texts, numbers and truth values become text; null becomes ''. Lists and objects are refused. */
function single(cmdlet: string, name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  throw bindingError(
    cmdlet,
    'CannotConvertArgument',
    `Cannot convert '${typeName(value)}' to the type 'System.String' required by parameter '${name}'. Specified method is not supported.`,
  );
}

function list(cmdlet: string, name: string, value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item: unknown) => single(cmdlet, name, item));
  return [single(cmdlet, name, value)];
}

/** Numbers count as truth values, texts do not. */
function truth(cmdlet: string, name: string, type: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const given = value === null || value === undefined ? 'null' : `value "${typeName(value)}"`;
  throw transformation(
    cmdlet,
    name,
    `Cannot convert ${given} to type "${type}". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
  );
}

function choice(cmdlet: string, name: string, rule: ParameterRule, value: string): string {
  const values = rule.values ?? [];
  const found = values.find((item) => item.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found;
  throw transformation(
    cmdlet,
    name,
    `Cannot convert value "${value}" to type "${name}". Error: "Unable to match the identifier name ${value} to a valid enumerator name. Specify one of the following enumerator names and try again: ${values.join(', ')}"`,
  );
}

function size(cmdlet: string, name: string, value: string): string {
  if (value === '') return '1000';
  if (/^unlimited$/i.test(value)) return 'Unlimited';
  if (/^\d{1,9}$/.test(value)) return value;
  throw transformation(cmdlet, name, `${PRACTICE} "${value}" is neither a number nor Unlimited.`);
}

function count(cmdlet: string, name: string, value: string): string {
  if (/^\d{1,9}$/.test(value)) return value;
  throw transformation(
    cmdlet,
    name,
    `Cannot convert value "${value}" to type "System.Int32". Error: "Input string was not in a correct format."`,
  );
}

/** A date, returned as ISO 8601 in UTC. Texts without a zone are the server's time, which is UTC in the lab. */
function date(cmdlet: string, name: string, value: string): string {
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw transformation(
    cmdlet,
    name,
    `Cannot convert value "${value}" to type "System.DateTime". Error: "String was not recognized as a valid DateTime."`,
  );
}

const ADDRESS =
  /^(?:smtp:)?[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/i;

/** An SMTP address, returned without its prefix. The text for a bad one is not published. */
function address(cmdlet: string, name: string, rule: ParameterRule, value: string): string {
  if (value === '' && rule.required === true) return '';
  if (!ADDRESS.test(value)) {
    throw transformation(cmdlet, name, `${PRACTICE} "${value}" is not a valid SMTP address.`);
  }
  return value.replace(/^smtp:/i, '');
}

function limited(cmdlet: string, name: string, rule: ParameterRule, value: string): string {
  if (rule.maxLength === undefined || value.length <= rule.maxLength) return value;
  throw transformation(
    cmdlet,
    name,
    `${PRACTICE} The value has ${String(value.length)} characters; at most ${String(rule.maxLength)} are allowed.`,
  );
}

function transformation(cmdlet: string, name: string, reason: string): CmdletError {
  return bindingError(
    cmdlet,
    'ParameterArgumentTransformationError',
    `Cannot process argument transformation on parameter '${name}'. ${reason}`,
  );
}

function typeName(value: unknown): string {
  if (typeof value === 'string') return 'System.String';
  return Array.isArray(value) ? 'System.Object[]' : 'System.Management.Automation.PSCustomObject';
}

/** Parameter binding as PowerShell does it: names, sets, mandatory parameters, conversions, then the values. */
import { bindingError } from './errors';
import type { CmdletError } from './errors';
import { COMMON_PARAMETERS } from './parameters';
import type { CmdletRule, ParameterRule } from './parameter-rules';
import { convert } from './conversion';
import type { BoundValue } from './conversion';

/** The bound parameters of a call. */
export class Bound {
  private readonly values: ReadonlyMap<string, BoundValue>;

  constructor(values: ReadonlyMap<string, BoundValue>) {
    this.values = values;
  }

  /** True when the caller gave the parameter, even as $null. */
  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }

  /** A text; undefined when not given, '' when given as $null. */
  text(name: string): string | undefined {
    const value = this.values.get(name.toLowerCase());
    return typeof value === 'string' ? value : undefined;
  }

  /** A truth value; undefined when not given. */
  flag(name: string): boolean | undefined {
    const value = this.values.get(name.toLowerCase());
    return typeof value === 'boolean' ? value : undefined;
  }

  /** A list; undefined when not given. */
  texts(name: string): readonly string[] | undefined {
    const value = this.values.get(name.toLowerCase());
    return typeof value === 'object' ? value : undefined;
  }

  /** A mandatory text. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`the parameter table does not make ${name} mandatory`);
    return value;
  }
}

/** Binds the caller's values or throws the error PowerShell would print. `hidden` parameters are not in the session. */
export function bind(
  cmdlet: string,
  rule: CmdletRule,
  given: Readonly<Record<string, unknown>>,
  hidden: ReadonlySet<string> = new Set(),
): Bound {
  const rules = new Map(
    Object.entries(rule.parameters).map(([name, item]) => [name.toLowerCase(), { name, item }]),
  );
  const values = new Map<string, BoundValue>();
  const used: { name: string; item: ParameterRule }[] = [];
  for (const [typed, value] of Object.entries(given)) {
    const key = typed.toLowerCase();
    const found = rules.get(key);
    if (found === undefined || hidden.has(key)) {
      if (COMMON_PARAMETERS.has(key)) continue;
      throw parameterNotFound(cmdlet, typed);
    }
    if (values.has(key)) throw boundTwice(cmdlet, found.name);
    values.set(key, convert(cmdlet, found.name, found.item, value));
    used.push(found);
  }
  checkSets(cmdlet, rule, used);
  for (const { name, item } of used) checkEmptyValue(cmdlet, rule, name, item, given, values);
  return new Bound(values);
}

/** The sets that a cmdlet's parameters name. */
function setNames(rule: CmdletRule): readonly string[] {
  const names = new Set(Object.values(rule.parameters).flatMap((item) => item.sets ?? []));
  if (rule.defaultSet !== undefined) names.add(rule.defaultSet);
  return names.size === 0 ? [''] : [...names];
}

function isIn(item: ParameterRule, set: string): boolean {
  return item.sets === undefined || item.sets.includes(set);
}

/** Finds the parameter set of a call; throws when there is none or mandatory parameters are missing. */
function checkSets(
  cmdlet: string,
  rule: CmdletRule,
  used: readonly { name: string; item: ParameterRule }[],
): void {
  const fitting = setNames(rule).filter((set) => used.every(({ item }) => isIn(item, set)));
  const missing = (set: string): string[] =>
    Object.entries(rule.parameters)
      .filter(
        ([name, item]) =>
          item.required === true && isIn(item, set) && !used.some((other) => other.name === name),
      )
      .map(([name]) => name);
  const complete = fitting.filter((set) => missing(set).length === 0);
  const isDefault = (set: string): boolean => set === (rule.defaultSet ?? '');
  if (complete.length === 1 || complete.some(isDefault)) return;
  const wanted = fitting.find(isDefault) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (complete.length > 1 || wanted === undefined) throw setsMixed(cmdlet);
  throw bindingError(
    cmdlet,
    'MissingMandatoryParameter',
    `Cannot process command because of one or more missing mandatory parameters: ${missing(wanted).join(' ')}.`,
  );
}

/** A mandatory parameter of a change takes neither $null nor an empty text; an identity of Get-* does: the trap. */
function checkEmptyValue(
  cmdlet: string,
  rule: CmdletRule,
  name: string,
  item: ParameterRule,
  given: Readonly<Record<string, unknown>>,
  values: ReadonlyMap<string, BoundValue>,
): void {
  const isPicky = (item.required === true && rule.change) || item.notEmpty === true;
  if (!isPicky || values.get(name.toLowerCase()) !== '') return;
  const typed = Object.entries(given).find(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  )?.[1];
  const isNull = typed === null || typed === undefined;
  throw bindingError(
    cmdlet,
    `ParameterArgumentValidationError${isNull ? 'NullNotAllowed' : 'EmptyStringNotAllowed'}`,
    `Cannot bind argument to parameter '${name}' because it is ${isNull ? 'null' : 'an empty string'}.`,
  );
}

function parameterNotFound(cmdlet: string, typed: string): CmdletError {
  return bindingError(
    cmdlet,
    'NamedParameterNotFound',
    `A parameter cannot be found that matches parameter name '${typed}'.`,
  );
}

function boundTwice(cmdlet: string, name: string): CmdletError {
  return bindingError(
    cmdlet,
    'ParameterAlreadyBound',
    `Cannot bind parameter because parameter '${name}' is specified more than once.`,
  );
}

function setsMixed(cmdlet: string): CmdletError {
  return bindingError(
    cmdlet,
    'AmbiguousParameterSet',
    'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
  );
}

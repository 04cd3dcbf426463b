import { parseArgs } from 'node:util';
import { CodedError, appError } from '../shared/errors';
import { LAB_FAULTS, LAB_STARTS } from '../shared/lab';
import type { LabFault, LabStart } from '../shared/lab';
import { LANGUAGES } from '../shared/languages';
import type { Language } from '../shared/languages';
import { TAGS } from '../core/model/action';
import type { Tag } from '../core/model/action';
import { RECIPES } from '../core/model/plan';
import type { RecipeId } from '../core/model/plan';
import { INPUT_NAMES } from '../shared/ipc/views';
import type { InputName } from '../shared/ipc/views';

/** Verbs of the command line. */
const VERBS = [
  'start',
  'read',
  'plan',
  'apply',
  'verify',
  'undo',
  'script',
  'report',
  'lab',
  'tenant',
  'help',
  'version',
] as const;
/** One of the verbs. */
type Verb = (typeof VERBS)[number];

/** The command line, parsed and checked. */
export interface CommandLine {
  readonly verb: Verb;
  /** Words after the verb (`lab reset`, `lab fault NAME on`). */
  readonly words: readonly string[];
  readonly customer: string | undefined;
  readonly lab: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  readonly undo: boolean;
  readonly language: Language | undefined;
  readonly data: string | undefined;
  readonly plan: string | undefined;
  readonly out: string | undefined;
  readonly consents: readonly Tag[];
  readonly recipe: RecipeId | undefined;
  readonly inputs: Readonly<Partial<Record<InputName, string>>>;
  readonly seed: number | undefined;
  readonly start: LabStart | undefined;
  readonly latency: 'none' | 'realistic';
  readonly faults: readonly LabFault[];
}

const OPTIONS = {
  customer: { type: 'string' },
  lab: { type: 'boolean' },
  scenario: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  undo: { type: 'boolean' },
  lang: { type: 'string' },
  data: { type: 'string' },
  plan: { type: 'string' },
  out: { type: 'string' },
  consent: { type: 'string', multiple: true },
  recipe: { type: 'string' },
  input: { type: 'string', multiple: true },
  seed: { type: 'string' },
  start: { type: 'string' },
  latency: { type: 'string' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** Parses the words after the program's name. Anything it does not know is HX-USE. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parse(argv);
  const [first, ...words] = positionals;
  const verb =
    values.help === true || (first === undefined && values.version !== true)
      ? 'help'
      : values.version === true
        ? 'version'
        : first;
  if (values.scenario !== undefined) oneOf(values.scenario, ['tenant-exchange'], '--scenario');
  const known = oneOf(verb ?? 'help', VERBS, '');
  if (words.length > 0 && known !== 'lab' && known !== 'tenant') throw wrongUse(words[0] ?? '');
  return {
    verb: known,
    words,
    customer: values.customer,
    lab: values.lab === true || values.customer === undefined,
    json: values.json === true,
    yes: values.yes === true,
    undo: values.undo === true,
    language: values.lang === undefined ? undefined : oneOf(values.lang, LANGUAGES, '--lang'),
    data: values.data,
    plan: values.plan,
    out: values.out,
    consents: parseConsents(values.consent ?? []),
    recipe: values.recipe === undefined ? undefined : oneOf(values.recipe, RECIPES, '--recipe'),
    inputs: parseInputs(values.input ?? []),
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    start: values.start === undefined ? undefined : oneOf(values.start, LAB_STARTS, '--start'),
    latency:
      values.latency === undefined
        ? 'none'
        : oneOf(values.latency, ['none', 'realistic'], '--latency'),
    faults: (values.fault ?? []).map((name) => oneOf(name, LAB_FAULTS, '--fault')),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw wrongUse(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** A wrong use of the command line. */
export function wrongUse(text: string): CodedError {
  return new CodedError(appError('HX-USE', { text }));
}

/** The value when it is one of the choices; HX-USE naming them otherwise. */
export function oneOf<T extends string>(value: string, choices: readonly T[], option: string): T {
  const found = choices.find((item) => item === value);
  if (found === undefined) throw wrongUse(`${option} ${value} (${choices.join(', ')})`.trim());
  return found;
}

function parseConsents(values: readonly string[]): readonly Tag[] {
  const names = values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return names.includes('all') ? TAGS : names.map((name) => oneOf(name, TAGS, '--consent'));
}

/** `--input name=value`; the value is everything after the first `=`. */
function parseInputs(values: readonly string[]): Partial<Record<InputName, string>> {
  const inputs: Partial<Record<InputName, string>> = {};
  for (const value of values) {
    const at = value.indexOf('=');
    if (at < 1) throw wrongUse(`--input ${value}`);
    inputs[oneOf(value.slice(0, at), INPUT_NAMES, '--input')] = value.slice(at + 1);
  }
  return inputs;
}

function parseSeed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw wrongUse(`--seed ${value}`);
  return Number(value);
}

/**
 * Objects in PowerShell's list format (`| Format-List`): names of properties are never translated, so this works with
 * servers of any language. Only lines of the form `Name : value` count; what follows belongs to the value.
 */

/** A property as it was printed. */
interface PrintedProperty {
  /** The value, its lines joined by a newline and without their indentation. */
  readonly value: string;
  /** Line it begins in, from 1. */
  readonly line: number;
}

/** One printed object. */
export type PrintedRecord = ReadonlyMap<string, PrintedProperty>;

const PROPERTY = /^ {0,4}([A-Za-z][A-Za-z0-9]{1,60}) *[ \t]: ?(.*)$/;
const PROMPT = /^\s{0,8}(?:\[PS\]|PS) ?[A-Za-z]?:?[^>\n]{0,200}>/;
/** Characters of one line that are kept; longer ones only occur in what is no list. */
const LONGEST_LINE = 8_192;
/** Objects that are kept. */
const MOST_RECORDS = 1_000;
/** Lines of one value. */
const MOST_LINES = 2_000;

/** Finds the printed objects of a text. */
export function parseRecords(lines: readonly string[]): PrintedRecord[] {
  const records: PrintedRecord[] = [];
  let current = new Map<string, { value: string[]; line: number }>();
  let last: { value: string[] } | undefined;
  let blank = false;
  const close = (): void => {
    if (current.size > 1 && records.length < MOST_RECORDS) records.push(printed(current));
    current = new Map();
    last = undefined;
  };
  lines.forEach((full, index) => {
    const line = full.slice(0, LONGEST_LINE);
    if (PROMPT.test(line)) {
      close();
      return;
    }
    const [, name, value = ''] = PROPERTY.exec(line) ?? [];
    if (name !== undefined) {
      if (current.has(name)) close();
      last = { value: [value.trim()] };
      current.set(name, { value: last.value, line: index + 1 });
    } else if (line.trim() === '') {
      blank = true;
      return;
    } else if (last !== undefined && last.value.length < MOST_LINES) {
      // A value goes on below its beginning; after an empty line other text begins at the margin.
      if (blank && /^\S/.test(line)) close();
      else last.value.push(line.trim());
    }
    blank = false;
  });
  close();
  return records;
}

function printed(
  properties: ReadonlyMap<string, { readonly value: readonly string[]; readonly line: number }>,
): PrintedRecord {
  return new Map(
    [...properties].map(([name, { value, line }]) => [name, { value: value.join('\n'), line }]),
  );
}

/** The first line of a property, which is all of a short one; empty where there is none. */
export function textOf(record: PrintedRecord, name: string): string {
  return record.get(name)?.value.split('\n', 1)[0] ?? '';
}

/** The members of a printed list, `{a, b}`. */
export function membersOf(value: string): string[] {
  return value
    .replace(/^\{|\}$/g, '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `True` as PowerShell prints it. */
export function isTrue(record: PrintedRecord, name: string): boolean {
  return textOf(record, name).trim().toLowerCase() === 'true';
}

/** Finds the catalogue's answers in bytes, counts them, and keeps the first places of each. */
import type { Evidence } from '../../shared/diagnosis';
import type { Entry, Pattern } from './entry';
import { LiteralSet } from './literals';
import { squeeze, squeezedLiteral } from './squeeze';

/** Bytes on each side of an anchor that count as near it. */
const NEAR = 800;
/** Places of one answer that are kept. */
const KEPT = 3;
/** Places that are kept lie at least this far apart: one error text often has several ids of one answer. */
const APART = 400;
/** How often the surroundings of one anchor are looked at in one text; bounds the cost of a hostile one. */
const LOOKS = 4_000;
/** Unexplained places that are kept. */
const KEPT_UNEXPLAINED = 5;

/**
 * What shows that something went wrong even where nothing of the catalogue matches: an error line of the wizard, an
 * error code of the identity platform, the id of a PowerShell error, the diagnostics of Exchange's OAuth.
 */
const ALARMS = ['*ERROR*', 'AADSTS', 'FullyQualifiedErrorId', 'error_category='];
/** Codes that say only that a sign-in failed; the text beside them says why. */
const GENERAL_CODES = ['50012', '70002'];
/** The same with what stands beside it in logs: the shortest literal decides how fast a long text is searched. */
const ALARMS_IN_LOGS = [
  '*ERROR* 10',
  "Description: 'AADSTS",
  'error_description',
  'FullyQualifiedErrorId',
  'error_category=',
];

/** Where in the text something stands; made only for what is shown. */
type Locate = (position: number, length: number) => Evidence;

/** What was found of one entry. */
export interface Match {
  readonly entry: Entry;
  readonly count: number;
  readonly countIsLeast: boolean;
  readonly evidence: readonly Evidence[];
}

interface Probe {
  readonly literal: string;
  readonly patterns: readonly { readonly entry: Entry; readonly pattern: Compiled }[];
  readonly alarm: boolean;
}

interface Compiled {
  readonly also: readonly string[];
  readonly without: readonly string[];
}

interface Found {
  readonly counts: Map<Probe, number>;
  readonly evidence: Evidence[];
  countIsLeast: boolean;
  last: number;
}

/** What is looked for in one form of a text. */
class Probes {
  private readonly set: LiteralSet;

  constructor(readonly all: readonly Probe[]) {
    this.set = new LiteralSet(all.map((probe) => probe.literal));
  }

  search(
    text: Uint8Array,
    from: number,
    to: number,
    onHit: (probe: Probe, at: number) => void,
  ): void {
    this.set.search(text, from, to, (index, position) => {
      const probe = this.all[index];
      if (probe !== undefined) onHit(probe, position);
    });
  }
}

/** The catalogue, ready to be looked for. Made once. */
export class Catalogue {
  /** Error codes of the identity platform that an answer names. */
  readonly codes: ReadonlySet<string>;
  /** For text as it is. */
  readonly plain: Probes;
  /** For squeezed text. */
  readonly squeezed: Probes;

  constructor(entries: readonly Entry[]) {
    this.codes = new Set([...GENERAL_CODES, ...entries.flatMap(codesOf)]);
    this.plain = new Probes(probesOf(entries, ALARMS_IN_LOGS, (text) => text.toLowerCase()));
    this.squeezed = new Probes(probesOf(entries, ALARMS, squeezedLiteral));
  }
}

function codesOf({ patterns }: Entry): string[] {
  return patterns.flatMap(({ anchor }) => /^AADSTS(\d+)$/.exec(anchor)?.[1] ?? []);
}

function probesOf(
  entries: readonly Entry[],
  alarms: readonly string[],
  form: (text: string) => string,
): Probe[] {
  const anchors = new Map<string, { readonly entry: Entry; readonly pattern: Compiled }[]>();
  const alarmForms = alarms.map(form);
  for (const alarm of alarmForms) anchors.set(alarm, []);
  for (const entry of entries) {
    for (const pattern of entry.patterns) {
      const anchor = form(pattern.anchor);
      anchors.set(anchor, [...(anchors.get(anchor) ?? []), { entry, pattern: compiled(pattern) }]);
    }
  }
  return [...anchors].map(([literal, patterns]) => ({
    literal,
    patterns,
    alarm: alarmForms.includes(literal),
  }));
}

function compiled({ also = [], without = [] }: Pattern): Compiled {
  return { also: also.map(squeezedLiteral), without: without.map(squeezedLiteral) };
}

/** Looks for the catalogue in one text, piece by piece. */
export class Matcher {
  private readonly found = new Map<Entry, Found>();
  private readonly looks = new Map<Probe, number>();
  private readonly unexplainedPlaces: Evidence[] = [];
  private unexplainedCount = 0;

  constructor(private readonly catalogue: Catalogue) {}

  /** Looks at squeezed text as a whole. */
  lookAtSqueezed(text: Uint8Array, locate: Locate): void {
    this.catalogue.squeezed.search(text, 0, text.length, (probe, position) => {
      const { length } = probe.literal;
      this.meet(probe, { text, squeezed: true, position, length, base: 0 }, locate);
    });
  }

  /** Looks at text as it is, for what begins in `from ≤ position < to`; `base` is the place of its first byte. */
  lookAtPlain(text: Uint8Array, from: number, to: number, base: number, locate: Locate): void {
    this.catalogue.plain.search(text, from, to, (probe, position) => {
      const { length } = probe.literal;
      this.meet(probe, { text, squeezed: false, position, length, base }, locate);
    });
  }

  /** What was found, in the order of the catalogue. */
  get matches(): readonly Match[] {
    return [...this.found].map(([entry, found]) => ({
      entry,
      count: Math.max(...found.counts.values()),
      countIsLeast: found.countIsLeast,
      evidence: found.evidence,
    }));
  }

  /** Places that look like errors and are not explained. */
  get unexplained(): readonly Evidence[] {
    return this.unexplainedPlaces;
  }

  /** How many of those are not among the kept ones. */
  get moreUnexplained(): number {
    return this.unexplainedCount - this.unexplainedPlaces.length;
  }

  /** True when surroundings were no longer looked at. */
  get limited(): boolean {
    return [...this.looks.values()].some((count) => count > LOOKS);
  }

  private meet(probe: Probe, view: View, locate: Locate): void {
    if (!probe.alarm && !isWhole(view)) return;
    let near: string | undefined;
    const surroundings = (): string | undefined => {
      if (near !== undefined) return near;
      const looks = (this.looks.get(probe) ?? 0) + 1;
      this.looks.set(probe, looks);
      if (looks > LOOKS) return undefined;
      near = surroundingsOf(view);
      return near;
    };
    for (const { entry, pattern } of probe.patterns) {
      if (pattern.also.length === 0 && pattern.without.length === 0) {
        this.note(entry, probe, view, locate);
        continue;
      }
      const text = surroundings();
      if (text === undefined) {
        const known = this.found.get(entry);
        if (known !== undefined) known.countIsLeast = true;
      } else if (holds(pattern, text)) this.note(entry, probe, view, locate);
    }
    if (probe.alarm) this.alarm(surroundings(), view, locate);
  }

  private note(entry: Entry, probe: Probe, view: View, locate: Locate): void {
    const at = view.base + view.position;
    const known = this.found.get(entry) ?? {
      counts: new Map<Probe, number>(),
      evidence: [],
      countIsLeast: false,
      last: Number.NEGATIVE_INFINITY,
    };
    this.found.set(entry, known);
    known.counts.set(probe, (known.counts.get(probe) ?? 0) + 1);
    if (known.evidence.length < KEPT && at - known.last >= APART) {
      known.evidence.push(locate(view.position, view.length));
      known.last = at;
    }
  }

  /** Notes an alarm that nothing of the catalogue explains. */
  private alarm(near: string | undefined, view: View, locate: Locate): void {
    if (near === undefined) return;
    const code = codeAt(view);
    if (code === undefined ? this.explains(near) : this.catalogue.codes.has(code)) return;
    this.unexplainedCount += 1;
    if (this.unexplainedPlaces.length < KEPT_UNEXPLAINED)
      this.unexplainedPlaces.push(locate(view.position, view.length));
  }

  private explains(near: string): boolean {
    return this.catalogue.squeezed.all.some(
      (probe) =>
        probe.patterns.length > 0 &&
        hasWhole(near, probe.literal) &&
        probe.patterns.some(({ pattern }) => holds(pattern, near)),
    );
  }
}

/** The digits right behind a place, where it is the beginning of an error code. */
function codeAt({ text, position, length }: View): string | undefined {
  const end = position + length;
  const [, digits] = /^aadsts(\d{1,9})/i.exec(latin.decode(text.subarray(end - 6, end + 9))) ?? [];
  return digits;
}

/** A place in bytes that are being looked at. */
interface View {
  readonly text: Uint8Array;
  readonly squeezed: boolean;
  readonly position: number;
  readonly length: number;
  readonly base: number;
}

const latin = new TextDecoder('latin1');

function surroundingsOf({ text, squeezed, position, length }: View): string {
  const from = Math.max(0, position - NEAR);
  const slice = text.subarray(from, position + length + NEAR);
  return latin.decode(squeezed ? slice : squeeze(slice).bytes).toLowerCase();
}

function holds(pattern: Compiled, near: string): boolean {
  return (
    pattern.also.every((item) => hasWhole(near, item)) &&
    !pattern.without.some((item) => hasWhole(near, item))
  );
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

/** False when the number that a literal begins or ends with goes on beyond it. */
function isWhole({ text, position, length }: View): boolean {
  return (
    !(isDigit(text[position]) && isDigit(text[position - 1])) &&
    !(isDigit(text[position + length - 1]) && isDigit(text[position + length]))
  );
}

function hasWhole(text: string, literal: string): boolean {
  const first = isDigit(literal.charCodeAt(0));
  const last = isDigit(literal.charCodeAt(literal.length - 1));
  for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1)) {
    const before = first && at > 0 && isDigit(text.charCodeAt(at - 1));
    const after = last && isDigit(text.charCodeAt(at + literal.length));
    if (!before && !after) return true;
  }
  return false;
}

/**
 * Drills of the practice lab: a start state with something wrong in it, and how it is recognised as solved. Texts are
 * keys of the area `practice`: `practice.drill.<id>.title`, `.task`, `.hint`, and `practice.remedy.<id>` where the
 * cause is mended outside of Crossprem.
 */
import type { ErrorCode } from '../errors';
import type { InputName, ScenarioView } from '../ipc/views';
import type { LabFault, LabStart } from '../lab';
import { DRILL_IDS, type DrillId } from './drill-ids';
import type { WorldEditId } from './world-edits';

/**
 * `gone`: one of the codes was seen, and a later read or run shows none of them. `decided`: a run went on behind a
 * command without an answer. `verified`: a run is done and nothing failed when it was verified. `named`: the code was
 * shown for a pasted text.
 */
type DrillGoal = 'gone' | 'decided' | 'verified' | 'named';

/** A drill. */
export interface Drill {
  readonly id: DrillId;
  readonly start: LabStart;
  readonly faults: readonly LabFault[];
  readonly scenario?: ScenarioView;
  readonly inputs?: Readonly<Partial<Record<InputName, string>>>;
  /** The drill for these codes. */
  readonly codes: readonly ErrorCode[];
  readonly goal: DrillGoal;
  /** True: somebody outside of Crossprem mends the cause; the person chooses what they are asked for. */
  readonly outside: boolean;
  /** What somebody else changes meanwhile, when the person lets them. */
  readonly edit?: WorldEditId;
}

/** The seed of every drill. */
export const DRILL_SEED = 7;

const WITH_POOL = {
  scenario: 'sfb-server-exchange',
  inputs: { testSipAddress: 'zoe.mueller@contoso.com' },
} as const;

/** Faults that put something wrong there before anything is read, unless a drill says otherwise. */
export const DRILLS: readonly Drill[] = [
  {
    id: 'expired-certificate',
    start: 'empty',
    faults: ['expired-certificate'],
    codes: ['HX-CERTEXP'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'wrong-application',
    start: 'oauth-complete',
    faults: ['shared-principal-keys'],
    codes: ['HX-SHAREDKEY'],
    goal: 'gone',
    outside: false,
  },
  {
    id: 'stale-plan',
    start: 'half',
    faults: [],
    codes: ['HX-OLD'],
    goal: 'gone',
    outside: false,
    edit: 'hide-account',
  },
  {
    id: 'refused-401',
    start: 'sfb-empty',
    faults: ['directory-without-oauth'],
    ...WITH_POOL,
    codes: ['HX-401'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'missing-role',
    start: 'empty',
    faults: ['missing-role'],
    codes: ['HX-RIGHT'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'replication-lag',
    start: 'empty',
    faults: ['replication-lag'],
    codes: ['HX-SLOW'],
    goal: 'verified',
    outside: false,
  },
  {
    id: 'domain-controller',
    start: 'empty',
    faults: ['domain-controller-down'],
    codes: ['HX-DC'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'clock-skew',
    start: 'oauth-complete',
    faults: ['clock-skew'],
    codes: ['HX-TOKEN', 'HX-CLOCK'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'wrong-tenant',
    start: 'empty',
    faults: ['wrong-tenant'],
    codes: ['HX-TEN'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'dropped-connection',
    start: 'empty',
    faults: ['dropped-connection'],
    codes: ['HX-LOST', 'HX-UNKNOWN'],
    goal: 'decided',
    outside: false,
  },
  {
    id: 'key-limit',
    start: 'oauth-complete',
    faults: ['key-lifetime-policy'],
    codes: ['HX-KEYPOLICY'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'xml-svc',
    start: 'sfb-done',
    faults: ['sfb-autodiscover-xml'],
    ...WITH_POOL,
    codes: ['HX-SVC', 'HX-574'],
    goal: 'gone',
    outside: false,
  },
  {
    id: 'retired-module',
    start: 'empty',
    faults: [],
    codes: ['HX-MSO'],
    goal: 'named',
    outside: false,
  },
  {
    id: 'refused-write',
    start: 'empty',
    faults: ['graph-403'],
    codes: ['HX-403', 'HX-PIM'],
    goal: 'gone',
    outside: true,
  },
  {
    id: 'name-taken',
    start: 'empty',
    faults: ['name-taken'],
    codes: ['HX-NAME'],
    goal: 'gone',
    outside: false,
  },
];

/** A drill by its id. */
export function drillOf(id: DrillId): Drill {
  const found = DRILLS.find((drill) => drill.id === id);
  if (found === undefined) throw new Error(`no drill ${id}`);
  return found;
}

/** The drill for an error; undefined where there is none. */
export function drillFor(code: ErrorCode): Drill | undefined {
  return DRILLS.find((drill) => drill.codes.includes(code));
}

/** Three remedies to choose from: the right one and two of others, always in the same order. */
export function remediesOf(id: DrillId): readonly DrillId[] {
  const outside = DRILLS.filter((drill) => drill.outside).map((drill) => drill.id);
  const own = outside.indexOf(id);
  if (own < 0) return [];
  const chosen = [0, 2, 5].flatMap((step) => outside[(own + step) % outside.length] ?? []);
  return chosen.sort((a, b) => DRILL_IDS.indexOf(a) - DRILL_IDS.indexOf(b));
}

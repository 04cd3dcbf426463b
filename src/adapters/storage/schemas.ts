/** Schemas of everything this product reads back from disk. The types they give are the model's own. */
import * as v from 'valibot';
import { ERROR_CODES } from '../../shared/errors';
import { oauthChoiceSchema } from '../../shared/oauth-way';
import { isStartTime } from '../../shared/start-time';
import { checkRecordEntries } from '../../core/engine/feature-checks';
import { STEP_IDS, TAGS } from '../../core/model/action';
import { TARGET_IDS } from '../../core/model/command';
import type { Action, Finding } from '../../core/model/action';
import type { Json } from '../../shared/json';
import type { JournalEntry } from '../../core/model/journal';
import type { Plan } from '../../core/model/plan';
import { PLAN_SCENARIOS, RECIPES, SCENARIOS } from '../../core/model/plan';
import type { Verification } from '../../core/model/proof';

const args = v.record(v.string(), v.union([v.string(), v.number()]));
const message = v.strictObject({ key: v.string(), args });
const error = v.strictObject({
  code: v.picklist(ERROR_CODES),
  args,
  detail: v.exactOptional(v.string()),
  correlationId: v.exactOptional(v.string()),
});
const factValue = v.union([v.string(), v.boolean(), v.number(), v.null(), v.array(v.string())]);
const facts = v.record(v.string(), factValue);
const reference = v.strictObject({ from: v.string(), property: v.string() });
const expectedFacts = v.record(v.string(), v.union([factValue, reference]));
const read = v.strictObject({
  read: v.string(),
  arguments: v.record(v.string(), v.union([v.string(), reference])),
});
const json: v.GenericSchema<Json> = v.lazy(() =>
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.null(),
    v.array(json),
    v.record(v.string(), json),
  ]),
);
const cmdlet = v.strictObject({
  name: v.string(),
  parameters: v.record(
    v.string(),
    v.union([v.string(), v.boolean(), v.number(), v.array(v.string()), reference]),
  ),
});
const graphRequest = v.strictObject({
  method: v.picklist(['GET', 'POST', 'PATCH', 'DELETE']),
  url: v.string(),
  body: v.exactOptional(json),
});
const operation = v.variant('kind', [
  v.strictObject({ kind: v.literal('cmdlet'), command: cmdlet }),
  v.strictObject({
    kind: v.literal('graph'),
    request: graphRequest,
    references: v.exactOptional(v.record(v.string(), reference)),
  }),
  v.strictObject({
    kind: v.literal('replace-keys'),
    request: graphRequest,
    applicationId: v.string(),
    keep: v.array(v.string()),
  }),
  v.strictObject({
    kind: v.literal('export-certificate'),
    command: cmdlet,
    file: v.string(),
    thumbprint: v.string(),
  }),
  v.strictObject({ kind: v.literal('remove-file'), file: v.string() }),
]);
const target = v.picklist(TARGET_IDS);
const undo = v.variant('kind', [
  v.strictObject({
    kind: v.literal('operation'),
    operation,
    target: v.exactOptional(target),
    read,
    before: expectedFacts,
    after: expectedFacts,
    onlyWithRoles: v.exactOptional(v.strictObject({ read, roles: v.array(v.string()) })),
    note: v.exactOptional(message),
    follows: v.exactOptional(v.string()),
  }),
  v.strictObject({
    kind: v.literal('remove-keys'),
    applicationId: v.string(),
    thumbprints: v.array(v.string()),
    note: v.exactOptional(message),
  }),
  v.strictObject({
    kind: v.literal('remove-names'),
    applicationId: v.string(),
    names: v.array(v.string()),
  }),
  v.strictObject({ kind: v.literal('covered'), by: v.string() }),
  v.strictObject({
    kind: v.literal('none'),
    reason: message,
    holds: v.exactOptional(v.literal(false)),
  }),
]);
const step = v.picklist(STEP_IDS);
const tag = v.picklist(TAGS);
const difference = v.strictObject({ property: v.string(), before: v.string(), after: v.string() });

const action: v.GenericSchema<unknown, Action> = v.strictObject({
  id: v.string(),
  step,
  resource: v.string(),
  target,
  kind: v.picklist(['add', 'change', 'remove']),
  operation,
  reason: message,
  article: v.string(),
  departs: v.exactOptional(message),
  traceless: v.exactOptional(v.literal(true)),
  tags: v.array(tag),
  dependsOn: v.array(v.string()),
  notBefore: v.exactOptional(v.pipe(v.string(), v.check(isStartTime))),
  gate: v.exactOptional(v.strictObject({ read, expect: expectedFacts, title: message })),
  differences: v.array(difference),
  read,
  before: expectedFacts,
  after: expectedFacts,
  undo,
});
const finding: v.GenericSchema<unknown, Finding> = v.strictObject({
  code: v.picklist(ERROR_CODES),
  args,
  severity: v.picklist(['info', 'warning', 'blocking']),
  step,
  resource: v.exactOptional(v.string()),
  detail: v.exactOptional(v.string()),
});
const comparison = v.strictObject({
  property: v.string(),
  expected: v.string(),
  found: v.string(),
  verdict: v.picklist(['equal', 'differs', 'could-not-check']),
});
const resource = v.strictObject({
  id: v.string(),
  step,
  title: message,
  state: v.picklist(['present', 'absent', 'differs', 'unknown', 'by-hand', 'not-needed']),
  comparisons: v.array(comparison),
  keeps: v.array(v.strictObject({ title: message, differences: v.array(difference) })),
  byHand: v.array(message),
  cannotPreview: v.array(message),
});

/** A saved plan. */
export const planSchema: v.GenericSchema<unknown, Plan> = v.strictObject({
  format: v.literal(1),
  kind: v.picklist(['apply', 'undo']),
  customer: v.string(),
  tenantId: v.string(),
  practice: v.boolean(),
  scenario: v.picklist(PLAN_SCENARIOS),
  recipe: v.picklist(RECIPES),
  inputs: v.record(v.string(), v.string()),
  oauth: v.exactOptional(oauthChoiceSchema),
  steps: v.array(
    v.strictObject({
      id: step,
      state: v.picklist(['in-place', 'changes', 'by-hand', 'unknown', 'attention']),
      resources: v.array(resource),
    }),
  ),
  actions: v.array(action),
  findings: v.array(finding),
  observations: v.array(v.strictObject({ key: v.string(), request: read, facts })),
  fingerprint: v.string(),
  digest: v.string(),
  madeAt: v.string(),
});

const note = v.strictObject({ property: v.string(), expected: v.string(), found: v.string() });

/** A line of a journal. */
export const journalEntrySchema: v.GenericSchema<unknown, JournalEntry> = v.variant('type', [
  v.strictObject({
    type: v.literal('run-started'),
    at: v.string(),
    run: v.string(),
    kind: v.picklist(['apply', 'undo']),
    digest: v.string(),
    fingerprint: v.string(),
    consents: v.array(tag),
    productVersion: v.string(),
    undoes: v.exactOptional(v.string()),
    carried: v.exactOptional(
      v.strictObject({
        target: v.picklist(['exchange', 'tenant', 'online', 'skype', 'local']),
        host: v.string(),
        script: v.string(),
        sha256: v.string(),
        loadedAt: v.string(),
      }),
    ),
  }),
  v.strictObject({ type: v.literal('resumed'), at: v.string() }),
  v.strictObject({
    type: v.literal('left-out'),
    at: v.string(),
    action: v.string(),
    reason: v.picklist(['no-consent', 'blocked', 'already', 'gate', 'late', 'skipped', 'policy']),
    blockedBy: v.exactOptional(v.string()),
    facts: v.exactOptional(facts),
    error: v.exactOptional(error),
    note: v.exactOptional(v.string()),
  }),
  v.strictObject({
    type: v.literal('gate'),
    at: v.string(),
    action: v.string(),
    passed: v.boolean(),
    facts,
    durationMs: v.number(),
    error: v.exactOptional(error),
  }),
  v.strictObject({ type: v.literal('intent'), at: v.string(), action: v.string(), before: facts }),
  v.strictObject({
    type: v.literal('outcome'),
    at: v.string(),
    action: v.string(),
    outcome: v.picklist(['done', 'failed', 'not-done', 'unknown', 'moved']),
    decidedBy: v.picklist(['run', 'read', 'carried']),
    facts,
    durationMs: v.number(),
    warnings: v.array(v.string()),
    error: v.exactOptional(error),
    notes: v.array(note),
  }),
  v.strictObject({
    type: v.literal('run-ended'),
    at: v.string(),
    result: v.picklist([
      'done',
      'nothing-to-do',
      'partly',
      'failed',
      'stopped',
      'outdated',
      'closed',
    ]),
    error: v.exactOptional(error),
  }),
]);

export { customerSchema } from './customer-schema';

const verdict = v.picklist(['verified', 'failed', 'could-not-check', 'by-hand']);

/** The last verification. */
export const verificationSchema: v.GenericSchema<unknown, Verification> = v.strictObject({
  scenario: v.exactOptional(v.picklist(SCENARIOS)),
  at: v.string(),
  state: v.exactOptional(checkRecordEntries.state),
  proofs: v.array(
    v.strictObject({
      resource: v.string(),
      step,
      title: message,
      rung: v.picklist(['configured', 'token-accepted', 'feature-seen']),
      comparisons: v.array(comparison),
      verdict,
      error: v.exactOptional(error),
      signed: v.exactOptional(v.strictObject({ ...checkRecordEntries, current: v.boolean() })),
    }),
  ),
  findings: v.array(finding),
  steps: v.array(v.strictObject({ id: step, verdict })),
});

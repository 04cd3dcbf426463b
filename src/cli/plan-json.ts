/** The published shape of `plan --json`. */
import type { Json } from '../shared/json';
import { countPlan } from '../core/engine/plan';
import { partsRead, planOutcome } from '../core/engine/plan-outcome';
import type { Action, Undo } from '../core/model/action';
import type { Operation } from '../core/model/command';
import type { Plan } from '../core/model/plan';
import type { ActionRules } from '../core/policy/rules';
import { refusalOf } from '../core/policy/rules';
import { readKey } from '../core/reads/definition';

/** `{fingerprint, scenario, recipe, oauth, outcome, parts, counts, steps, actions}`. */
export function planJson(plan: Plan, rules: ActionRules | undefined): Json {
  return {
    fingerprint: plan.fingerprint,
    scenario: plan.scenario,
    recipe: plan.recipe,
    // Only where step 1 is not set up from here.
    ...(plan.oauth === undefined ? {} : { oauth: { ...plan.oauth } }),
    outcome: planOutcome(plan),
    parts: { ...partsRead(plan) },
    counts: { ...countPlan(plan) },
    steps: plan.steps.map((step) => ({
      id: step.id,
      state: step.state,
      resources: step.resources.map((item) => ({ id: item.id, state: item.state })),
    })),
    actions: plan.actions.map((action) => {
      const refusal = refusalOf(action, plan, rules);
      return refusal === undefined
        ? actionJson(action)
        : { ...actionJson(action), refused: refusal.code };
    }),
  };
}

function actionJson(action: Action): { readonly [key: string]: Json } {
  return {
    id: action.id,
    step: action.step,
    target: action.target,
    kind: action.kind,
    ...operationJson(action.operation),
    reason: { key: action.reason.key, args: { ...action.reason.args } },
    article: action.article,
    tags: [...action.tags],
    undo: undoJson(action.undo),
  };
}

function operationJson(operation: Operation): { readonly [key: string]: Json } {
  switch (operation.kind) {
    case 'cmdlet':
      return { command: commandJson(operation.command) };
    case 'export-certificate':
      return { command: commandJson(operation.command), file: operation.file };
    case 'graph':
    case 'replace-keys': {
      const { method, url, body } = operation.request;
      return { request: { method, url, ...(body === undefined ? {} : { body }) } };
    }
    case 'remove-file':
      return { command: { name: 'Remove-Item', parameters: { LiteralPath: operation.file } } };
  }
}

function commandJson(command: Extract<Operation, { kind: 'cmdlet' }>['command']): Json {
  const parameters = Object.entries(command.parameters).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'object' && !Array.isArray(value) && 'from' in value
      ? { from: value.from, property: value.property }
      : (value as Json),
  ]);
  return { name: command.name, parameters: Object.fromEntries(parameters) };
}

function undoJson(undo: Undo): Json {
  switch (undo.kind) {
    case 'operation':
      return { kind: undo.kind, ...operationJson(undo.operation), when: readKey(undo.read) };
    case 'remove-keys':
      return {
        kind: undo.kind,
        applicationId: undo.applicationId,
        thumbprints: [...undo.thumbprints],
      };
    case 'remove-names':
      return { kind: undo.kind, applicationId: undo.applicationId, names: [...undo.names] };
    case 'covered':
      return { kind: undo.kind, by: undo.by };
    case 'none':
      return { kind: undo.kind, reason: undo.reason.key };
  }
}

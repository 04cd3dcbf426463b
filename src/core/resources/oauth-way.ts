/**
 * What the plan does with step 1 where it is not set up from here: nothing of it is changed, and every change that is
 * left out stands in the plan as a row by hand. What is read and tested stays the same, so that only that proves it.
 */
import type { OAuthChoice } from '../../shared/oauth-way';
import { renderOperation } from '../commands/render';
import { message } from '../model/message';
import type { MessageRef } from '../model/message';
import type { ResourceState } from '../model/plan';
import { authServers } from '../reads/oauth';
import { ownAuthServers } from './auth-servers';
import { connectorWanted } from './connector-lookup';
import type { PlanContext, ResourcePlan } from './context';
import { planned } from './context';
import { STEP, lookPinned, selfOf } from './oauth-common';

const SELF = selfOf('oauth-way');

/** Names of what a read shows of step 1 for this tenant; null where auth servers were not read. */
export function foundOAuth(context: PlanContext): readonly string[] | null {
  if (lookPinned(context, authServers).status !== 'read') return null;
  const servers = (['MicrosoftACS', 'AzureAD'] as const).flatMap(
    (type) => ownAuthServers(context, type) ?? [],
  );
  const connectors = (['on-premises', 'online'] as const).flatMap(
    (side) => connectorWanted(context, side).own,
  );
  return [...servers, ...connectors].map((item) => item.Name);
}

/** Takes the changes of step 1 out, and says by which choice. */
export function withOAuthWay(
  results: readonly ResourcePlan[],
  choice: OAuthChoice | undefined,
): readonly ResourcePlan[] {
  const first = results.findIndex(isOfStep);
  if (choice === undefined || first < 0) return results;
  const left = results.map((item) => (isOfStep(item) ? withoutChanges(item) : item));
  const row = choiceRow(choice, results.filter(isOfStep));
  return [...left.slice(0, first), row, ...left.slice(first)];
}

function isOfStep({ resource }: ResourcePlan): boolean {
  return resource.step === STEP;
}

/** The row that tells the choice: by hand while changes are left out, and as sure as the rows that it speaks of. */
function choiceRow(choice: OAuthChoice, own: readonly ResourcePlan[]): ResourcePlan {
  const count = own.reduce((sum, item) => sum + item.actions.length, 0);
  const text = oauthText(choice);
  const byHand =
    count === 0 ? [] : [message(`core.by-hand.oauth-${choice.way}`, { ...text.args, count })];
  return {
    resource: planned(SELF, text, stateOf(count, own), [], { byHand }),
    actions: [],
    findings: [],
  };
}

/** The choice in a sentence, with who stated it and when. */
export function oauthText(choice: OAuthChoice): MessageRef {
  return choice.way === 'adopt'
    ? message('core.resource.oauth-adopt')
    : message('core.resource.oauth-elsewhere', {
        name: choice.statedBy,
        doer: choice.doneBy,
        at: choice.statedAt,
      });
}

function stateOf(count: number, own: readonly ResourcePlan[]): ResourceState {
  const states = own.map((item) => item.resource.state);
  if (count > 0 || states.includes('by-hand')) return 'by-hand';
  return states.includes('unknown') ? 'unknown' : 'present';
}

function withoutChanges(item: ResourcePlan): ResourcePlan {
  if (item.actions.length === 0) return item;
  const left = item.actions.map(({ operation }) =>
    message('core.by-hand.oauth-left-out', { command: renderOperation(operation) }),
  );
  const { resource } = item;
  return {
    ...item,
    actions: [],
    resource: {
      ...resource,
      state: 'by-hand',
      byHand: [...resource.byHand, ...left],
      cannotPreview: [],
    },
  };
}

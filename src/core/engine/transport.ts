/**
 * By which transport an action runs, and why (for the scenario with Skype for Business Server, whose commands run in four
 * kinds of shells). It rests on how the customer is reached and is therefore no part of the plan and its fingerprint.
 */
import type { CarryTarget } from '../carry/manifest';
import type { Action } from '../model/action';
import type { CustomerRecord } from '../model/customer';
import { connectionOf } from '../model/customer';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Plan } from '../model/plan';
import { carriedTo } from '../carry/scope';

/** How the sides of a plan are reached. */
export interface TransportWays {
  /** The Exchange cmdlets: a restricted session, or a server's own shell. */
  readonly exchange: 'session' | 'shell';
  readonly byHand: readonly CarryTarget[];
}

/** Where a script runs: in the shells themselves. */
const IN_A_SCRIPT: TransportWays = { exchange: 'shell', byHand: [] };

/** Sides of a customer that are reached by hand. */
export function sidesByHand(record: CustomerRecord): readonly CarryTarget[] {
  const { exchange, online, skype, tenant } = connectionOf(record);
  // Scripts and iisreset run in a server's own shell only; the practice lab has that one too.
  const isRemote = exchange === 'remote' || exchange === 'remote-credential';
  return [
    ...(exchange === 'carry' ? (['exchange'] as const) : []),
    ...(tenant === 'carry' ? (['tenant'] as const) : []),
    ...(online === 'carry' ? (['online'] as const) : []),
    ...(skype === 'carry' ? (['skype'] as const) : []),
    ...(isRemote && !record.practice ? (['local'] as const) : []),
  ];
}

/** The ways of a customer. */
export function transportWays(record: CustomerRecord): TransportWays {
  return {
    exchange: connectionOf(record).exchange === 'local' ? 'shell' : 'session',
    byHand: sidesByHand(record),
  };
}

/** The transport of every action of a plan by its id, as a sentence; empty for other scenarios. */
export function transportsOf(
  plan: Plan,
  ways: TransportWays = IN_A_SCRIPT,
): ReadonlyMap<string, MessageRef> {
  if (plan.scenario !== 'sfb-server-exchange') return new Map();
  const sides = ways.byHand.map((side) => ({ side, isThere: carriedTo(plan, side) }));
  return new Map(
    plan.actions.map((action) => {
      const hand = sides.find(({ isThere }) => isThere(action));
      return [
        action.id,
        hand === undefined ? reached(action, ways) : message(handKey(hand.side, action)),
      ];
    }),
  );
}

function handKey(side: CarryTarget, action: Action): string {
  if (side !== 'local') return `core.transport.hand-${side}`;
  return action.target === 'local'
    ? 'core.transport.hand-local'
    : 'core.transport.hand-before-restart';
}

function reached(action: Action, ways: TransportWays): MessageRef {
  const { operation, target } = action;
  const command = operation.kind === 'cmdlet' ? operation.command : undefined;
  switch (target) {
    case 'local':
      return message(
        command?.name === 'iisreset' ? 'core.transport.local-iis' : 'core.transport.local-script',
      );
    case 'skype': {
      const host = command?.parameters['HostNameStorageService'];
      if (typeof host === 'string') return message('core.transport.front-end-tcp', { host });
      return message(
        command?.parameters['Binding'] === 'NetNamedPipe'
          ? 'core.transport.front-end-pipe'
          : 'core.transport.front-end',
      );
    }
    case 'exchange':
    case 'online':
    case 'tenant':
    case 'workstation':
      return message(`core.transport.exchange-${ways.exchange}`);
  }
}

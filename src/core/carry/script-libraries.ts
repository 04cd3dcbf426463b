/** Which functions a carried script holds, by the side that it is for. */
import { EXCHANGE_LIBRARY, FILE_LIBRARY } from '../commands/script-exchange';
import { GRAPH_LIBRARY } from '../commands/script-graph';
import { COMMON_LIBRARY, startLibrary } from '../commands/script-library';
import { ONLINE_LIBRARY, oauthLibraries } from '../commands/script-oauth';
import { SKYPE_LIBRARY, skypeLibraries, tracelessLibrary } from '../commands/script-skype';
import type { Plan } from '../model/plan';
import { COLLECT_EXCHANGE, COLLECT_TENANT } from './collect-script';
import { EXCHANGE_FACTS, TENANT_FACTS } from './facts-library';
import { CARRY_LIBRARY } from './library';
import type { CarryTarget } from './manifest';
import { EXCHANGE_PLACE, ONLINE_PLACE, TENANT_PLACE } from './place-library';
import { SKYPE_FACTS, SKYPE_PLACE } from './skype-library';
import { CARRY_STEPS } from './steps-library';
import { TRIAL_LIBRARY } from './trial-library';

/** What a script's sections call: for changes only what they need, for looks what collects. */
export function libraries(
  target: CarryTarget,
  plan: Plan | null,
  body: readonly string[],
): string[] {
  const files =
    plan?.actions.some((action) => action.read.read === 'certificate-file') === true
      ? [FILE_LIBRARY]
      : [];
  const steps = plan === null ? [] : [CARRY_STEPS];
  return [
    COMMON_LIBRARY,
    CARRY_LIBRARY,
    ...steps,
    ...startLibrary(body),
    ...files,
    ...(plan === null ? [] : changeLibraries(target, body)),
    ...(target === 'tenant' ? [GRAPH_LIBRARY] : []),
    ...sideLibraries(target),
  ].flatMap((text) => text.split('\n'));
}

/** What a trial's rows call: what reads the objects that they refer to, never what changes any. */
export function trialLibraries(
  target: Exclude<CarryTarget, 'tenant'>,
  body: readonly string[],
): string[] {
  return [
    COMMON_LIBRARY,
    CARRY_LIBRARY,
    TRIAL_LIBRARY,
    ...changeLibraries(target, body),
    placeLibrary(target),
  ].flatMap((text) => text.split('\n'));
}

/** What reads and changes a side's objects. */
function changeLibraries(target: CarryTarget, body: readonly string[]): readonly string[] {
  const traceless = tracelessLibrary(body);
  switch (target) {
    case 'exchange':
    case 'local': {
      const part = new Set(['Exchange']);
      const own = [EXCHANGE_LIBRARY, EXCHANGE_FACTS, ...oauthLibraries(body, part)];
      return [...own, ...skypeLibraries(body, part)];
    }
    case 'skype':
      return [SKYPE_LIBRARY, SKYPE_FACTS, ...traceless];
    case 'tenant':
      return [TENANT_FACTS, ...oauthLibraries(body, new Set(['Tenant']))];
    case 'online':
      return [ONLINE_LIBRARY];
  }
}

/** What tells where a script runs, and collects there. */
function sideLibraries(target: CarryTarget): readonly string[] {
  return [placeLibrary(target), target === 'tenant' ? COLLECT_TENANT : COLLECT_EXCHANGE];
}

/** What tells where a script runs. */
function placeLibrary(target: CarryTarget): string {
  switch (target) {
    case 'exchange':
    case 'local':
      return EXCHANGE_PLACE;
    case 'skype':
      return SKYPE_PLACE;
    case 'tenant':
      return TENANT_PLACE;
    case 'online':
      return ONLINE_PLACE;
  }
}

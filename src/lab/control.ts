/** The control channel: virtual clock, faults, start states, edits as another admin would make them. */
import type { LabControl, LabStatus } from '../shared/lab';
import type { LiveWorld } from './live-world';
import { statusOf } from './status';

/** Does what a control request asks; `stop` is called for the one that ends the lab. */
export function runControl(world: LiveWorld, request: LabControl, stop: () => void): LabStatus {
  switch (request.op) {
    case 'status':
      break;
    case 'reset':
      world.reset(request.seed, request.start);
      break;
    case 'fault':
      world.switchFault(request.name, request.on);
      break;
    case 'advance':
      world.advance(request.milliseconds);
      break;
    case 'edit':
      world.edit(request.edit);
      break;
    case 'edit-before-change':
      world.editBeforeChange(request.nth, request.edit);
      break;
    case 'stop':
      stop();
      break;
  }
  return statusOf(world);
}

/**
 * The names of the contract, without its schemas: the preload builds its functions from these and must stay free of
 * the validation library. A contract test holds the two lists together.
 */
import type { Channel, EventName } from './contract';

/** Every channel, in the order of the contract. */
export const CHANNEL_NAMES = [
  'app.snapshot',
  'app.preferences',
  'app.powershell',
  'app.finish-first-run',
  'customer.practice',
  'customer.create',
  'customer.connection',
  'customer.collected',
  'credential.answer',
  'customer.import',
  'customer.export',
  'customer.open',
  'customer.close',
  'customer.forget',
  'customer.inputs',
  'customer.tenant',
  'sign-in.start',
  'sign-in.cancel',
  'sign-in.out',
  'read.start',
  'read.cancel',
  'plan.make',
  'plan.save',
  'script.save',
  'carry.save',
  'carry.load',
  'run.start',
  'run.pause',
  'run.resume',
  'run.stop',
  'run.continue',
  'run.close',
  'verify.start',
  'verify.record',
  'undo.plan',
  'report.make',
  'report.calendar',
  'report.open',
  'diagnose.text',
  'diagnose.file',
  'topology.start',
  'topology.answer',
  'topology.save',
  'topology.export',
  'inspect.text',
  'inspect.file',
  'inspect.drop',
  'inspect.piece',
  'inspect.hand-shake',
  'inspect.close',
  'lab.reset',
  'lab.fault',
  'lab.advance',
  'doctor.run',
  'support.preview',
  'support.save',
  'keys.read',
  'keys.backup',
  'keys.restore',
  'keys.drop-expired',
  'keys.principals',
  'link.open',
  'clipboard.write',
  'log.lines',
  'app.lock',
  'app.unlock',
  'window.open',
  'window.show',
  'drop.file',
  'drop.piece',
] as const satisfies readonly Channel[];

/** Names of the events that main sends. */
export const VIEW_EVENT = 'view' satisfies EventName;
export const LOG_EVENT = 'log' satisfies EventName;

/** True for a channel of the contract. */
export function isChannel(name: unknown): name is Channel {
  return CHANNEL_NAMES.some((channel) => channel === name);
}

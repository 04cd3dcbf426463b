/** Channel → workbench. No logic here: what a channel means is the workbench's matter. */
import { signCheck } from '../app/sign-check';
import type { InspectDesk } from '../app/inspect-desk';
import type { PracticeDesk } from '../app/practice-desk';
import type { TopologyDesk } from '../app/topology-desk';
import type { WindowDesk } from '../app/windows/window-desk';
import type { Workbench } from '../app/workbench';
import type { AboutDesk } from '../app/about-desk';
import type { LogDesk } from '../app/log-desk';
import { customerHandlers } from './customer-handlers';
import { aboutHandlers } from './about-handlers';
import { logHandlers } from './log-handlers';
import { practiceHandlers } from './practice-handlers';
import { stepHandlers } from './step-handlers';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { Handlers } from './router';

/** Channels about windows, the lock and dropped files. */
function windowHandlers(windows: () => Promise<WindowDesk>) {
  const does =
    <I>(work: (desk: WindowDesk, input: I) => Promise<void> | void) =>
    async (input: I): Promise<null> => {
      await work(await windows(), input);
      return null;
    };
  return {
    'app.lock': does((desk) => desk.lock()),
    'app.unlock': does((desk) => desk.unlock()),
    'window.open': does((desk, input: ChannelInput<'window.open'>) => desk.open(input.customer)),
    'window.show': does((desk, input: ChannelInput<'window.show'>) =>
      desk.show(input.id, input.address),
    ),
    'window.drill': does((desk, { id }: ChannelInput<'window.drill'>) => desk.practise(id)),
    'fault.report': does((desk, input: ChannelInput<'fault.report'>) => desk.faulted(input)),
    'drop.file': async (input: ChannelInput<'drop.file'>) => (await windows()).dropped(input),
    'drop.piece': async (input: ChannelInput<'drop.piece'>) => (await windows()).piece(input),
  };
}

/** Makes the handlers. What they call is loaded while the window opens, so each call waits for it. */
export function makeHandlers(
  workbench: () => Promise<Workbench>,
  topology: () => Promise<TopologyDesk>,
  inspect: () => Promise<InspectDesk>,
  practice: () => Promise<PracticeDesk>,
  windows: () => Promise<WindowDesk>,
  logs: () => Promise<LogDesk>,
  about: () => Promise<AboutDesk>,
): Handlers {
  /** Most channels answer nothing: what they change shows in the view. */
  const does =
    <I>(work: (bench: Workbench, input: I) => Promise<void> | void) =>
    async (input: I): Promise<null> => {
      await work(await workbench(), input);
      return null;
    };
  return {
    'app.snapshot': async () => (await windows()).shown((await workbench()).snapshot()),
    'app.preferences': does((bench, input) => bench.settings.change(input)),
    'app.powershell': does((bench, { use }) => bench.settings.choosePowerShell(use)),
    'app.finish-first-run': does((bench) => bench.settings.finishFirstRun()),
    'customer.practice': does((bench, input) => bench.openPractice(input)),
    'customer.create': does((bench, input) => bench.createCustomer(input)),
    'customer.connection': does((bench, input) => bench.changeConnection(input)),
    'customer.collected': does((bench) => bench.readCollected()),
    'credential.answer': does((bench, input) => bench.answerCredential(input)),
    ...customerHandlers(workbench),
    'customer.open': does((bench, { id }) => bench.openCustomer(id)),
    'customer.close': does((bench) => bench.closeCustomer()),
    'customer.forget': does((bench, { id }) => bench.forgetCustomer(id)),
    'customer.inputs': does((bench, input) => bench.changeInputs(input)),
    'customer.tenant': does((bench, input) => bench.tenant.change(input)),
    'customer.tenant-file': async (input) => (await workbench()).tenant.choose(input),
    ...stepHandlers(workbench),
    'sign-in.start': does((bench, { method }) => bench.signIn(method)),
    'sign-in.cancel': does((bench) => bench.cancelSignIn()),
    'sign-in.out': does((bench) => bench.signOut()),
    'read.start': does((bench) => bench.read()),
    'read.cancel': does((bench) => bench.cancelRead()),
    'plan.make': does((bench) => bench.makePlan()),
    'plan.save': does((bench) => bench.savePlan()),
    'script.save': does((bench, { which }) => bench.saveScript(which)),
    'carry.save': does((bench, input) => bench.saveCarried(input)),
    'carry.load': does((bench) => bench.loadCarried()),
    'run.start': does((bench, input) => bench.startRun(input)),
    'run.pause': does((bench) => bench.plans.pause()),
    'run.resume': does((bench) => bench.plans.resume()),
    'run.stop': does((bench) => bench.plans.stop()),
    'run.retry': does((bench, input) => bench.plans.retry(input)),
    'run.skip': does((bench, input) => bench.plans.skip(input)),
    'run.undo-step': does((bench, input) => bench.plans.undoStep(input)),
    'rehearsal.start': does((bench) => bench.plans.rehearse()),
    'rehearsal.state': async () => (await workbench()).plans.rehearsal(),
    'plan.set-aside': does((bench) => bench.plans.setAside()),
    'plan.compare': async () => (await workbench()).plans.compare(),
    'run.look': does((bench, input) => bench.plans.lookBack(input)),
    'run.continue': does((bench) => bench.continueRun()),
    'run.close': does((bench) => bench.closeRun()),
    'verify.start': does((bench, input) => bench.verify(input)),
    'verify.record': does(({ openCustomerNow }, input) => signCheck(openCustomerNow, input)),
    'undo.plan': does((bench, { run }) => bench.planUndo(run)),
    'report.make': does((bench, input) => bench.reports.make(input)),
    'report.calendar': does((bench, input) => bench.reports.calendar(input)),
    'report.open': does((bench, input) => bench.reports.show(input)),
    'report.preview': async (input) => (await workbench()).reports.preview(input),
    'history.list': async () => (await workbench()).history.list(),
    'history.run': async (input) => (await workbench()).history.run(input),
    'history.check': async (input) => (await workbench()).history.check(input),
    'history.read': async (input) => (await workbench()).history.read(input),
    'history.compare': async (input) => (await workbench()).history.compare(input),
    'history.export': async (input) => (await workbench()).history.export(input),
    'diagnose.text': async ({ text }) => (await workbench()).diagnoseText(text),
    'diagnose.file': async () => (await workbench()).diagnoseFile(),
    'topology.start': async () => (await topology()).start(),
    'topology.answer': async (described) => (await topology()).answer(described),
    'topology.save': async (described) => {
      await (await topology()).save(described);
      return null;
    },
    'topology.export': async (input) => (await topology()).export(input),
    'inspect.text': async (input) => (await inspect()).text(input),
    'inspect.file': async ({ compare }) => (await inspect()).file(compare),
    'inspect.drop': async (input) => (await inspect()).dropped(input),
    'inspect.piece': async (input) => (await inspect()).piece(input),
    'inspect.hand-shake': async ({ index }) => (await inspect()).handShake(index),
    'inspect.compare': async ({ compare }) => (await inspect()).compare(compare),
    'inspect.close': async () => {
      (await inspect()).close();
      return null;
    },
    'lab.reset': does((bench, input) => bench.resetLab(input)),
    'lab.fault': does((bench, input) => bench.setLabFault(input)),
    'lab.advance': does((bench, { hours }) => bench.advanceLab(hours)),
    'doctor.run': does((bench) => bench.doctor.run()),
    'support.preview': async ({ includeNames }) => (await workbench()).doctor.preview(includeNames),
    'support.save': async ({ leaveOut }) => (await workbench()).doctor.save(leaveOut),
    'keys.read': does((bench, input) => bench.keys.read(input)),
    'keys.backup': does((bench) => bench.keys.backup()),
    'keys.restore': async (input) => (await workbench()).keys.restore(input),
    'keys.drop-expired': does((bench, input) => bench.keys.dropExpired(input)),
    'keys.principals': does((bench, input) => bench.keys.changePrincipals(input)),
    'link.open': does((bench, input) => bench.openLink(input)),
    'clipboard.write': does((bench, { text }) => bench.copy(text)),
    'log.lines': async ({ after }) => (await workbench()).logLines(after),
    'update.check': async () => (await workbench()).updates.check(),
    'update.open': does((bench) => bench.updates.openFile()),
    'update.download': does((bench) => bench.updates.download()),
    'update.cancel': does((bench) => bench.updates.cancel()),
    'update.show': does((bench) => bench.updates.showFile()),
    'settings.reset': does((bench) => bench.settings.reset()),
    'settings.open-data': does((bench) => bench.settings.openData()),
    ...practiceHandlers(practice),
    ...windowHandlers(windows),
    ...logHandlers(logs),
    ...aboutHandlers(about),
  };
}

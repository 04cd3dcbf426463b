import { randomUUID } from 'node:crypto';
import { appError, CodedError } from '../shared/errors';
import type { AppError } from '../shared/errors';
import { nearestLanguage } from '../shared/languages';
import type { Language } from '../shared/languages';
import { createTranslator } from '../shared/messages';
import { messagesOf } from '../shared/messages/sync';
import type { Policy } from '../shared/policy';
import { fileLog } from '../adapters/logging/file-log';
import { logPolicy } from '../adapters/policy';
import {
  prepareDataFolder,
  takeMarkBack,
  type UpgradeProgress,
} from '../adapters/storage/data-folder-upgrade';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { systemClock } from '../adapters/system/crypto';
import { withinScope } from '../adapters/logging/scope';
import type { CommandLine } from './arguments';
import { checkCollected } from './collected';
import { parseCommandLine } from './arguments';
import { checkoutBridge, dataFolder, localPolicy, openLog, startLabAsChild } from './composition';
import type { ExitCode } from './exit-codes';
import { EXIT, errorExit } from './exit-codes';
import type { Output } from './output';
import { createOutput } from './output';
import { applyVerb, undoVerb } from './verbs/apply';
import { checkVerb } from './verbs/check';
import { doctorVerb } from './verbs/doctor';
import { carryScriptVerb, loadVerb } from './verbs/carry';
import { diagnoseVerb } from './verbs/diagnose';
import { inspectVerb } from './verbs/inspect-trace';
import { planVerb, readVerb, scriptVerb, verifyVerb } from './verbs/inspect';
import { keysVerb } from './verbs/keys';
import { customerVerb } from './verbs/customer';
import { labVerb } from './verbs/lab';
import { reportVerb } from './verbs/report';
import { chosenSettings } from './settings';
import { startVerb } from './verbs/start';
import { tenantVerb } from './verbs/tenant';
import { updateVerb } from './verbs/update';
import { topologyVerb } from './verbs/topology';
import type { Host, Invocation } from './workplace';
import { PRODUCT_VERSION, withWorkplace } from './workplace';

/** Runs the command line and gives its exit code. Every failure ends in a coded message. */
export async function runCli(
  argv: readonly string[],
  host: Host = {
    startLab: startLabAsChild,
    bridgeFolder: checkoutBridge(),
    practiceOnly: false,
  },
): Promise<ExitCode> {
  const language = systemLanguage();
  let line: CommandLine;
  try {
    line = parseCommandLine(argv);
  } catch (thrown) {
    const out = outputIn(language, argv.includes('--json'));
    out.fail(toError(thrown));
    return EXIT.usage;
  }
  const out = outputIn(line.language ?? language, line.json);
  const correlation = randomUUID();
  let isMarked = false;
  return withinScope({ correlation, operation: line.verb }, async () => {
    try {
      checkCollected(line);
      isMarked = await prepareData(line, out);
      const policy = await localPolicy();
      tellPolicy(line, policy, out);
      const organisationPolicy = policy.values;
      const { proxy } = await chosenSettings(line.data, policy);
      return await dispatch(
        { ...line, ...host, organisationPolicy, policyInForce: policy, proxy },
        out,
      );
    } catch (thrown) {
      const error = toError(thrown);
      if (error.code === 'HX-BUG') logBug(line, thrown);
      if (error.code === 'HX-USE' && isMarked)
        await takeMarkBack({ folder: dataFolder(line.data), fs: nodeFileSystem });
      out.fail(error.code === 'HX-BUG' ? { ...error, correlationId: correlation } : error);
      return errorExit(error.code);
    }
  });
}

/** What of a policy could not be used is told with every command: what is restricted for it has no other cause. */
function tellPolicy(line: CommandLine, policy: Policy, out: Output): void {
  if (policy.problems.length === 0) return;
  logPolicy(policy, openLog(dataFolder(line.data), policy.values));
  for (const problem of policy.problems) out.error(problem);
}

/** Verbs that need no data folder, and make none. */
const WITHOUT_DATA: readonly CommandLine['verb'][] = ['help', 'version'];
/** Verbs that look at one where it is there. */
const ONLY_LOOKING: readonly CommandLine['verb'][] = [
  'diagnose',
  'inspect',
  'topology',
  'doctor',
  'update',
];

async function prepareData({ verb, data }: CommandLine, out: Output): Promise<boolean> {
  if (WITHOUT_DATA.includes(verb)) return false;
  const folder = dataFolder(data);
  const place = { folder, fs: nodeFileSystem, clock: systemClock, onProgress: upgradeLines(out) };
  return prepareDataFolder(place, !ONLY_LOOKING.includes(verb)).finally(() => out.endProgress());
}

/** A line when each part of the work begins, and on a terminal how far it is. */
function upgradeLines(out: Output): (progress: UpgradeProgress) => void {
  return ({ customer, customers, phase }) => {
    if (customer === 1) out.note(out.translator.t(`cli.upgrade.${phase}`, { count: customers }));
    out.progress(customer, customers, out.translator.t(`cli.upgrade.${phase}-step`));
  };
}

function outputIn(language: Language, json: boolean): Output {
  return createOutput(createTranslator(language, messagesOf(language)), json);
}

function systemLanguage(): Language {
  return nearestLanguage(
    process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'],
  );
}

async function dispatch(line: Invocation, out: Output): Promise<ExitCode> {
  switch (line.verb) {
    case 'help':
      out.line(out.translator.t('cli.help'));
      return EXIT.done;
    case 'version':
      out.line(PRODUCT_VERSION);
      return EXIT.done;
    case 'start':
      return startVerb(line, out);
    case 'diagnose':
      return diagnoseVerb(line, out);
    case 'inspect':
      return inspectVerb(line, out);
    case 'lab':
      return labVerb(line, out);
    case 'tenant':
      return tenantVerb(line, out);
    case 'customer':
      return customerVerb(line, out);
    case 'check':
      return checkVerb(line, out);
    case 'topology':
      return topologyVerb(line, out);
    case 'doctor':
      return doctorVerb(line, out);
    case 'update':
      return updateVerb(line, out);
    case 'keys':
      return withWorkplace(line, out, (place) => keysVerb(line, out, place));
    case 'read':
      return withWorkplace(line, out, (place) => readVerb(line, out, place));
    case 'plan':
      return withWorkplace(line, out, (place) => planVerb(line, out, place));
    case 'apply':
      return withWorkplace(line, out, (place) => applyVerb(line, out, place));
    case 'verify':
      return withWorkplace(line, out, (place) => verifyVerb(line, out, place));
    case 'undo':
      return withWorkplace(line, out, (place) => undoVerb(line, out, place));
    case 'script':
      return withWorkplace(line, out, (place) =>
        line.target === undefined
          ? scriptVerb(line, out, place)
          : carryScriptVerb(line.target, line, out, place),
      );
    case 'load':
      return withWorkplace(line, out, (place) => loadVerb(line, out, place));
    case 'report':
      return withWorkplace(line, out, (place) => reportVerb(line, out, place));
  }
}

function toError(thrown: unknown): AppError {
  return thrown instanceof CodedError
    ? thrown.error
    : appError('HX-BUG', {}, thrown instanceof Error ? thrown.message : String(thrown));
}

function logBug(line: CommandLine, thrown: unknown): void {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  fileLog(dataFolder(line.data), () => new Date()).error('bug', { stack });
}

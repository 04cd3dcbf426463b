/** A side that is reached by hand: reads are answered from what was carried here, every change is refused. */
import * as v from 'valibot';
import { appError } from '../../shared/errors';
import type { AppError } from '../../shared/errors';
import type { Json } from '../../shared/json';
import { assertAllowed, isChange, isWritingTest } from '../../core/commands/allow-list';
import { renderCmdlet } from '../../core/commands/render';
import { answerKey, answersPath, parseAnswers, questionKey } from '../../core/carry/answers';
import type { CarriedAnswers } from '../../core/carry/answers';
import { HandCarry } from '../../core/carry/hand-carry';
import type { HandCarryOptions } from '../../core/carry/carry-types';
import type { CarryTarget } from '../../core/carry/manifest';
import type { CarriedAnswer } from '../../core/carry/result';
import type { ResolvedCmdlet } from '../../core/model/command';
import type { EnginePorts } from '../../core/engine/ports';
import { sidesByHand } from '../../core/engine/transport';
import type { CustomerRecord } from '../../core/model/customer';
import type { Collected, Files, Shell, ShellOutcome } from '../../core/ports';
import { readClixml } from '../powershell/clixml';
import { EXCHANGE_ONLINE } from '../powershell/online-shell';
import { planSchema } from '../storage/schemas';

/** Hand-carry of a session. It always looks at what was carried here, whatever way the session itself goes. */
export function handCarry(options: Omit<HandCarryOptions, 'readItems' | 'parsePlan'>): HandCarry {
  const { ports, session } = options;
  return new HandCarry({
    ...options,
    ports: { ...ports, ...carriedTargets(ports.files, session.state.record) },
    readItems: readClixml,
    parsePlan: (stored) => {
      const parsed = v.safeParse(planSchema, stored);
      return parsed.success ? parsed.output : undefined;
    },
  });
}

/** Ports in which the sides that are reached by hand are answered from what was carried here. */
export function carriedPorts(ports: EnginePorts, record: CustomerRecord): EnginePorts {
  const byHand = sidesByHand(record);
  const { shell, online, skype, local, directory } = carriedTargets(ports.files, record);
  return {
    ...ports,
    ...(byHand.includes('exchange') ? { shell } : {}),
    ...(byHand.includes('tenant') ? { directory } : {}),
    ...(byHand.includes('online') ? { online } : {}),
    ...(byHand.includes('skype') ? { skype } : {}),
    ...(byHand.includes('local') || byHand.includes('exchange') ? { local } : {}),
  };
}

/** The sides of a customer as they were collected. The files are read at every call: a load replaces them. */
export function carriedTargets(
  files: Files,
  record: CustomerRecord,
): Required<Pick<EnginePorts, 'directory' | 'local' | 'online' | 'shell' | 'skype'>> {
  const tenant = answerFinder(files, 'tenant');
  return {
    shell: carriedShell(files, 'exchange', record.exchangeServer),
    online: carriedShell(files, 'online', EXCHANGE_ONLINE),
    skype: carriedFrontEnds(files, record.skypeServer ?? 'Skype for Business Server'),
    local: carriedShell(files, 'local', record.exchangeServer),
    directory: {
      description: `${record.tenantDomain} · Microsoft Graph`,
      send: async ({ method, url }) => {
        if (method !== 'GET')
          return { kind: 'failed', error: byHand('tenant', `${method} ${url}`) };
        const found = await tenant(url);
        if (found === undefined || !('url' in found.answer))
          return { kind: 'failed', error: missing('tenant', url) };
        const { status, body, error } = found.answer;
        if (error !== null)
          return {
            kind: 'failed',
            error: appError('HX-CMD', { command: `GET ${url}` }, error.message),
          };
        const value = {
          status,
          // Checked to be JSON when it was loaded; the read's own schema judges its shape.
          body: status === 404 ? null : (JSON.parse(body) as Json),
          collected: found.collected,
        };
        return { kind: 'done', value, warnings: [] };
      },
    },
  };
}

/** Front ends by name: what one of them was asked for is answered only from what it said. */
function carriedFrontEnds(files: Files, usual: string): (computer?: string) => Shell {
  const find = answerFinder(files, 'skype');
  return (computer) =>
    carriedShell(files, 'skype', computer ?? usual, (command) => find(command, computer));
}

function carriedShell(
  files: Files,
  target: Exclude<CarryTarget, 'tenant'>,
  description: string,
  answer: (command: ResolvedCmdlet) => Promise<Found | undefined> = answerFinder(files, target),
): Shell {
  return {
    description,
    invoke: async (command) => {
      assertAllowed(command, target);
      // A test that writes something was made where its script ran, with the consent given there.
      if (isChange(command.name) && !isWritingTest(command.name))
        return { kind: 'not-sent', error: byHand(target, renderCmdlet(command)) };
      const found = await answer(command);
      if (found === undefined)
        return { kind: 'not-sent', error: missing(target, renderCmdlet(command)) };
      return shellOutcome(found.answer, target, found.collected);
    },
  };
}

interface Found {
  readonly answer: CarriedAnswer;
  readonly collected: Collected;
}

/** A side's answers by what was asked. The file is read at every call, because a load replaces it, and parsed when it changed. */
function answerFinder(
  files: Files,
  target: CarryTarget,
): (question: ResolvedCmdlet | string, computer?: string) => Promise<Found | undefined> {
  let known: { readonly bytes: Uint8Array; readonly found: ReadonlyMap<string, Found> } | undefined;
  return async (question, computer) => {
    const bytes = await files.read(answersPath(target));
    if (bytes === undefined) return undefined;
    if (known === undefined || Buffer.compare(known.bytes, bytes) !== 0)
      known = { bytes, found: byQuestion(parseAnswers(bytes, target)) };
    return known.found.get(questionKey(question, computer));
  };
}

function byQuestion({ host, answers }: CarriedAnswers): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const answer of answers) {
    const key = answerKey(answer);
    // The first answer to a question counts.
    if (!found.has(key)) found.set(key, { answer, collected: { host, at: answer.at } });
  }
  return found;
}

function shellOutcome(
  answer: CarriedAnswer,
  target: CarryTarget,
  collected: Collected,
): ShellOutcome {
  if ('url' in answer) return { kind: 'not-sent', error: missing(target, answer.url) };
  if (answer.error !== null) return { kind: 'failed', record: answer.error, collected };
  const items: unknown[] = [];
  for (const text of answer.items) {
    const read = readClixml(text);
    if (!read.ok)
      return { kind: 'not-sent', error: appError('HX-FILE', { path: 'carried' }, read.reason) };
    items.push(...read.items);
  }
  return { kind: 'done', items, warnings: [], collected };
}

function byHand(target: CarryTarget, detail: string): AppError {
  return appError('HX-CARRYHERE', { target }, detail);
}

function missing(target: CarryTarget, what: string): AppError {
  return appError('HX-CARRYMISSING', { target, what });
}

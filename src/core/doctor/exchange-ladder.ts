/** The ladder to an Exchange server: which rungs it has, what each needs, and what is tried. */
import * as v from 'valibot';
import type { ExchangeRungId, RungOutcome } from '../../shared/doctor';
import { EXCHANGE_RUNGS } from '../../shared/doctor';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import { diagnoseShellError } from '../diagnosis/shell-errors';
import type { ResolvedCmdlet } from '../model/command';
import { message } from '../model/message';
import type { Clock, RightsOutcome, SessionRight, Shell } from '../ports';
import type { Probe, RungRule } from './climb';
import {
  clockError,
  clockOffset,
  clockOutcome,
  nameOutcome,
  networkError,
  portOutcome,
} from './findings';
import type { Network } from './ports';

/** How the server of one customer is reached. */
export interface ExchangeReach {
  /** Fully qualified name. */
  readonly server: string;
  readonly way: 'remote' | 'remote-credential' | 'local' | 'practice';
  /** Where the connection goes; null for the shell of this very computer. */
  readonly endpoint: { readonly host: string; readonly port: number } | null;
  readonly network: Network;
  /** Null where the server wants a credential and nobody can be asked for one. */
  readonly shell: Shell | null;
  /** Domain controller that the customer's plans name; '' where none is chosen. */
  readonly domainController: string;
}

/** Port of `http://<server>/PowerShell/`: Kerberos encrypts what goes over it. */
export const POWERSHELL_PORT = 80;

const SECOND = 1_000;
/** A session may take a minute to open (the bridge's OpenTimeout). */
const SESSION_MS = 75 * SECOND;
const TIMES: Readonly<Record<ExchangeRungId, number>> = {
  name: 6 * SECOND,
  tcp: 6 * SECOND,
  tls: 6 * SECOND,
  authentication: SESSION_MS,
  shell: SESSION_MS,
  rights: 30 * SECOND,
  cmdlets: 6 * SECOND,
  clock: 8 * SECOND,
};
const NEEDS: Readonly<Record<ExchangeRungId, readonly ExchangeRungId[]>> = {
  name: [],
  tcp: ['name'],
  tls: ['tcp'],
  authentication: ['tcp'],
  shell: ['tcp'],
  rights: ['shell'],
  cmdlets: ['shell'],
  clock: ['tcp'],
};

/** The rungs, lowest first. */
export const EXCHANGE_RULES: readonly RungRule<ExchangeRungId>[] = EXCHANGE_RUNGS.map((id) => ({
  id,
  needs: NEEDS[id],
  deadlineMs: TIMES[id],
}));

/** What a rung means that took too long. */
export function exchangeLate(id: ExchangeRungId, reach: ExchangeReach): AppError {
  const { server, endpoint } = reach;
  const place = endpoint ?? { host: server, port: POWERSHELL_PORT };
  if (id === 'name') return networkError('name-no-answer', place, '');
  if (id === 'tcp') return networkError('no-answer', place, '');
  return appError('HX-REACH', { target: server }, `no answer in ${TIMES[id] / SECOND} s`);
}

/** Codes that mean: the server did not accept who asked. */
const REFUSED: ReadonlySet<string> = new Set(['HX-KERB', 'HX-CRED']);
/** Codes of a server that knew who asked and refused for another reason. */
const KNOWN: ReadonlySet<string> = new Set(['HX-SHELLS', 'HX-NOLANG', 'HX-SESSION']);
/** Code of a credential that nobody was there to give. */
const NOT_GIVEN: string = 'HX-NOCRED';

/** True where a credential is what is missing. */
function isUnasked(
  session: Exclude<Session, { kind: 'done' }>,
): session is { readonly kind: 'no-credential' } {
  return session.kind === 'no-credential' || session.error.code === NOT_GIVEN;
}

/** A session that was asked for: open with what it offers, or not. */
type Session = Exclude<RightsOutcome, { kind: 'not-known' }> | { readonly kind: 'no-credential' };

/** What is tried at each rung. The session is opened once and serves the rungs above it. */
export function exchangeProbes(
  reach: ExchangeReach,
  clock: Clock,
): Readonly<Record<ExchangeRungId, Probe>> {
  const { server, way, endpoint, network, shell } = reach;
  const local = endpoint === null;
  const here: RungOutcome = { state: 'not-used', note: message('doctor.note.same-computer') };
  let session: Promise<Session> | undefined;
  const open = (signal: AbortSignal): Promise<Session> => {
    session ??= rightsOf(shell, { deadlineMs: SESSION_MS, signal, requestId: 'doctor-session' });
    return session;
  };
  const offset = async (signal: AbortSignal): Promise<number | undefined> => {
    if (endpoint === null) return undefined;
    const { host, port } = endpoint;
    const answer = await network.date(`http://${host}:${port}/PowerShell/`, signal);
    return answer.ok ? clockOffset(answer.value, clock.now()) : undefined;
  };
  return {
    name: async (signal) => {
      if (endpoint === null) return here;
      if (way === 'practice') return notUsed('practice-name');
      return nameOutcome(await network.resolve(endpoint.host, signal), endpoint, DIRECT);
    },
    tcp: async (signal) =>
      endpoint === null
        ? here
        : portOutcome(await network.connect(endpoint.host, endpoint.port, signal), endpoint),
    tls: () =>
      Promise.resolve(local ? here : notUsed(way === 'practice' ? 'loopback' : 'kerberos')),
    authentication: async (signal) => {
      const opened = await open(signal);
      if (opened.kind === 'done') return passed(`authenticated-${way}`, { target: server });
      if (isUnasked(opened)) return asksPerson(server);
      const { error } = opened;
      if (REFUSED.has(error.code))
        // A clock that is off is why Kerberos refuses, more often than a wrong name.
        return failed(clockError(await offset(signal), server) ?? error);
      if (KNOWN.has(error.code)) return passed(`authenticated-${way}`, { target: server });
      return { state: 'not-tried', note: message('doctor.note.next-rung'), needsPerson: false };
    },
    shell: async (signal) => {
      const opened = await open(signal);
      if (opened.kind === 'done') return passed('shell', { shell: shell?.description ?? server });
      return isUnasked(opened) ? asksPerson(server) : failed(opened.error);
    },
    rights: async (signal) => {
      const opened = await open(signal);
      if (opened.kind !== 'done' || shell === null) return NEVER;
      return rightsRung(shell, reach.domainController, opened.rights, signal);
    },
    cmdlets: async (signal) => {
      const opened = await open(signal);
      return opened.kind === 'done' ? cmdletsRung(opened.rights) : NEVER;
    },
    clock: async (signal) => (local ? here : clockOutcome(await offset(signal), server)),
  };
}

const DIRECT = { kind: 'direct' } as const;
/** A rung above `shell` is only tried where the session opened. */
const NEVER: RungOutcome = {
  state: 'not-tried',
  note: message('doctor.note.waits', { rung: 'shell' }),
  needsPerson: false,
};

function passed(note: string, args: Readonly<Record<string, string | number>>): RungOutcome {
  return { state: 'passed', note: message(`doctor.note.${note}`, args) };
}

function notUsed(note: string): RungOutcome {
  return { state: 'not-used', note: message(`doctor.note.${note}`) };
}

function failed(error: AppError): RungOutcome {
  return { state: 'failed', error };
}

function asksPerson(target: string): RungOutcome {
  return {
    state: 'not-tried',
    note: message('doctor.note.credential', { target }),
    needsPerson: true,
  };
}

async function rightsOf(
  shell: Shell | null,
  options: {
    readonly deadlineMs: number;
    readonly signal: AbortSignal;
    readonly requestId: string;
  },
): Promise<Session> {
  if (shell === null) return { kind: 'no-credential' };
  const outcome = await shell.rights?.(options);
  return outcome === undefined || outcome.kind === 'not-known'
    ? { kind: 'not-sent', error: appError('HX-REACH', { target: shell.description }) }
    : outcome;
}

const controller = v.object({ DnsHostName: v.string() });

/** The reading commands are offered, and reads are answered by the domain controller that plans name. */
async function rightsRung(
  shell: Shell,
  pinned: string,
  rights: readonly SessionRight[],
  signal: AbortSignal,
): Promise<RungOutcome> {
  const lacking = rights.filter(({ command, found }) => command.startsWith('Get-') && !found);
  if (lacking.length > 0) return failed(missing(lacking));
  const ask = async (command: ResolvedCmdlet): Promise<readonly unknown[] | AppError> => {
    const outcome = await shell.invoke(command, {
      deadlineMs: TIMES.rights,
      signal,
      requestId: 'doctor-read',
    });
    if (outcome.kind === 'done') return outcome.items;
    return outcome.kind === 'failed' ? diagnoseShellError(outcome.record, command) : outcome.error;
  };
  const controllers = await ask({ name: 'Get-DomainController', parameters: {} });
  if (!isItems(controllers)) return failed(controllers);
  const first = v.safeParse(controller, controllers[0]);
  const chosen = pinned !== '' ? pinned : first.success ? first.output.DnsHostName : undefined;
  const servers = await ask({
    name: 'Get-ExchangeServer',
    parameters: chosen === undefined ? {} : { DomainController: chosen },
  });
  if (!isItems(servers)) return failed(servers);
  return passed('rights', { count: servers.length, controller: chosen ?? '' });
}

function isItems(value: readonly unknown[] | AppError): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Every command and parameter that this product may use is offered. */
function cmdletsRung(rights: readonly SessionRight[]): RungOutcome {
  const lacking = rights.filter(({ found, missing: names }) => !found || names.length > 0);
  return lacking.length > 0
    ? failed(missing(lacking))
    : passed('cmdlets', { count: rights.length });
}

const NAMED = 4;

/** HX-RIGHT, naming the first few commands and parameters that are not there. */
function missing(lacking: readonly SessionRight[]): AppError {
  const names = lacking.flatMap(({ command, found, missing: parameters }) =>
    found ? parameters.map((name) => `${command} -${name}`) : [command],
  );
  const shown = names.slice(0, NAMED).join(', ');
  return appError('HX-RIGHT', { name: names.length > NAMED ? `${shown}, …` : shown });
}

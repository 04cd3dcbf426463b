/** From network facts to outcomes: which fact breaks a rung, and what is said of it. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { RungOutcome } from '../../shared/doctor';
import { message } from '../model/message';
import type { NetworkAnswer, NetworkFault, Route, TlsFacts } from './ports';

/** Where a network step went. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A network step that came to nothing, as an error. */
export function networkError(fault: NetworkFault, place: Place, detail: string): AppError {
  const { host } = place;
  // As text: a port is a name, not a quantity, and gets no separators.
  const port = String(place.port);
  switch (fault) {
    case 'name-unknown':
      return appError('HX-DNS', { host, cause: 'unknown' }, detail);
    case 'name-no-answer':
      return appError('HX-DNS', { host, cause: 'silent' }, detail);
    case 'refused':
    case 'unreachable':
      return appError('HX-PORT', { host, port, cause: fault }, detail);
    case 'no-answer':
      return appError('HX-PORT', { host, port, cause: 'silent' }, detail);
    case 'closed':
      return appError('HX-TLS', { host, cause: 'closed' }, detail);
    case 'proxy-sign-in':
      return appError('HX-PROXY', { host, port, cause: 'auth' }, detail);
    case 'proxy-refused':
      return appError('HX-PROXY', { host, port, cause: 'refused' }, detail);
  }
}

/** The outcome of a step whose value only has to be there. */
function passedWith<T>(
  answer: NetworkAnswer<T>,
  place: Place,
  note: (value: T) => RungOutcome,
): RungOutcome {
  return answer.ok
    ? note(answer.value)
    : { state: 'failed', error: networkError(answer.fault, place, answer.detail) };
}

/** Addresses that a name led to; through a proxy it is the proxy's name. */
export function nameOutcome(
  answer: NetworkAnswer<readonly string[]>,
  place: Place,
  route: Route,
): RungOutcome {
  return passedWith(answer, place, (addresses) => ({
    state: 'passed',
    note: message(route.kind === 'proxy' ? 'doctor.note.name-proxy' : 'doctor.note.name', {
      host: place.host,
      addresses: addresses.slice(0, 4).join(', '),
    }),
  }));
}

/** A connection that opened. */
export function portOutcome(answer: NetworkAnswer<string>, place: Place): RungOutcome {
  return passedWith(answer, place, (address) => ({
    state: 'passed',
    note: message('doctor.note.port', { address, port: String(place.port) }),
  }));
}

/**
 * Most a clock may be off, in milliseconds. Kerberos refuses more than five minutes ("Maximum tolerance for computer
 * clock synchronization", Windows security policy); tokens of the identity platform are refused at about the same.
 */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** This computer's clock minus a server's, in milliseconds; undefined where the header is no date. */
export function clockOffset(header: string | null, now: Date): number | undefined {
  const served = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(served) ? undefined : now.getTime() - served;
}

/** HX-CLOCK where the offset is more than what is tolerated. */
export function clockError(offset: number | undefined, target: string): AppError | undefined {
  if (offset === undefined || Math.abs(offset) <= CLOCK_TOLERANCE_MS) return undefined;
  return appError('HX-CLOCK', {
    target,
    minutes: Math.round(Math.abs(offset) / 60_000),
    side: offset > 0 ? 'ahead' : 'behind',
  });
}

/** The outcome of comparing clocks. A header has whole seconds, so less than two seconds is said as none. */
export function clockOutcome(offset: number | undefined, target: string): RungOutcome {
  const error = clockError(offset, target);
  if (error !== undefined) return { state: 'failed', error };
  if (offset === undefined)
    return { state: 'not-tried', note: message('doctor.note.no-date'), needsPerson: false };
  const seconds = Math.round(Math.abs(offset) / 1_000);
  return {
    state: 'passed',
    note: message('doctor.note.clock', { target, seconds: seconds < 2 ? 0 : seconds }),
  };
}

/**
 * What a TLS server's certificates mean. Dates that seem wrong are this computer's fault when its clock is off. An
 * authority that nobody knows, before a name of Microsoft's, is a device that inspects the traffic.
 */
export function tlsError(facts: TlsFacts, host: string, now: Date): AppError | undefined {
  const { fault, chain, detail } = facts;
  if (fault === null) return undefined;
  const [own] = chain;
  const certificate = {
    host,
    issuer: chain.at(-1)?.issuer ?? '',
    from: own?.notBefore ?? '',
    until: own?.notAfter ?? '',
  };
  if (fault === 'expired' || fault === 'not-yet-valid') {
    const clock = clockError(clockOffset(facts.date, now), host);
    const cause = fault === 'expired' ? 'expired' : 'early';
    return clock ?? appError('HX-TLS', { ...certificate, cause }, detail);
  }
  if (fault === 'unknown-authority') return appError('HX-INSPECT', certificate, detail);
  const cause = fault === 'wrong-name' ? 'name' : fault === 'self-signed' ? 'self' : 'other';
  return appError('HX-TLS', { ...certificate, cause }, detail);
}

/** A certificate that is in order. */
export function tlsNote(facts: TlsFacts): RungOutcome {
  const [own] = facts.chain;
  return {
    state: 'passed',
    note: message('doctor.note.tls', {
      protocol: facts.protocol,
      issuer: own?.issuer ?? '',
      until: own?.notAfter ?? '',
    }),
  };
}

/** Finds hand-shakes in a stream of exchanges: challenge, token, retry. Memory is bounded, however long the trace. */
import type { HandShakeOutcome } from '../../shared/inspection';
import type { Exchange } from './exchange';
import { isTokenAddress, placeOf, valuesOf } from './exchange';
import { bearerChallenge, bearerToken } from './headers';
import { parsePrincipal } from './principal';
import { formOf, issuedToken } from './token-request';

/** An exchange in its place. */
export interface FoundHop {
  readonly kind: 'call' | 'token-request' | 'call-with-token';
  readonly exchange: Exchange;
}

/** One hand-shake as it was found. */
export interface FoundHandShake {
  readonly address: string;
  readonly host: string;
  readonly hops: readonly FoundHop[];
  readonly moreHops: number;
  readonly outcome: HandShakeOutcome;
  readonly calls: number;
}

/** Hand-shakes of each sort that are kept: those that went wrong must not be crowded out by the others. */
const MOST_ACCEPTED = 1_000;
const MOST_OTHERS = 2_000;
/** Hops of one hand-shake that are kept. */
const MOST_HOPS = 16;
/** Addresses that wait for a token, or were accepted last. */
const MOST_OPEN = 512;
/** Given tokens whose use is looked for. */
const MOST_GIVEN = 64;

class Building implements FoundHandShake {
  readonly hops: FoundHop[] = [];
  moreHops = 0;
  calls = 1;
  /** End of the token of the last call, by which a repetition is known. */
  tail = '';

  constructor(
    readonly address: string,
    readonly host: string,
    public outcome: HandShakeOutcome,
  ) {}

  push(hop: FoundHop): void {
    if (this.hops.length < MOST_HOPS) this.hops.push(hop);
    else this.moreHops += 1;
  }

  get last(): FoundHop | undefined {
    return this.hops.at(-1);
  }
}

/** Takes exchanges in the order of the trace. */
export class HandShakes {
  readonly counts: Record<HandShakeOutcome, number> = {
    accepted: 0,
    refused: 0,
    'no-token': 0,
    unanswered: 0,
  };
  /** Hand-shakes beyond those that are kept. */
  more = 0;
  private readonly kept = new Set<Building>();
  private keptAccepted = 0;
  private readonly waiting = new Map<string, Building>();
  private readonly accepted = new Map<string, Building>();
  private readonly given = new Map<string, FoundHop>();

  /** The hand-shakes found so far. */
  get found(): readonly FoundHandShake[] {
    return [...this.kept];
  }

  /** Looks at one exchange. */
  add(exchange: Exchange): void {
    const token = bearerToken(valuesOf(exchange.request, 'authorization')[0] ?? null);
    if (isTokenAddress(exchange.url)) this.addTokenRequest(exchange);
    else if (token !== undefined) this.addCallWithToken(exchange, token);
    else if (exchange.status === 401) this.addChallenge(exchange);
  }

  private addChallenge(exchange: Exchange): void {
    if (bearerChallenge(valuesOf(exchange.answer, 'www-authenticate')) === undefined) return;
    const { key, address, host } = addressed(exchange);
    const before = this.waiting.get(key);
    if (before?.last?.kind === 'call') {
      before.calls += 1;
      return;
    }
    const shake = this.begin(address, host, 'unanswered');
    shake.push({ kind: 'call', exchange });
    remember(this.waiting, key, shake, MOST_OPEN);
  }

  private addTokenRequest(exchange: Exchange): void {
    const hop: FoundHop = { kind: 'token-request', exchange };
    const token = issuedToken(exchange);
    if (token !== undefined) remember(this.given, tailOf(token), hop, MOST_GIVEN);
    const waiting = this.waitingFor(exchange);
    if (waiting !== undefined) {
      waiting.push(hop);
      if (isRefusal(exchange)) this.settle(waiting, 'no-token');
      return;
    }
    if (isRefusal(exchange)) this.addLonelyRequest(hop);
  }

  /** Nobody is seen to wait for it: the trace began later, or the client asks ahead. */
  private addLonelyRequest(hop: FoundHop): void {
    const { key, address, host } = addressed(hop.exchange);
    const before = this.waiting.get(key);
    if (before !== undefined && before.last?.exchange.status === hop.exchange.status) {
      before.calls += 1;
      return;
    }
    const shake = this.begin(address, host, 'no-token');
    shake.push(hop);
    remember(this.waiting, key, shake, MOST_OPEN);
  }

  private addCallWithToken(exchange: Exchange, token: string): void {
    const { key, address, host } = addressed(exchange);
    const hop: FoundHop = { kind: 'call-with-token', exchange };
    const outcome = outcomeOf(exchange.status);
    const tail = tailOf(token);
    const before = this.waiting.get(key) ?? this.accepted.get(key);
    const isSame =
      before?.tail === tail &&
      before.last?.kind === 'call-with-token' &&
      before.last.exchange.status === exchange.status;
    if (isSame) {
      before.calls += 1;
      return;
    }
    const shake = this.waiting.get(key) ?? this.begin(address, host, outcome);
    const given = shake.hops.length === 0 ? this.given.get(tail) : undefined;
    if (given !== undefined) shake.push(given);
    shake.push(hop);
    shake.tail = tail;
    this.settle(shake, outcome);
    if (outcome === 'accepted') {
      this.waiting.delete(key);
      remember(this.accepted, key, shake, MOST_OPEN);
    } else {
      this.accepted.delete(key);
      remember(this.waiting, key, shake, MOST_OPEN);
    }
  }

  /** Who waits for this token: the one whose host it is asked for, else the one that was challenged last. */
  private waitingFor(exchange: Exchange): Building | undefined {
    const form = formOf(exchange.requestBody);
    const wanted = parsePrincipal(form.get('resource') ?? form.get('scope') ?? '').host;
    const open = [...this.waiting.values()].filter(
      ({ last }) =>
        last !== undefined && last.exchange.status === 401 && last.kind !== 'token-request',
    );
    return open.filter(({ host }) => host === wanted).at(-1) ?? open.at(-1);
  }

  private begin(address: string, host: string, outcome: HandShakeOutcome): Building {
    const shake = new Building(address, host, outcome);
    this.counts[outcome] += 1;
    const isFull =
      outcome === 'accepted'
        ? this.keptAccepted >= MOST_ACCEPTED
        : this.kept.size - this.keptAccepted >= MOST_OTHERS;
    if (isFull) this.more += 1;
    else {
      this.kept.add(shake);
      if (outcome === 'accepted') this.keptAccepted += 1;
    }
    return shake;
  }

  private settle(shake: Building, outcome: HandShakeOutcome): void {
    const before = shake.outcome;
    if (before === outcome) return;
    this.counts[before] -= 1;
    this.counts[outcome] += 1;
    shake.outcome = outcome;
    if (!this.kept.has(shake)) return;
    if (before === 'accepted') this.keptAccepted -= 1;
    if (outcome !== 'accepted') return;
    if (this.keptAccepted < MOST_ACCEPTED) {
      this.keptAccepted += 1;
      return;
    }
    this.kept.delete(shake);
    this.more += 1;
  }
}

/** An answer whose body is not there or cannot be read may have held a token. */
function isRefusal({ status }: Exchange): boolean {
  return status === null || status === 0 || status >= 400;
}

/** Other refusals than these two come behind the check of the token. */
function outcomeOf(status: number | null): HandShakeOutcome {
  if (status === null || status === 0) return 'unanswered';
  return status === 401 || status === 403 || status >= 500 ? 'refused' : 'accepted';
}

function addressed({ method, url }: Exchange) {
  const { host, path } = placeOf(url);
  const address = `${host}${path}`;
  return { key: `${method === 'HEAD' ? 'GET' : method} ${address.toLowerCase()}`, address, host };
}

/** The end of a token tells it from others. */
function tailOf(token: string): string {
  return `${String(token.length)} ${token.slice(-43)}`;
}

/** Puts an entry at the end of a map that never grows beyond `most`. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

/**
 * One inspection: takes exchanges and texts as they are read, then says what was found, and says it again compared with
 * somebody else. It holds tokens until it is dropped, and gives none of them out.
 */
import { diagnose, textSource } from '../diagnosis/diagnose';
import type {
  HandShake,
  HandShakeCause,
  InspectedKind,
  Inspection,
  TokenView,
} from '../../shared/inspection';
import { message } from '../model/message';
import { causeOf } from './cause';
import type { Exchange } from './exchange';
import { FitOfTokens } from './fit';
import { HandShakes } from './hand-shakes';
import type { FoundHandShake } from './hand-shakes';
import type { LadderContext } from './ladder';
import { hopToken, ladderOf, rowOf, sentToken, serverWords } from './ladder';
import type { Sides } from './ports';
import { shownValue } from './redaction';
import type { ParsedToken, TokenFault } from './token';
import { parseToken } from './token';
import { tokenView } from './token-view';

/** What an inspection is made with. */
export interface InspectorOptions extends LadderContext, Sides {
  /** Takes secrets out of what the diagnosis shows. */
  readonly redact: (text: string) => string;
  /** Lets others work: called between parts of long work. */
  readonly pause: () => Promise<void>;
}

/** What reading a source left to say. */
export interface ReadEnd {
  readonly kind: InspectedKind;
  readonly bytes: number;
  readonly damaged: boolean;
  readonly limited: boolean;
}

/** Tokens outside of exchanges that are shown. */
const MOST_TOKENS = 100;
/** Hand-shakes judged between two pauses. */
const BATCH = 25;

/** What was read, before anything of it is judged. */
class Collected {
  readonly shakes = new HandShakes();
  readonly tokens = new Map<string, ParsedToken>();
  exchanges = 0;
  moreTokens = 0;
  fault: { readonly fault: TokenFault; readonly dots: number } | null = null;
  end: ReadEnd | null = null;
}

/** Collects, then answers. */
export class Inspector {
  private found: readonly FoundHandShake[] = [];
  private causes: readonly (HandShakeCause | null)[] = [];

  constructor(
    private readonly options: InspectorOptions,
    private readonly collected = new Collected(),
  ) {}

  /** Takes one exchange of a trace. */
  exchange(exchange: Exchange): void {
    this.collected.exchanges += 1;
    this.collected.shakes.add(exchange);
  }

  /** Takes what may be a token outside of an exchange. */
  token(text: string): void {
    const { collected } = this;
    if (collected.tokens.has(text)) return;
    const parsed = parseToken(text);
    if (!parsed.ok) {
      collected.fault ??= { fault: parsed.fault, dots: parsed.dots };
      return;
    }
    if (collected.tokens.size >= MOST_TOKENS) {
      collected.moreTokens += 1;
      return;
    }
    collected.tokens.set(text, parsed.token);
  }

  /** What was found. Call it once, at the end. */
  async end(end: ReadEnd): Promise<Inspection> {
    const { shakes, exchanges, moreTokens } = this.collected;
    this.collected.end = end;
    this.found = shakes.found;
    const fit = new FitOfTokens(this.options, this.options.crypto);
    const tokens = await this.judgedTokens(fit);
    this.causes = await this.judged(fit);
    return {
      ...end,
      exchanges,
      rows: this.found.map((shake, index) => rowOf(index, shake, this.causes[index] ?? null)),
      moreRows: shakes.more,
      counts: { ...shakes.counts },
      tokens,
      moreTokens,
      malformed: this.malformed,
      compared: this.compared(fit),
    };
  }

  /** The same, compared with somebody else; this inspection stays as it is. Nothing is read again. */
  async comparedWith(
    sides: Sides,
  ): Promise<{ readonly inspection: Inspection; readonly inspector: Inspector }> {
    const { end } = this.collected;
    if (end === null) throw new Error('nothing is compared before everything was read');
    const { known, open } = sides;
    const inspector = new Inspector({ ...this.options, known, open }, this.collected);
    return { inspection: await inspector.end(end), inspector };
  }

  private get malformed(): Inspection['malformed'] {
    const { fault, tokens } = this.collected;
    const nothing = tokens.size === 0 && this.found.length === 0;
    return fault === null || !nothing
      ? null
      : message(`inspection.malformed.${fault.fault}`, { dots: fault.dots });
  }

  private compared(fit: FitOfTokens): Inspection['compared'] {
    const { known } = this.options;
    return {
      customer: known.customer === null ? null : shownValue(known.customer),
      certificates: known.certificates.length,
      fit: fit.result,
    };
  }

  private async judgedTokens(fit: FitOfTokens): Promise<readonly TokenView[]> {
    const { known, now, crypto, pause } = this.options;
    const views: TokenView[] = [];
    for (const [text, token] of this.collected.tokens) {
      if (views.length % BATCH === BATCH - 1) await pause();
      fit.add(text);
      views.push(tokenView(token, { known, at: now, calledHost: null, skew: null }, crypto));
    }
    return views;
  }

  private async judged(fit: FitOfTokens): Promise<readonly (HandShakeCause | null)[]> {
    const causes: (HandShakeCause | null)[] = [];
    for (const [index, shake] of this.found.entries()) {
      if (index % BATCH === BATCH - 1) await this.options.pause();
      const last = shake.hops.at(-1);
      const sent = last === undefined ? undefined : sentToken(last);
      if (sent !== undefined) fit.add(sent);
      const isRefused = shake.outcome === 'refused' && last !== undefined;
      causes.push(causeOf(shake, isRefused ? hopToken(last, this.options) : null));
    }
    return causes;
  }

  /** One hand-shake whole; undefined where there is none of that number. */
  async handShake(index: number): Promise<HandShake | undefined> {
    const shake = this.found[index];
    if (shake === undefined) return undefined;
    const cause = this.causes[index] ?? null;
    const id = cause === null ? 'none' : cause;
    return {
      ...rowOf(index, shake, cause),
      ladder: ladderOf(shake, this.options),
      moreHops: shake.moreHops,
      what: message(`inspection.cause.${id}.what`),
      remedy: cause === null ? null : message(`inspection.cause.${cause}.do`),
      diagnosed: await this.diagnosed(shake),
    };
  }

  private async diagnosed(shake: FoundHandShake): Promise<HandShake['diagnosed']> {
    const words = serverWords(shake);
    if (words === '') return [];
    const { entries } = await diagnose(textSource(words), { redact: this.options.redact });
    return entries
      .filter(({ kind }) => kind === 'problem' || kind === 'notice')
      .map(({ id, title }) => ({ id, title }));
  }
}

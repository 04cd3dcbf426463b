/**
 * One inspection: takes exchanges and texts as they are read, then says what was found. It holds tokens until it is
 * dropped, and gives none of them out.
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
import { HandShakes } from './hand-shakes';
import type { FoundHandShake } from './hand-shakes';
import type { LadderContext } from './ladder';
import { hopToken, ladderOf, rowOf, serverWords } from './ladder';
import { shownValue } from './redaction';
import type { TokenFault } from './token';
import { parseToken } from './token';
import { tokenView } from './token-view';

/** What an inspection is made with. */
export interface InspectorOptions extends LadderContext {
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

/** Collects, then answers. */
export class Inspector {
  private readonly shakes = new HandShakes();
  private readonly tokens = new Map<string, TokenView>();
  private found: readonly FoundHandShake[] = [];
  private causes: readonly (HandShakeCause | null)[] = [];
  private exchanges = 0;
  private moreTokens = 0;
  private fault: { readonly fault: TokenFault; readonly dots: number } | null = null;

  constructor(private readonly options: InspectorOptions) {}

  /** Takes one exchange of a trace. */
  exchange(exchange: Exchange): void {
    this.exchanges += 1;
    this.shakes.add(exchange);
  }

  /** Takes what may be a token outside of an exchange. */
  token(text: string): void {
    if (this.tokens.has(text)) return;
    const parsed = parseToken(text);
    if (!parsed.ok) {
      this.fault ??= { fault: parsed.fault, dots: parsed.dots };
      return;
    }
    if (this.tokens.size >= MOST_TOKENS) {
      this.moreTokens += 1;
      return;
    }
    const { known, now, crypto } = this.options;
    const context = { known, at: now, calledHost: null };
    this.tokens.set(text, tokenView(parsed.token, context, crypto));
  }

  /** What was found. Call it once, at the end. */
  async end(end: ReadEnd): Promise<Inspection> {
    this.found = this.shakes.found;
    this.causes = await this.judged();
    const { known } = this.options;
    const tokens = [...this.tokens.values()];
    const nothing = tokens.length === 0 && this.found.length === 0;
    return {
      ...end,
      exchanges: this.exchanges,
      rows: this.found.map((shake, index) => rowOf(index, shake, this.causes[index] ?? null)),
      moreRows: this.shakes.more,
      counts: { ...this.shakes.counts },
      tokens,
      moreTokens: this.moreTokens,
      malformed:
        this.fault === null || !nothing
          ? null
          : message(`inspection.malformed.${this.fault.fault}`, { dots: this.fault.dots }),
      compared: {
        customer: known.customer === null ? null : shownValue(known.customer),
        certificates: known.certificates.length,
      },
    };
  }

  private async judged(): Promise<readonly (HandShakeCause | null)[]> {
    const causes: (HandShakeCause | null)[] = [];
    for (const [index, shake] of this.found.entries()) {
      if (index % BATCH === BATCH - 1) await this.options.pause();
      const last = shake.hops.at(-1);
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

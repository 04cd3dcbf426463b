/** Whose tokens look to be: how much of them fits one customer, and how much another. Judges nothing else. */
import type { TokensFit } from '../../shared/inspection';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Known, Sides, TokenCrypto } from './ports';
import { parsePrincipal } from './principal';
import { shownValue } from './redaction';
import type { ParsedToken } from './token';
import { parseToken, textClaim } from './token';
import { namedCertificate } from './token-key';
import { realmVerdict } from './token-rows';

/** Claims whose realm says whose a token is. */
const NAMED = ['iss', 'aud', 'nameid', 'appid'] as const;

/** Takes the tokens that are found, each once, and says whose they look. */
export class FitOfTokens {
  private readonly seen = new Set<string>();
  private fitsChosen = false;
  private fitsOpen = false;
  private fitsAny = false;
  private contradicts = false;

  constructor(
    private readonly sides: Sides,
    private readonly crypto: TokenCrypto,
  ) {}

  /** Takes a token as it stands there; what is none says nothing. */
  add(text: string): void {
    const { known, open } = this.sides;
    if (known.customer === null || this.seen.has(text)) return;
    this.seen.add(text);
    const parsed = parseToken(text);
    if (!parsed.ok) return;
    const chosen = signsOf(parsed.token, known, this.crypto);
    const other = open === null ? 0 : signsOf(parsed.token, open, this.crypto);
    this.fitsChosen ||= chosen > 0 && chosen > other;
    this.fitsOpen ||= other > 0 && other > chosen;
    this.fitsAny ||= chosen > 0 || other > 0;
    this.contradicts ||= chosen < 0;
  }

  /** What is to be said; null where nothing speaks for another customer. */
  get result(): { readonly id: TokensFit; readonly text: MessageRef } | null {
    const id = this.id;
    const { known, open } = this.sides;
    return id === null
      ? null
      : {
          id,
          text: message(`inspection.fit.${id}`, {
            customer: shownValue(known.customer ?? '—'),
            open: shownValue(open?.customer ?? '—'),
          }),
        };
  }

  private get id(): TokensFit | null {
    if (!this.fitsAny) return this.contradicts ? 'neither' : null;
    if (this.sides.open === null) return null;
    if (this.fitsChosen) return this.fitsOpen ? 'both' : 'chosen';
    return this.fitsOpen ? 'open' : null;
  }
}

/** Signs that a token is a customer's, less those that it is not. Tokens inside it count, too. */
function signsOf(token: ParsedToken, known: Known, crypto: TokenCrypto): number {
  const { claims, actor } = token;
  const tenant = textClaim(claims, 'tid').toLowerCase();
  const realms = new Set([
    ...NAMED.map((name) => parsePrincipal(textClaim(claims, name)).realm),
    tenant === '' ? null : tenant,
  ]);
  const { host } = parsePrincipal(textClaim(claims, 'aud'));
  const verdicts = [...realms].map((realm) => realmVerdict(realm, known));
  return (
    verdicts.filter((item) => item === 'matches').length -
    verdicts.filter((item) => item === 'differs').length +
    (host !== null && known.hosts.includes(host) ? 1 : 0) +
    (namedCertificate(token, known, crypto) === undefined ? 0 : 1) +
    (actor === null ? 0 : signsOf(actor, known, crypto))
  );
}

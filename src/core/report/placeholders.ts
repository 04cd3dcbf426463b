/**
 * Values of one customer, replaced by placeholders that stay the same throughout a report, its script and its
 * calendar: `server 1`, `certificate A`. They are literals like the values they stand for: the same in every language.
 */
import { APPLICATIONS } from '../../shared/applications';
import type { ReportLevel } from '../../shared/report';

/** What a placeholder stands for. */
export type ValueKind =
  | 'server'
  | 'certificate'
  | 'id'
  | 'network address'
  | 'domain'
  | 'address'
  | 'account'
  | 'object'
  | 'person'
  | 'organisation';

/** Below this length a name would be found inside harmless words. */
const SHORTEST = 3;
const KNOWN_IDS: ReadonlySet<string> = new Set(Object.values(APPLICATIONS));
const KNOWN_ADDRESSES: ReadonlySet<string> = new Set(['127.0.0.1', '0.0.0.0', '255.255.255.255']);
/** Services and documents that every installation talks of: their names tell nothing of a customer. */
const PUBLIC_HOSTS =
  /(?:^|\.)(?:microsoft(?:online)?\.(?:com|us|cn)|microsoftonline-p\.com|windows\.net|office(?:365)?\.(?:com|us)|office365\.us|outlook\.(?:com|cn)|partner\.outlook\.cn|chinacloudapi\.cn|accesscontrol\.windows\.net|github\.com|sovcloud(?:-identity)?\.(?:fr|de))$/i;
/** Ends of names that are files and not computers. */
const FILE_ENDS =
  /\.(?:svc|asmx|xml|json|ps1|psm1|psd1|cer|crt|pem|txt|log|html|ics|pdf|dll|exe|csv)$/i;

const ADDRESS = /[A-Za-z0-9!#$%&*+/=?^_`{|}~.-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})/g;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const THUMBPRINT = /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/gi;
/** Long runs of base64: certificates and other bytes. */
const BYTES = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}={0,2}/g;
const IPV4 = /\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b(?!\.\d)/g;
const IPV6 =
  /(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gi;
/** A variable's member, such as `$key.value`, is no name. */
const HOST =
  /(?<![\w.$)\]}-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[a-z]{2,24}|[A-Z]{3,24})(?![\w-]|\.\w)/g;
/** `CONTOSO\ada`. */
const LOGON = /(?<![\w\\/:.-])[A-Z][A-Z0-9-]{1,14}\\{1,2}[\w.$-]+/g;
/** `contoso.lab/Users/Ada`. */
const CANONICAL = /(?<![\w/.-])((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})(\/[^'"\n,;<>]+)/g;
const DISTINGUISHED = /\b(?:CN|OU|DC|O)=[^,;"'<>\n]+(?:, ?(?:CN|OU|DC|O|L|ST|C)=[^,;"'<>\n]+)*/gi;
/** Subjects that every Exchange organisation has. */
const USUAL_SUBJECT = /^CN=Microsoft Exchange(?: Server Auth Certificate)?$/i;
const SERVER_NAME = /\bCN=([^,;"'<>\n]+),\s*CN=Servers\b/gi;
const DOMAIN_PARTS = /\bDC=[^,;"'<>\n]+(?:,\s*DC=[^,;"'<>\n]+)+/gi;
/** `EX02\EWS (Default Web Site)`. */
const DIRECTORY_ON = /(?<![\w\\/.-])([A-Za-z][A-Za-z0-9-]{1,14})\\{1,2}[^'"\\\n]+\([^)\n]*Site\)/g;

interface Learnt {
  readonly kind: ValueKind;
  readonly text: string;
}

/** The placeholders of one report. Learn everything first, then replace. */
export class ValuePlaceholders {
  private readonly domains = new Set<string>();
  private readonly learnt = new Map<string, Learnt>();
  private readonly counts = new Map<ValueKind, number>();
  private pattern: RegExp | undefined;

  constructor(private readonly level: Exclude<ReportLevel, 'full'>) {}

  /** True where names of people, organisations and accounts are hidden as well. */
  get hidesNames(): boolean {
    return this.level === 'public';
  }

  /** Takes a domain that is the organisation's own: the level says whether it is hidden, and hosts below it are known. */
  learnDomain(name: string): void {
    const domain = name.trim().toLowerCase();
    if (domain === '' || !domain.includes('.') || PUBLIC_HOSTS.test(domain)) return;
    if (!this.domains.has(domain)) this.domains.add(domain);
    if (this.level !== 'public') return;
    this.learn('domain', domain);
    // `contoso` of `contoso.com` names the customer on its own.
    const [label = ''] = domain.split('.');
    if (label.length > SHORTEST) this.learn('organisation', label);
  }

  /** Takes a server's name, long or short: both become one placeholder. */
  learnServer(name: string): void {
    const text = name.trim();
    if (text.length < SHORTEST || PUBLIC_HOSTS.test(text) || FILE_ENDS.test(text)) return;
    const [label = text] = text.split('.');
    const known = this.learnt.get(label.toLowerCase()) ?? this.learnt.get(text.toLowerCase());
    const placeholder = known?.kind === 'server' ? known.text : this.next('server');
    this.put(text, 'server', placeholder);
    // A word such as `mail` stands in harmless texts; a machine's name seldom is a word.
    if (label.length >= SHORTEST && /[0-9-]/.test(label)) this.put(label, 'server', placeholder);
  }

  /** Takes any other value. */
  learn(kind: ValueKind, value: string): void {
    const text = value.trim();
    if (text.length >= SHORTEST) this.placeholder(kind, text);
  }

  /** Takes what a text shows of domains and servers, so that their short forms are found in other texts. */
  learnFrom(text: string): void {
    for (const [, domain = ''] of text.matchAll(ADDRESS)) this.learnDomain(domain);
    for (const [parts] of text.matchAll(DOMAIN_PARTS))
      this.learnDomain(parts.replace(/\s*DC=/gi, '').replaceAll(',', '.'));
    for (const [, domain = ''] of text.matchAll(CANONICAL))
      if (text.includes(`${domain}/`) && !text.includes('//')) this.learnDomain(domain);
    for (const [, server = ''] of text.matchAll(SERVER_NAME)) this.learnServer(server);
    for (const [, server = ''] of text.matchAll(DIRECTORY_ON)) this.learnServer(server);
    for (const [host] of text.matchAll(HOST)) this.learnHost(host);
  }

  private learnHost(host: string): void {
    if (PUBLIC_HOSTS.test(host) || FILE_ENDS.test(host)) return;
    if (this.isDomain(host)) this.learnDomain(host);
    else this.learnServer(host);
  }

  /** A name of two parts, of a tenant, or one that was learnt. */
  private isDomain(host: string): boolean {
    const name = host.toLowerCase();
    return (
      this.domains.has(name) || name.split('.').length === 2 || name.endsWith('.onmicrosoft.com')
    );
  }

  /**
   * A text with every hidden value replaced. `shapes`: also what merely looks like a host; not for ids and programs,
   * whose own words have dots.
   */
  replace(text: string, shapes = true): string {
    const isPublic = this.level === 'public';
    const put = (kind: ValueKind) => (found: string) => this.placeholder(kind, found);
    const addressed = isPublic ? text.replace(ADDRESS, put('address')) : text;
    const named = isPublic
      ? addressed
          .replace(DISTINGUISHED, (found) =>
            USUAL_SUBJECT.test(found) ? found : this.placeholder('object', found),
          )
          .replace(CANONICAL, (found, host: string) =>
            PUBLIC_HOSTS.test(host) || !this.domains.has(host.toLowerCase())
              ? found
              : this.placeholder('object', found),
          )
      : addressed;
    const plain = this.names(this.bytes(named));
    const safe = plain
      .replace(GUID, (id) => (KNOWN_IDS.has(id.toLowerCase()) ? id : this.placeholder('id', id)))
      .replace(THUMBPRINT, put('certificate'))
      .replace(IPV4, (found) =>
        KNOWN_ADDRESSES.has(found) ? found : this.placeholder('network address', found),
      )
      .replace(IPV6, put('network address'));
    const logons = isPublic ? safe.replace(LOGON, put('account')) : safe;
    const known = logons.replace(HOST, (found) =>
      shapes || this.isBelowDomain(found) ? this.hostName(found) : found,
    );
    return known;
  }

  /** Certificates, and thumbprints as Graph writes them. */
  private bytes(text: string): string {
    return text.replace(BYTES, '(bytes)');
  }

  private isBelowDomain(host: string): boolean {
    const name = host.toLowerCase();
    return [...this.domains].some((domain) => name === domain || name.endsWith(`.${domain}`));
  }

  private hostName(found: string): string {
    if (PUBLIC_HOSTS.test(found) || FILE_ENDS.test(found)) return found;
    if (this.isDomain(found))
      return this.level === 'public' ? this.placeholder('domain', found) : found;
    return this.placeholder('server', found);
  }

  private names(text: string): string {
    this.pattern ??= patternOf([...this.learnt.keys()]);
    return text.replace(
      this.pattern,
      (found) => this.learnt.get(found.toLowerCase())?.text ?? found,
    );
  }

  private placeholder(kind: ValueKind, value: string): string {
    const known = this.learnt.get(value.toLowerCase());
    if (known !== undefined) return known.text;
    const text = this.next(kind);
    this.put(value, kind, text);
    if (kind === 'certificate') this.put(base64Of(value), kind, text);
    return text;
  }

  private put(value: string, kind: ValueKind, text: string): void {
    const key = value.toLowerCase();
    if (this.learnt.has(key)) return;
    this.learnt.set(key, { kind, text });
    this.pattern = undefined;
  }

  private next(kind: ValueKind): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind} ${kind === 'certificate' ? letters(count) : String(count)}`;
  }
}

/** Base64 of a thumbprint's bytes: how the directory's key lists name a certificate. */
function base64Of(thumbprint: string): string {
  const bytes = thumbprint.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return btoa(String.fromCharCode(...bytes));
}

/** 1 → A, 26 → Z, 27 → AA. */
function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  const letter = String.fromCharCode(65 + ((count - 1) % 26));
  return rest === 0 ? letter : letters(rest) + letter;
}

/** The longest name wins, so that `ex01.contoso.com` is not taken for `contoso.com`. */
function patternOf(names: readonly string[]): RegExp {
  if (names.length === 0) return /(?!)/g;
  const sorted = [...names].sort((left, right) => right.length - left.length);
  const words = sorted.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * Names and ids of customers, servers and people, replaced by placeholders. The same name gets the same placeholder
 * everywhere in a bundle, so that what happened can still be followed.
 */
import { APPLICATIONS } from '../../shared/applications';

/** What a placeholder stands for. */
export type NameKind =
  | 'customer'
  | 'tenant'
  | 'domain'
  | 'host'
  | 'account'
  | 'address'
  | 'user'
  | 'folder'
  | 'computer'
  | 'id'
  | 'thumbprint'
  | 'ip';

/** Below this length a name would be found inside harmless words. */
const SHORTEST = 3;

/** Services that every installation talks to: their names tell nothing of a customer. */
const PUBLIC_HOSTS =
  /(?:^|\.)(?:microsoftonline\.(?:com|us|cn)|microsoft\.(?:com|us)|windows\.net|office365?\.(?:com|us)|outlook\.(?:com|cn)|chinacloudapi\.cn|sovcloud(?:-identity)?\.(?:fr|de)|sovcloud\.(?:fr|de)|partner\.outlook\.cn)$/i;
/** Ends of names that are files of programs, not computers. */
const FILE_ENDS =
  /\.(?:ts|tsx|js|cjs|mjs|json|jsonl|log|txt|html|xml|zip|ps1|psm1|psd1|exe|dll|md|css|cmd|bat|sys|node|asar|cer|crt|pem)$/i;
const KNOWN_IDS: ReadonlySet<string> = new Set(Object.values(APPLICATIONS));
const KNOWN_ADDRESSES: ReadonlySet<string> = new Set(['127.0.0.1', '0.0.0.0', '255.255.255.255']);

const ADDRESS = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
/** `CONTOSO\ada`; in undecoded JSON with two backslashes. */
const LOGON = /(?<![\w\\/:.-])[A-Z][A-Z0-9-]{1,14}\\{1,2}[\w.$-]+/g;
/** Parts of distinguished names in Active Directory. */
const DISTINGUISHED = /\b(CN|OU|DC)=[^,;"<>\n]+/gi;
const GUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const THUMBPRINT = /\b[0-9a-f]{40}\b/gi;
const IPV4 = /\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b/g;
const IPV6 =
  /(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gi;
/** Lower-case or upper-case ends only: `System.Net.Sockets` is a type. */
const HOST =
  /(?<![\w.-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[a-z]{2,24}|[A-Z]{3,24})(?![\w-]|\.\w)/g;
const HOME = /((?:[A-Za-z]:)?[\\/]+(?:Users|home)[\\/]+)[^\\/\s"'<>|:]+/gi;
/** Frames of a stack name code and files, not computers. */
const FRAME = /^\s*at /;

/** One bundle's placeholders. */
export class Placeholders {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<NameKind, number>();
  private pattern: RegExp | undefined;

  /** Replaces this name wherever it stands from now on. Empty and very short names are left. */
  learn(kind: NameKind, name: string | undefined): void {
    const text = name?.trim() ?? '';
    if (text.length >= SHORTEST) this.placeholder(kind, text);
  }

  /** Text with every name that was learnt, and everything that looks like one, replaced. */
  replace(text: string): string {
    return text
      .split('\n')
      .map((line) => {
        // Addresses before names: the part before the sign belongs to the address, whoever's domain follows.
        const safe = line.replace(ADDRESS, (found) => this.placeholder('address', found));
        const plain = this.names(safe).replace(HOME, (_, start: string) => `${start}<user>`);
        return FRAME.test(plain) ? plain : this.shapes(plain);
      })
      .join('\n');
  }

  /** The same for every text within JSON. Values of the fields named in `literal` are words of this product and stay. */
  replaceIn(value: unknown, literal: ReadonlySet<string>): unknown {
    if (typeof value === 'string') return this.replace(value);
    if (Array.isArray(value)) return value.map((item) => this.replaceIn(item, literal));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        this.names(name),
        literal.has(name) && typeof item === 'string' ? item : this.replaceIn(item, literal),
      ]),
    );
  }

  private names(text: string): string {
    this.pattern ??= patternOf([...this.known.keys()]);
    return text.replace(this.pattern, (found) => this.known.get(found.toLowerCase()) ?? found);
  }

  private shapes(text: string): string {
    const put = (kind: NameKind) => (found: string) => this.placeholder(kind, found);
    return text
      .replace(DISTINGUISHED, '$1=<name>')
      .replace(LOGON, put('account'))
      .replace(GUID, (id) => (KNOWN_IDS.has(id.toLowerCase()) ? id : this.placeholder('id', id)))
      .replace(THUMBPRINT, put('thumbprint'))
      .replace(IPV4, (found) =>
        KNOWN_ADDRESSES.has(found) ? found : this.placeholder('ip', found),
      )
      .replace(IPV6, put('ip'))
      .replace(HOST, (found) =>
        PUBLIC_HOSTS.test(found) || FILE_ENDS.test(found) ? found : this.placeholder('host', found),
      );
  }

  private placeholder(kind: NameKind, name: string): string {
    const key = name.toLowerCase();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const made = `<${kind}-${count}>`;
    this.known.set(key, made);
    this.pattern = undefined;
    return made;
  }
}

/** Servers, domains, addresses, thumbprints and ids that a text names, small letters; public services are none of them. */
export function namesIn(text: string): readonly string[] {
  const found = [ADDRESS, GUID, THUMBPRINT, HOST].flatMap((shape) => text.match(shape) ?? []);
  return [...new Set(found.map((name) => name.toLowerCase()))].filter(
    (name) => !KNOWN_IDS.has(name) && !PUBLIC_HOSTS.test(name) && !FILE_ENDS.test(name),
  );
}

/** The longest name wins, so that `ex01.contoso.com` is not taken for `contoso.com`. */
function patternOf(names: readonly string[]): RegExp {
  if (names.length === 0) return /(?!)/g;
  const sorted = [...names].sort((left, right) => right.length - left.length);
  const words = sorted.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * Hosts that a customer's file names are reached only once a person agreed to them, in main's own dialog or on the
 * command line: a script in the page could name any, and so could a file that was imported. What was agreed to is kept
 * in a file of its own in the customer's folder, which no export takes along and no channel writes.
 */
import * as v from 'valibot';
import { httpsOrigin } from '../../shared/clouds';
import { CodedError, appError, type AppError } from '../../shared/errors';
import { connectionOf, type CustomerRecord } from '../../core/model/customer';
import type { Files } from '../../core/ports';
import { hostOf } from '../../core/reads/published';
import { plainLine } from '../../shared/plain-text';

/** The file in the customer's folder. */
export const CONFIRMED_HOSTS = 'confirmed-hosts.json';
const MOST_HOSTS = 1_000;

const confirmedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    version: v.literal(1),
    hosts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(512))), v.maxLength(MOST_HOSTS)),
  }),
);

/** What the gate needs. */
export interface HostGateOptions {
  /** The customer's file as it is now. */
  readonly record: () => Promise<CustomerRecord>;
  readonly files: Pick<Files, 'read' | 'write'>;
  /** Asks the person. Ends as a refusal when the signal says so. */
  readonly confirm: (hosts: readonly string[], signal: AbortSignal) => Promise<boolean>;
}

/**
 * The hosts that a customer's file names and that are contacted for it: its servers, a cloud with addresses of its own,
 * and servers among the inputs. Microsoft's own clouds are known, and what servers publish is held to their domains.
 */
export function namedHosts(record: CustomerRecord): readonly string[] {
  const { exchange, skype } = connectionOf(record);
  const { exchangeServer, skypeServer, inputs, tenantAccess } = record;
  const isRemote = exchange === 'remote' || exchange === 'remote-credential';
  const hosts = [
    isRemote ? exchangeServer : '',
    skype === 'carry' ? '' : (skypeServer ?? ''),
    ...cloudHosts(tenantAccess),
    exchange === 'carry' ? '' : (inputs.domainController ?? ''),
    exchange === 'carry' ? '' : hostOf(inputs.exchangeAutodiscoverUrl ?? ''),
  ];
  return normal(hosts);
}

function normal(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts.map((host) => host.trim().toLowerCase()))].filter((host) => host !== '');
}

function cloudHosts(access: CustomerRecord['tenantAccess']): readonly string[] {
  return [access?.login, access?.graph].flatMap((address) => {
    const origin = httpsOrigin(address ?? '');
    return origin === undefined ? [] : [new URL(origin).host];
  });
}

/** The gate of one open customer. */
export class HostGate {
  private answer: Promise<readonly string[]> | null = null;
  /** What came of it, once it is known. */
  private refused: readonly string[] | null = null;
  private readonly end = new AbortController();

  constructor(private readonly options: HostGateOptions) {}

  /** Nothing where the hosts may be reached, else why not. Asks at most once for one thing that a person starts. */
  async admit(signal?: AbortSignal): Promise<AppError | undefined> {
    this.answer ??= this.ask();
    const refused = this.refused ?? (await Promise.race([this.answer, cancelled(signal)]));
    return refused.length === 0
      ? undefined
      : appError('HX-NOTAGREED', { hosts: refused.map(plainLine).join(', ') });
  }

  /** As `admit`; throws. */
  async require(): Promise<void> {
    const error = await this.admit();
    if (error !== undefined) throw new CodedError(error);
  }

  /** A person named these hosts themselves, outside of any page: they are not asked about. */
  async agree(hosts: readonly string[]): Promise<void> {
    const known = await this.confirmed();
    const more = normal(hosts).filter((host) => !known.includes(host));
    if (more.length > 0) await this.keep([...known, ...more]);
  }

  /** A person started something: what is named now counts, and what was refused may be asked for again. */
  askAgain(): void {
    // A question that is open goes on: two at a time would ask the same twice.
    if (this.refused === null) return;
    this.answer = null;
    this.refused = null;
  }

  /** The customer is closed: the question goes away. */
  close(): void {
    this.end.abort();
  }

  /** The hosts that may not be reached. */
  private async ask(): Promise<readonly string[]> {
    const named = namedHosts(await this.options.record());
    const known = named.length === 0 ? [] : await this.confirmed();
    const unknown = named.filter((host) => !known.includes(host));
    const agreed = unknown.length === 0 || (await this.agreed(unknown));
    if (agreed && unknown.length > 0) await this.keep([...known, ...unknown]);
    this.refused = agreed ? [] : unknown;
    return this.refused;
  }

  private async agreed(hosts: readonly string[]): Promise<boolean> {
    if (this.end.signal.aborted) return false;
    return this.options.confirm(hosts, this.end.signal).catch(() => false);
  }

  private async confirmed(): Promise<readonly string[]> {
    const bytes = await this.options.files.read(CONFIRMED_HOSTS).catch(() => undefined);
    const parsed = v.safeParse(confirmedSchema, Buffer.from(bytes ?? []).toString('utf8'));
    return parsed.success ? parsed.output.hosts : [];
  }

  private async keep(hosts: readonly string[]): Promise<void> {
    const text = `${JSON.stringify({ version: 1, hosts: hosts.slice(-MOST_HOSTS) }, null, 2)}\n`;
    // A folder that cannot be written to costs the memory only: it is asked for again.
    await this.options.files
      .write(CONFIRMED_HOSTS, Buffer.from(text, 'utf8'))
      .catch(() => undefined);
  }
}

/** Ends when the operation does; whoever waits has no use for the answer then. */
function cancelled(signal: AbortSignal | undefined): Promise<readonly string[]> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(['']);
    signal?.addEventListener('abort', () => resolve(['']), { once: true });
  });
}

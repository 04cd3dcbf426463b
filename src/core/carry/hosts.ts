/** Servers and front ends of a customer, as far as they are known: by name a script says where it may run. */
import type { CustomerRecord } from '../model/customer';
import type { Facts } from '../model/facts';
import type { Observations } from '../model/observation';
import type { Plan } from '../model/plan';
import { readRequest } from '../reads/definition';
import { exchangeServers } from '../reads/organisation';
import { skypePools } from '../reads/skype';

/** Names in full, in small letters. The plan's own observations come first, then what was carried here. */
export class KnownHosts {
  private observed: Promise<Observations> | undefined;

  constructor(
    private readonly plan: Plan | null,
    private readonly observe: () => Promise<Observations>,
    private readonly record: Pick<CustomerRecord, 'exchangeServer' | 'skypeServer'>,
  ) {}

  /** The Exchange servers; the one of the connection where no other is known. */
  async servers(): Promise<readonly string[]> {
    const facts = await this.facts(readRequest(exchangeServers).read);
    const names = texts(facts['servers']).map((item) => (item.split(' ')[0] ?? '').toLowerCase());
    return names.length > 0 ? names : named(this.record.exchangeServer);
  }

  /** The front ends of all pools; the one of the connection where no other is known. */
  async frontEnds(): Promise<readonly string[]> {
    const facts = await this.facts(readRequest(skypePools).read);
    // The pool's own name stands first.
    const names = texts(facts['pools']).flatMap((item) => item.split(' ').slice(1));
    return names.length > 0 ? names : named(this.record.skypeServer ?? '');
  }

  private async facts(read: string): Promise<Facts> {
    const planned = this.plan?.observations.find((item) => item.request.read === read)?.facts;
    if (planned !== undefined) return planned;
    this.observed ??= this.observe();
    const all = [...(await this.observed).values()];
    const found = all.find((item) => item.status === 'read' && item.request.read === read);
    return found?.status === 'read' ? found.facts : {};
  }
}

function texts(value: Facts[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function named(host: string): readonly string[] {
  return host === '' ? [] : [host.toLowerCase()];
}

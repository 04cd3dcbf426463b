/**
 * Hosts of a customer on the command line: as in the window, nothing is sent to one before a person agreed to its name.
 * Names that are typed on the command line itself are the person's own; a file that was imported brings others.
 */
import { hostOf } from '../core/reads/published';
import { plainLine } from '../shared/plain-text';
import type { CustomerRecord } from '../core/model/customer';
import type { Files } from '../core/ports';
import { HostGate } from '../adapters/targets/host-gate';
import type { CommandLine } from './arguments';
import { askYes, canAsk } from './ask';
import type { Output } from './output';

/** The customer, and where it is remembered what was agreed to. */
export interface GatedCustomer {
  readonly record: CustomerRecord;
  readonly files: Pick<Files, 'read' | 'write'>;
}

/** A customer of which nothing is stored remembers nothing. */
export const NOT_REMEMBERED: GatedCustomer['files'] = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};

type Line = Pick<CommandLine, 'agreesToHosts' | 'inputs' | 'profile'>;

/** The gate of one customer for one command. */
export async function hostGate(
  line: Line,
  out: Output,
  { record, files }: GatedCustomer,
): Promise<HostGate> {
  const gate = new HostGate({
    record: () => Promise.resolve(record),
    files,
    confirm: (hosts) => confirmed(line, out, record.name, hosts),
  });
  await gate.agree(typedHosts(line));
  return gate;
}

/** Verbs that ask the customer's servers whatever is stored. The others meet the gate where they do. */
const ASKING: readonly CommandLine['verb'][] = [
  'read',
  'plan',
  'apply',
  'verify',
  'undo',
  'script',
  'customer',
];

/** True where the hosts are asked about before anything else. */
export function asksServers({ verb, from, look }: CommandLine): boolean {
  return ASKING.includes(verb) && from === undefined && !look;
}

/** The hosts that this command line names. */
function typedHosts({ inputs, profile }: Line): readonly string[] {
  const { exchangeServer = '', skypeServer = '' } = profile;
  const { domainController = '', exchangeAutodiscoverUrl = '' } = inputs;
  const isName = skypeServer !== 'carry' && skypeServer !== 'none';
  return [
    exchangeServer,
    isName ? skypeServer : '',
    domainController,
    hostOf(exchangeAutodiscoverUrl),
  ];
}

/** Where nobody can answer, the error names the hosts and the option. */
async function confirmed(
  { agreesToHosts }: Line,
  out: Output,
  name: string,
  hosts: readonly string[],
): Promise<boolean> {
  if (!agreesToHosts && !canAsk()) return false;
  const { t } = out.translator;
  out.note(t('cli.hosts.title', { name: plainLine(name), count: hosts.length }));
  for (const host of hosts) out.note(`  ${plainLine(host)}`);
  if (agreesToHosts) return true;
  return askYes(t('cli.hosts.ask'), t('cli.ask.yes-words').split(' '));
}

import type { LabCall, LabEdit, LabFault, LabStart } from '../shared/lab';
import type { OrganisationState } from './exchange/state';
import type { OnlineState } from './online/state';
import type { SkypeState } from './skype/state';
import type { AppRoleAssignmentState, KeyCredentialState, TenantState } from './tenant/state';

/** Everything the lab knows; one JSON document, on disk before any answer. */
export interface WorldState {
  readonly format: 3;
  seed: number;
  start: LabStart;
  /** It was built from what was read of an organisation, and `start` says nothing. */
  isCopy?: boolean;
  /** Virtual time, milliseconds since the epoch. */
  now: number;
  faults: LabFault[];
  /** Counters of faults that count down (e.g. graph-429), and of deterministic ids. */
  counters: Record<string, number>;
  /** Edits of another admin that wait for a change command; `changes` counts the ones still to come before it. */
  pendingEdits: { changes: number; readonly edit: LabEdit }[];
  organisation: OrganisationState;
  tenant: TenantState;
  online: OnlineState;
  /** Null where the organisation has no pool. */
  skype: SkypeState | null;
  /** The organisation's DNS. */
  dns: DnsRecord[];
  /** What faults took away from the tenant. */
  taken?: Taken;
}

/** Addresses of a name. */
export interface DnsRecord {
  readonly host: string;
  readonly addresses: readonly string[];
}

/** Things that are put back when the fault that took them is switched off. */
interface Taken {
  /** Where in the list the host's name stood; -1: nothing was taken. */
  readonly hostNameAt?: number;
  readonly keys?: KeyCredentialState[];
  readonly appRoleAssignments?: AppRoleAssignmentState[];
  /** A record, and where in the list it stood. */
  readonly dnsRecord?: { readonly record: DnsRecord; readonly at: number };
}

/** A call as both sides log it. */
export interface WorldCall {
  readonly side: LabCall['side'];
  /** Which of the caller's shells; absent: its first, or no shell at all. */
  readonly shellId?: string;
  /** The host that answers, where several of a side do: each works on its own. */
  readonly host?: string;
  readonly call: string;
  readonly change: boolean;
  readonly arguments: unknown;
  readonly requestId: string;
}

/**
 * The world behind both sides. Calls are answered one at a time per shell and for the tenant; every change is: log `begin`, let `run`
 * change the state, write the state, log `end`, and only then resolve. When `run` throws, the state is as before
 * and `end` says failed. `run` of a read must not change the state.
 */
export interface World {
  readonly state: WorldState;
  has(fault: LabFault): boolean;
  /** Virtual now. */
  now(): Date;
  /** A GUID that depends on seed and the order of calls only. */
  guid(): string;
  read<T>(call: WorldCall, run: () => T): Promise<T>;
  change<T>(call: WorldCall, run: () => T): Promise<T>;
  /** Takes one from a counter that a fault set; false when it is used up. The last one switches the fault off. */
  countDown(name: string): boolean;
}

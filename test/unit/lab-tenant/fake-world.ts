import type { LabFault } from '../../../src/shared/lab';
import { APPLICATIONS } from '../../../src/shared/applications';
import { startLasting } from '../../../src/lab/lasting-faults';
import type { World, WorldCall, WorldState } from '../../../src/lab/world';
import type { KeyCredentialState, TenantState } from '../../../src/lab/tenant/state';

export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT_DOMAIN = 'contoso.onmicrosoft.com';
export const ADMIN = 'ada@contoso.onmicrosoft.com';

/** How often a fault acts that counts down, as the real world sets it. */
const COUNTS: Partial<Record<LabFault, number>> = {
  'graph-429': 3,
  'graph-503': 2,
  'key-vanishes': 1,
  'session-revoked': 1,
};

/** A world in memory: the tenant, faults, a clock that a test moves, and the calls in order. */
export class FakeWorld implements World {
  state: WorldState;
  readonly calls: (WorldCall & { readonly outcome: 'done' | 'failed' })[] = [];
  #ids = 0;

  constructor(keys: readonly KeyCredentialState[] = []) {
    this.state = {
      format: 3,
      skype: null,
      dns: [],
      seed: 1,
      start: 'empty',
      now: Date.parse('2026-11-21T09:00:00Z'),
      faults: [],
      counters: {},
      pendingEdits: [],
      organisation: {} as WorldState['organisation'],
      tenant: tenant(keys),
      online: {} as WorldState['online'],
    };
  }

  /** Switches a fault on or off. */
  fault(name: LabFault, on = true): void {
    this.state.faults = this.state.faults.filter((fault) => fault !== name);
    if (on) this.state.faults.push(name);
    this.state.counters[name] = on ? (COUNTS[name] ?? 0) : 0;
    startLasting(this.state, name, on);
  }

  advance(milliseconds: number): void {
    this.state.now += milliseconds;
  }

  has(fault: LabFault): boolean {
    return this.state.faults.includes(fault);
  }

  now(): Date {
    return new Date(this.state.now);
  }

  guid(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  countDown(name: string): boolean {
    const left = this.state.counters[name] ?? 0;
    if (left <= 0) return false;
    this.state.counters[name] = left - 1;
    if (left === 1) this.state.faults = this.state.faults.filter((fault) => fault !== name);
    return true;
  }

  async read<T>(call: WorldCall, run: () => T): Promise<T> {
    await Promise.resolve();
    return this.#logged(call, run);
  }

  async change<T>(call: WorldCall, run: () => T): Promise<T> {
    await Promise.resolve();
    const before = structuredClone(this.state);
    try {
      return this.#logged(call, run);
    } catch (error) {
      this.state = before;
      throw error;
    }
  }

  #logged<T>(call: WorldCall, run: () => T): T {
    let outcome: 'done' | 'failed' = 'failed';
    try {
      const result = run();
      outcome = 'done';
      return result;
    } finally {
      this.calls.push({ ...call, outcome });
    }
  }

  /** The principal of Skype for Business Online. */
  get principal(): TenantState['servicePrincipals'][number] {
    const id = APPLICATIONS.skypeForBusinessOnline;
    return this.state.tenant.servicePrincipals.find(({ appId }) => appId === id)!;
  }
}

function tenant(keys: readonly KeyCredentialState[]): TenantState {
  return {
    id: TENANT_ID,
    displayName: 'Contoso',
    initialDomain: TENANT_DOMAIN,
    domains: [
      { id: TENANT_DOMAIN, isInitial: true, isDefault: false, isVerified: true },
      { id: 'contoso.com', isInitial: false, isDefault: true, isVerified: true },
      { id: 'new.contoso.com', isInitial: false, isDefault: false, isVerified: false },
    ],
    users: [
      {
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        userPrincipalName: ADMIN,
        displayName: 'Ada Admin',
        roleTemplateIds: ['62e90394-69f5-4237-9190-012177145e10'],
      },
      {
        id: 'aaaaaaaa-0000-4000-8000-000000000002',
        userPrincipalName: 'rita@contoso.onmicrosoft.com',
        displayName: 'Rita Reader',
        roleTemplateIds: [],
      },
    ],
    applications: [],
    appRoleAssignments: [],
    servicePrincipals: Object.values(APPLICATIONS).map((appId, index) => ({
      id: `bbbbbbbb-0000-4000-8000-00000000000${index}`,
      appId,
      displayName: `Application ${index}`,
      accountEnabled: true,
      servicePrincipalNames: [appId],
      keyCredentials: appId === APPLICATIONS.skypeForBusinessOnline ? [...keys] : [],
    })),
  };
}

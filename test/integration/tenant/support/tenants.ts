/** Tenants over the lab for tests: everything that is sent and logged is kept. */
import type { HttpRequest, HttpSend, Tenant } from '../../../../src/adapters/tenant';
import { createPracticeBrowser, createTenant } from '../../../../src/adapters/tenant';
import { TestClock, TestLog } from '../../../unit/adapters/tenant/fakes';
import { TENANT_DOMAIN, TENANT_ID } from '../../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../../unit/lab-tenant/start-lab';

export type TenantOptions = Parameters<typeof createTenant>[0];

/** A tenant and what it did. */
export interface TestTenant extends Tenant {
  readonly sent: HttpRequest[];
  /** Addresses that a browser was sent to. */
  readonly opened: URL[];
  readonly log: TestLog;
  readonly clock: TestClock;
}

/** A tenant over a lab. Its clock stands still until a test moves it. */
export function openTenant(lab: TestLab, more: Partial<TenantOptions> = {}): TestTenant {
  const sent: HttpRequest[] = [];
  const opened: URL[] = [];
  const log = new TestLog();
  const clock = new TestClock();
  const send = more.http ?? lab.http;
  const http: HttpSend = (request) => {
    sent.push(request);
    return send(request);
  };
  const browse = more.openBrowser ?? createPracticeBrowser(lab.http);
  const tenant = createTenant({
    authority: lab.authority,
    graph: lab.graph,
    clientId: lab.clientId,
    tenantId: TENANT_ID,
    tenantDomain: TENANT_DOMAIN,
    clock,
    log,
    ...more,
    http,
    openBrowser: (address) => {
      opened.push(new URL(address));
      return browse(address);
    },
  });
  return { ...tenant, sent, opened, log, clock };
}

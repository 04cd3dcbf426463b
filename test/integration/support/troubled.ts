/** A session over a lab whose tenant is reached through a network that a test disturbs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPracticeRecord } from '../../../src/adapters/practice/targets';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { systemClock } from '../../../src/adapters/system/crypto';
import type { HttpRequest, HttpResult, HttpSend, SignIn } from '../../../src/adapters/tenant';
import { createNodeHttp, createPracticeBrowser, createTenant } from '../../../src/adapters/tenant';
import { practicePorts } from '../../../src/cli/composition';
import type { Clock } from '../../../src/core/ports';
import { CustomerSession } from '../../../src/core/session';
import type { TestLab } from './practice';

/** What happens to requests instead of what would; undefined: what would. */
export type Trouble = (
  request: HttpRequest,
  send: HttpSend,
  clock: Clock,
) => Promise<HttpResult> | undefined;

/** A session in trouble. */
export interface Troubled {
  readonly folder: string;
  readonly session: CustomerSession;
  readonly signIn: SignIn;
  /** Graph requests sent so far. */
  readonly requests: readonly HttpRequest[];
  /** Tokens and codes that passed the network: none may be seen anywhere. */
  readonly secrets: ReadonlySet<string>;
  /** From now on; undefined ends it. */
  disturb(trouble: Trouble | undefined): void;
  /** A second session on the same data and tenant, as another window would have it. */
  reopen(): Promise<CustomerSession>;
  remove(): Promise<void>;
}

/** Opens one. The person at the browser is `browse`; the practice browser where absent. */
export async function openTroubled(
  lab: TestLab,
  more: {
    readonly openBrowser?: (url: string) => Promise<void>;
    readonly autoSignIn?: boolean;
    /** An application of its own, to which nobody has consented yet. */
    readonly clientId?: string;
  } = {},
): Promise<Troubled> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-troubled-'));
  const store = customerStore(folder, nodeFileSystem);
  const record = newPracticeRecord(lab.ready);
  await store.save(record);
  const { ready } = lab;
  const status = await lab.control({ op: 'status' });
  const running = { ready, status, stop: () => Promise.resolve() };
  const ports = practicePorts(folder, running, record, store);
  const real = createNodeHttp({
    hosts: [new URL(ready.authority).host, new URL(ready.graph).host],
    ca: ready.ca,
  });
  let trouble: Trouble | undefined;
  const requests: HttpRequest[] = [];
  const secrets = new Set<string>();
  const http: HttpSend = async (request) => {
    if (request.url.includes('/v1.0/')) requests.push(request);
    const result = await (trouble?.(request, real, ports.clock) ?? real(request));
    remember(request, result, secrets);
    return result;
  };
  const { directory, signIn } = createTenant({
    authority: ready.authority,
    graph: ready.graph,
    clientId: more.clientId ?? ready.clientId,
    tenantId: record.tenantId,
    tenantDomain: record.tenantDomain,
    http,
    clock: ports.clock,
    signInClock: systemClock,
    log: ports.log,
    openBrowser: more.openBrowser ?? createPracticeBrowser(real),
    ...(more.autoSignIn === false ? {} : { autoSignIn: { way: 'browser', attempts: 'any' } }),
  });
  const open = async (): Promise<CustomerSession> => {
    const session = new CustomerSession({
      record,
      store,
      productVersion: 'test',
      ports: { ...ports, directory },
    });
    await session.load();
    return session;
  };
  return {
    folder,
    session: await open(),
    signIn,
    requests,
    secrets,
    disturb: (next) => (trouble = next),
    reopen: open,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function remember(request: HttpRequest, result: HttpResult, secrets: Set<string>): void {
  const fields = new URLSearchParams(request.body ?? '');
  for (const name of ['code', 'code_verifier', 'refresh_token']) {
    const value = fields.get(name);
    if (value !== null) secrets.add(value);
  }
  if (result.kind !== 'answer' || !request.url.includes('/token')) return;
  const answer: unknown = JSON.parse(result.body);
  if (typeof answer !== 'object' || answer === null) return;
  for (const [name, value] of Object.entries(answer)) {
    if (/^(access|refresh|id)_token$/.test(name) && typeof value === 'string') secrets.add(value);
  }
}

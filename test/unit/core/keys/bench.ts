/** The real engine and Graph client over the lab's own key lists, in one process, with a network that a test disturbs. */
import { GraphDirectory } from '../../../../src/adapters/tenant/graph';
import type { HttpRequest, HttpResult } from '../../../../src/adapters/tenant';
import { Secrets } from '../../../../src/adapters/tenant/secrets';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { applyPlan } from '../../../../src/core/engine/apply';
import type { RunEnd } from '../../../../src/core/engine/apply';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import { readAll } from '../../../../src/core/engine/read-lanes';
import { TAGS } from '../../../../src/core/model/action';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { JournalEntry } from '../../../../src/core/model/journal';
import type { Observations, ReadRequest } from '../../../../src/core/model/observation';
import type { Plan } from '../../../../src/core/model/plan';
import type { CertificateInfo } from '../../../../src/core/ports';
import { badRequest, GraphError } from '../../../../src/lab/tenant/graph-error';
import { keyFromCertificate } from '../../../../src/lab/tenant/key-list';
import {
  createPrincipal,
  findPrincipal,
  updatePrincipal,
  viewPrincipal,
} from '../../../../src/lab/tenant/principals';
import { ok } from '../../../../src/shared/result';
import { certificateBase64 } from '../../lab-tenant/certificates';
import { FakeWorld, TENANT_DOMAIN, TENANT_ID } from '../../lab-tenant/fake-world';
import { journalOver } from '../engine/support';

/** A certificate of the pool. */
export interface PoolCertificate {
  readonly raw: string;
  readonly thumbprint: string;
}

function pool(first: number, count: number, from: string, to: string): PoolCertificate[] {
  return Array.from({ length: count }, (_, index) => {
    const raw = certificateBase64((first + index).toString(16).padStart(4, '0'), from, to);
    return { raw, thumbprint: nodeCrypto.certificate(raw)?.thumbprint ?? '' };
  });
}

/** The bench's world stands at 21 November 2026. */
export const VALID = pool(0x1000, 50, '2026-01-01T00:00:00Z', '2031-01-01T00:00:00Z');
export const EXPIRED = pool(0x2000, 6, '2021-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
export const OTHERS = pool(0x3000, 3, '2026-02-01T00:00:00Z', '2030-01-01T00:00:00Z');

export const RECORD: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: TENANT_ID,
  tenantDomain: TENANT_DOMAIN,
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** What happens to the nth Graph request of a run instead of its answer. */
export type Fault = 'unsent' | 'lost' | 'answer-lost' | '429' | '500' | '503' | '504' | 'timeout';
export const FAULTS: readonly Fault[] = [
  'unsent',
  'lost',
  'answer-lost',
  '429',
  '500',
  '503',
  '504',
  'timeout',
];

const parsed = new Map<string, CertificateInfo | undefined>();
/** Parsing is the slow part, and the pool is small. */
const crypto = {
  ...nodeCrypto,
  certificate: (raw: string) => {
    if (!parsed.has(raw)) parsed.set(raw, nodeCrypto.certificate(raw));
    return parsed.get(raw);
  },
};

/** One tenant with one key list under test. */
export class KeyBench {
  readonly world = new FakeWorld();
  readonly files = new Map<string, string>();
  readonly entries: JournalEntry[] = [];
  /** Requests so far: method and path. */
  readonly requests: string[] = [];
  /** Disturbs requests by their number, from 0, counted from the last `count()`. */
  fault: ((index: number) => Fault | undefined) | undefined;
  /** Another writer, before the request of this number is answered. */
  writer: ((index: number, request: HttpRequest) => void) | undefined;
  private from = 0;

  /** Begins to count requests anew. */
  count(): void {
    this.from = this.requests.length;
  }

  put(certificates: readonly PoolCertificate[]): void {
    this.world.principal.keyCredentials = certificates.flatMap(
      ({ raw }) => keyFromCertificate(raw, this.world.guid()) ?? [],
    );
  }

  add(certificate: PoolCertificate): void {
    const key = keyFromCertificate(certificate.raw, this.world.guid());
    if (key !== undefined)
      this.world.principal.keyCredentials = [...this.world.principal.keyCredentials, key];
  }

  /** Thumbprints of the list as the directory really holds it, sorted. */
  get held(): string[] {
    const keys = this.world.principal.keyCredentials;
    return keys.map((key) => crypto.certificate(key.key)?.thumbprint ?? '').sort();
  }

  get ports(): EnginePorts {
    const nothing = (): void => undefined;
    const log = { info: nothing, warn: nothing, error: nothing };
    const clock = {
      now: () => this.world.now(),
      monotonic: () => this.world.now().getTime(),
      sleep: (milliseconds: number) => {
        this.world.advance(milliseconds);
        return Promise.resolve();
      },
    };
    const silent = () => Promise.reject(new Error('Exchange is not asked'));
    return {
      shell: { description: '', invoke: silent },
      directory: new GraphDirectory({
        graph: 'https://graph.test/v1.0',
        http: (request) => Promise.resolve(this.answer(request)),
        tokens: {
          token: () => Promise.resolve(ok('token')),
          renew: () => Promise.resolve(ok('token')),
        },
        secrets: new Secrets(),
        clock,
        log,
        description: 'graph.test',
      }),
      files: {
        read: (path) => {
          const text = this.files.get(path);
          return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
        },
        write: (path, content) => {
          this.files.set(path, new TextDecoder().decode(content));
          return Promise.resolve();
        },
        remove: () => Promise.resolve(),
        list: () => Promise.resolve([...this.files.keys()].map((name) => name.split('/')[1] ?? '')),
      },
      crypto,
      clock,
      ids: { guid: () => this.world.guid() },
      log,
    };
  }

  /** Reads, as planning does. */
  read(requests: readonly ReadRequest[]): Promise<Observations> {
    return readAll(
      () => requests,
      this.ports,
      () => undefined,
    );
  }

  /** Applies a plan with every consent. */
  apply(plan: Plan): Promise<RunEnd> {
    return applyPlan({
      plan,
      run: 'run-1',
      consents: TAGS,
      productVersion: 'test',
      ports: this.ports,
      journal: journalOver(this.entries),
      control: { next: () => Promise.resolve('go') },
      onEvent: () => undefined,
    });
  }

  private answer(request: HttpRequest): HttpResult {
    const index = this.requests.length - this.from;
    this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
    this.writer?.(index, request);
    const fault = this.fault?.(index);
    const answer = (status: number, body: unknown, headers = {}): HttpResult => ({
      kind: 'answer',
      status,
      headers,
      body: body === null ? '' : JSON.stringify(body),
    });
    const silence = (reason: 'closed' | 'connect' | 'timeout', sent: boolean): HttpResult => ({
      kind: 'no-answer',
      reason,
      sent,
      detail: reason,
    });
    const refused = (status: number): HttpResult =>
      answer(status, { error: { code: 'x', message: 'x' } }, { 'retry-after': '1' });
    switch (fault) {
      case undefined:
        return this.really(request, answer);
      case 'unsent':
        return silence('connect', false);
      case 'lost':
        return silence('closed', true);
      case 'timeout':
        return silence('timeout', true);
      case 'answer-lost':
        this.really(request, answer);
        return silence('closed', true);
      default:
        return refused(Number(fault));
    }
  }

  private really(
    request: HttpRequest,
    answer: (status: number, body: unknown) => HttpResult,
  ): HttpResult {
    try {
      return this.directory(request, answer);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return answer(error.status, { error: { code: error.code, message: error.message } });
    }
  }

  private directory(
    { method, url, body }: HttpRequest,
    answer: (status: number, body: unknown) => HttpResult,
  ): HttpResult {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/organization'))
      return answer(200, {
        value: [{ id: TENANT_ID, displayName: 'Contoso', verifiedDomains: [] }],
      });
    // Reads that begin together are then asked one by one.
    if (pathname.endsWith('/$batch')) throw badRequest('no batches here');
    if (method === 'POST') {
      createPrincipal(this.world, JSON.parse(body ?? ''));
      return answer(201, {});
    }
    const [, appId = ''] = /\(appId='([\w-]+)'\)/.exec(decodeURIComponent(pathname)) ?? [];
    const principal = findPrincipal(this.world, { appId });
    if (method === 'PATCH') {
      // As Graph does: all of it or nothing.
      const before = structuredClone(principal);
      try {
        updatePrincipal(this.world, principal, JSON.parse(body ?? ''));
      } catch (error) {
        Object.assign(principal, before);
        throw error;
      }
      return answer(204, null);
    }
    const select = searchParams.get('$select')?.split(',');
    return answer(200, viewPrincipal(this.world, principal, select, true));
  }
}

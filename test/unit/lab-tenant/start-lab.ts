import { startTenant } from '../../../src/lab/tenant/server';
import type { TenantServer } from '../../../src/lab/tenant/server';
import type { HttpSend } from '../../../src/adapters/tenant';
import { createNodeHttp } from '../../../src/adapters/tenant';
import { localhostTls } from './certificates';
import { FakeWorld, TENANT_ID } from './fake-world';

const tls = localhostTls();

/** An answer of the lab, parsed. */
export interface LabAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- tests look into it
}

/** A running tenant for a test, and an HTTPS client that reaches nothing else. */
export interface TestLab extends TenantServer {
  readonly world: FakeWorld;
  readonly http: HttpSend;
  readonly ca: string;
  readonly origin: string;
  /** Sends one request, form fields or JSON. */
  send(method: Method, path: string, options?: SendOptions): Promise<LabAnswer>;
  /** Signs in with a device code, by default for Graph, and returns the token answer. */
  tokens(scope?: string): Promise<LabAnswer>;
  /** Sends a Graph request as the administrator. */
  graphRequest(method: Method, path: string, body?: unknown): Promise<LabAnswer>;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
interface SendOptions {
  readonly fields?: Record<string, string>;
  readonly json?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

const GRAPH_PERMISSIONS = [
  'User.Read',
  'Domain.Read.All',
  'Policy.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
];

/** Starts the tenant side of the lab over a world in memory. */
export async function startLab(world = new FakeWorld()): Promise<TestLab> {
  const server = await startTenant(world, tls);
  const { host, origin } = new URL(server.graph);
  const http = createNodeHttp({ hosts: [host], ca: tls.ca });
  let token: string | undefined;

  const send = async (
    method: Method,
    path: string,
    { fields, json, raw, headers }: SendOptions = {},
  ): Promise<LabAnswer> => {
    const body =
      fields === undefined ? (raw ?? jsonText(json)) : new URLSearchParams(fields).toString();
    const type = fields === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const result = await http({
      method,
      url: new URL(path, origin).href,
      headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
      timeoutMs: 5_000,
      ...(body === undefined ? {} : { body }),
    });
    if (result.kind === 'no-answer') throw new Error(`${result.reason}: ${result.detail}`);
    const isJson = result.headers['content-type']?.startsWith('application/json') ?? false;
    return {
      status: result.status,
      headers: result.headers,
      text: result.body,
      body: isJson ? JSON.parse(result.body) : undefined,
    };
  };
  const graphScope = GRAPH_PERMISSIONS.map((name) => `${origin}/${name}`).join(' ');
  const tokens = async (scope = graphScope): Promise<LabAnswer> => {
    const base = `/${TENANT_ID}`;
    const client = { client_id: 'any', scope: `${scope} openid profile offline_access` };
    const code = await send('POST', `${base}/oauth2/v2.0/devicecode`, { fields: client });
    await send('POST', `${base}/device`, { fields: { user_code: code.body.user_code } });
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    const fields = { ...client, grant_type: grant, device_code: code.body.device_code };
    return await send('POST', `${base}/oauth2/v2.0/token`, { fields });
  };
  return {
    ...server,
    world,
    origin,
    http,
    ca: tls.ca,
    send,
    tokens,
    graphRequest: async (method, path, json) => {
      token ??= String((await tokens()).body.access_token);
      const headers = { authorization: `Bearer ${token}` };
      return await send(method, `/v1.0${path}`, { headers, json });
    },
  };
}

function jsonText(json: unknown): string | undefined {
  return json === undefined ? undefined : JSON.stringify(json);
}

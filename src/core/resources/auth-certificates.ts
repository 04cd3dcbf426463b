import type { CertificateInfo } from '../ports';
import { authConfig, certificates, exchangeServers } from '../reads/organisation';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import type { PlanContext } from './context';
import { look, valueOf } from './context';

/** The auth certificates that the organisation uses or will use. */
export interface AuthCertificate {
  readonly role: 'current' | 'next';
  readonly thumbprint: string;
  /** Fully qualified names of servers that have it, and of those whose list was read without it. */
  readonly servers: readonly string[];
  readonly missingOn: readonly string[];
  /** Undefined when no server gave a readable one. */
  readonly certificate: CertificateInfo | undefined;
}

/** Reads of certificates: configuration, servers, then each server's list. */
export function certificateReads(context: PlanContext): ReadRequest[] {
  const requests = [readRequest(authConfig), readRequest(exchangeServers)];
  for (const server of valueOf(look(context, exchangeServers)) ?? []) {
    requests.push(readRequest(certificates, { server: server.Fqdn }));
  }
  return requests;
}

const THUMBPRINT = /^[0-9A-F]{40}$/;

/**
 * Current and next auth certificate with the servers that hold them, matched by equal thumbprint only. An empty or
 * malformed thumbprint names nothing: `-match ''` of the article matches every certificate.
 * Undefined when the configuration was not read.
 */
export function authCertificates(context: PlanContext): readonly AuthCertificate[] | undefined {
  const config = look(context, authConfig);
  const servers = look(context, exchangeServers);
  if (config.status !== 'read' || servers.status !== 'read') return undefined;
  const wanted = [
    {
      role: 'current' as const,
      thumbprint: config.value?.CurrentCertificateThumbprint.toUpperCase() ?? '',
    },
    {
      role: 'next' as const,
      thumbprint: config.value?.NextCertificateThumbprint.toUpperCase() ?? '',
    },
  ].filter((item) => THUMBPRINT.test(item.thumbprint));
  return wanted.map((item) => {
    const lists = servers.value.map((server) => ({
      server: server.Fqdn,
      list: valueOf(look(context, certificates, { server: server.Fqdn })),
    }));
    const read = lists.filter((entry) => entry.list !== undefined);
    const holds = read.filter((entry) =>
      entry.list?.certificates.some((one) => one.thumbprint === item.thumbprint),
    );
    const first = holds[0]?.list?.certificates.find((one) => one.thumbprint === item.thumbprint);
    return {
      ...item,
      servers: holds.map((entry) => entry.server),
      missingOn: read.filter((entry) => !holds.includes(entry)).map((entry) => entry.server),
      certificate: first,
    };
  });
}

/** Name of the exported file. */
export function certificateFileName(thumbprint: string): string {
  return `exports/ExchangeAuth-${thumbprint}.cer`;
}

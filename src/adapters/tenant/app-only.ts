import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import type { Clock, Directory, Log } from '../../core/ports';
import { allowedOnly } from './allowed';
import type { AppCertificate } from './app-certificate';
import { loadAppCertificate } from './app-certificate';
import { describeGraph } from './clouds';
import { GraphDirectory } from './graph';
import type { HttpSend } from './http';
import type { NetworkTrace } from './msal-network';
import { withAllPages } from './paging';
import { Secrets } from './secrets';
import { mapSignInError, signInFailure } from './sign-in-errors';
import type { TokenSource } from './sign-in-state';
import { tenantClaim } from './token-claims';

/** What a sign-in without a person is made of. */
export interface AppOnlyOptions {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  /** `https://HOST/v1.0`. */
  readonly graph: string;
  /** The customer's own application, with the application permissions of APPLICATION_READ_ROLES. */
  readonly clientId: string;
  readonly tenantId: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly http: HttpSend;
  readonly clock: Clock;
  readonly log: Log;
}

/** A token is renewed this long before its end. */
const RENEW_BEFORE_MS = 4 * 60_000;

/**
 * The directory as an application sees it, for scheduled checks: it reads, and refuses every change unsent
 * (HX-APPONLY), whatever permissions the application was given.
 */
export function appOnlyDirectory(options: AppOnlyOptions): Directory {
  const { clock, graph, http, log } = options;
  const secrets = new Secrets();
  const tokens = new AppTokens(options, secrets);
  const description = describeGraph(graph);
  const directory = new GraphDirectory({ graph, http, tokens, secrets, clock, log, description });
  const reading = allowedOnly(withAllPages(directory, graph), () => Promise.resolve(ok(null)));
  const refusal = appError('HX-APPONLY');
  return {
    description,
    send: async (request, callOptions) => {
      if (request.method === 'GET') return await reading.send(request, callOptions);
      const error = { ...refusal, correlationId: callOptions.requestId };
      return { kind: 'failed', error };
    },
    prepare: () => Promise.resolve(fail(refusal)),
  };
}

/** Tokens of an application that proves itself with a certificate. Files and MSAL are loaded at the first use. */
class AppTokens implements TokenSource {
  readonly #options: AppOnlyOptions;
  readonly #secrets: Secrets;
  readonly #trace: NetworkTrace = {};
  #application: Promise<Result<ConfidentialClientApplication>> | undefined;
  #token: { readonly accessToken: string; readonly expiresAt: number } | undefined;
  #asking: Promise<Result<string>> | undefined;

  constructor(options: AppOnlyOptions, secrets: Secrets) {
    this.#options = options;
    this.#secrets = secrets;
  }

  async token(): Promise<Result<string>> {
    const current = this.#token;
    if (current !== undefined && current.expiresAt - Date.now() > RENEW_BEFORE_MS) {
      return ok(current.accessToken);
    }
    return await this.#askOnce(false);
  }

  async renew(rejected: string, claims?: string): Promise<Result<string>> {
    const current = this.#token;
    if (current !== undefined && current.accessToken !== rejected) return ok(current.accessToken);
    return await this.#askOnce(true, claims);
  }

  /** Parallel requests share one question. */
  #askOnce(force: boolean, claims?: string): Promise<Result<string>> {
    this.#asking ??= this.#ask(force, claims).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(force: boolean, claims: string | undefined): Promise<Result<string>> {
    const { graph, log } = this.#options;
    delete this.#trace.failure;
    delete this.#trace.oauth;
    const application = await (this.#application ??= this.#load());
    if (!application.ok) return application;
    try {
      const issued = await application.value.acquireTokenByClientCredential({
        scopes: [`${new URL(graph).origin}/.default`],
        skipCache: force,
        ...(claims === undefined ? {} : { claims }),
      });
      return this.#accept(issued);
    } catch (error) {
      this.#token = undefined;
      const mapped = mapSignInError(error, this.#trace, this.#secrets);
      log.warn('sign-in.failed', { way: 'certificate', code: mapped.code });
      return fail(mapped);
    }
  }

  /** Takes a token only when it is the customer's tenant's. */
  #accept(issued: AuthenticationResult | null): Result<string> {
    const { tenantId, clientId } = this.#options;
    if (issued === null) return fail(signInFailure('other'));
    this.#secrets.add(issued.accessToken);
    const found = tenantClaim(issued.accessToken) ?? issued.tenantId;
    if (found.toLowerCase() !== tenantId.toLowerCase()) {
      const args = { found, expected: tenantId, foundId: found, expectedId: tenantId };
      return fail(appError('HX-TEN', args));
    }
    const expiresAt = issued.expiresOn?.getTime() ?? 0;
    this.#token = { accessToken: issued.accessToken, expiresAt };
    this.#options.log.info('sign-in.end', { way: 'certificate', application: clientId });
    return ok(issued.accessToken);
  }

  async #load(): Promise<Result<ConfidentialClientApplication>> {
    const certificate = await loadAppCertificate(this.#options);
    if (!certificate.ok) return certificate;
    this.#remember(certificate.value);
    const { createConfidentialApplication } = await import('./msal-application');
    const settings = { ...this.#options, secrets: this.#secrets, certificate: certificate.value };
    return ok(createConfidentialApplication(settings, this.#trace));
  }

  /** Each line of the key is a secret: a text that quoted it would quote lines. */
  #remember({ privateKey }: AppCertificate): void {
    for (const line of privateKey.split('\n')) this.#secrets.add(line.trim());
  }
}

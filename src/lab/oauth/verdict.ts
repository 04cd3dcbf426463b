/** What a run of Test-OAuthConnectivity found, and how it tells. Head lines and trace follow published transcripts. */
import { guidOf } from '../deterministic';
import { ACS_ISSUER } from './metadata';

/** What is asked for. */
export interface OAuthCall {
  readonly service: 'EWS' | 'AutoD' | 'Generic';
  readonly targetUri: string;
  readonly reloadConfig: boolean;
  readonly useCachedToken: boolean;
}

/** What was found. A failure is a result like any other, not an error of the cmdlet. */
export interface Verdict {
  readonly result: 'Success' | 'Error';
  /** Steps, as the log of outgoing OAuth calls names them. */
  readonly trace: readonly string[];
  /** What the other side answered. */
  readonly response: string;
  readonly exception: string;
}

/** A failure: what the other side answered, if anything, and the exception. */
export function failure(trace: readonly string[], exception: string, response = ''): Verdict {
  return { result: 'Error', trace, response, exception };
}

/** The exception that the client throws when the other side refuses the token. */
export const UNAUTHORISED =
  'System.Net.WebException: The remote server returned an error: (401) Unauthorized.';
/** The exception that the client throws when the other side refuses the call. */
export const FORBIDDEN =
  'System.Net.WebException: The remote server returned an error: (403) Forbidden.';

/** A 401 with the diagnostics that say why. */
export function refused(trace: readonly string[], diagnostics: string): Verdict {
  return failure(trace, `${UNAUTHORISED} Boolean reloadConfig, ${diagnostics}`, diagnostics);
}

/** The line of a step that went well. */
export function information(step: string, text: string): string {
  return `Information:[${step}] ${text}`;
}

/** The challenge that Exchange sends to a call without a token. */
export function challenge(url: string): string {
  return information(
    'OAuthCredentials:Authenticate',
    `challenge from '${url}' received: Bearer client_id="00000002-0000-0ff1-ce00-000000000000", ` +
      `trusted_issuers="${ACS_ISSUER}@*", token_types="app_asserted_user_v1 service_asserted_app_v1", ` +
      'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize",Basic Realm=""',
  );
}

const TASKS: Readonly<Record<OAuthCall['service'], string>> = {
  EWS: 'Checking EWS API Call Under Oauth',
  // Published for Exchange Web Services only; the other two are inferred.
  AutoD: 'Checking Autodiscover API Call Under Oauth',
  Generic: 'Checking API Call Under Oauth',
};

/** Name of the task. */
export function taskOf(call: OAuthCall): string {
  return TASKS[call.service];
}

/** Milliseconds from the first day of year 1, which is where .NET counts from, to 1970. */
const YEAR_ONE_MS = 62_135_596_800_000;

/** The Detail text. `now` in milliseconds; `seed` and `sequence` make the client's request id. */
export function detailOf(
  call: OAuthCall,
  verdict: Verdict,
  { now, seed, sequence }: { now: number; seed: number; sequence: number },
): string {
  const loaded = call.reloadConfig ? now : -YEAR_ONE_MS;
  const minutes = Math.floor((now - loaded) / 60_000);
  return [
    `The configuration was last successfully loaded at ${clock(loaded)} UTC. This was ${String(minutes)} minutes ago.`,
    ...(call.useCachedToken
      ? []
      : ['The token cache is being cleared because "use cached token" was set to false.']),
    'Exchange Outbound Oauth Log:',
    `Client request ID: ${guidOf(seed, 'oauth test', sequence)}`,
    ...verdict.trace,
    'Exchange Response Details:',
    `HTTP response message: ${verdict.response}`,
    'Exception:',
    verdict.exception,
  ].join('\r\n');
}

/** Date and time in the form of the published transcript, e.g. `1/01/0001 12:00:00 a.m.`. */
function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = date.getUTCHours();
  const half = hours < 12 ? 'a.m.' : 'p.m.';
  return (
    `${String(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${String(date.getUTCFullYear()).padStart(4, '0')} ` +
    `${String(hours % 12 === 0 ? 12 : hours % 12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${half}`
  );
}

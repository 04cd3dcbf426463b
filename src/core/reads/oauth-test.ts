/**
 * Test-OAuthConnectivity in both directions. It proves that one server, as a user, gets a token and is let in with it;
 * it proves nothing about Teams or Skype for Business calling Exchange.
 */
import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, required } from './definition';

/**
 * Causes that the text of a failed test tells apart, as the messages select them. Ids and trace lines are matched, never the head lines: those are in
 * the server's language. Sources: docs/lab.md, published texts of Microsoft's free/busy series.
 */
const CAUSES: readonly (readonly [cause: string, pattern: RegExp])[] = [
  ['keyExpired', /The key used is expired/],
  ['keyMissing', /AADSTS700027|AADSTS50012|The key was not found/],
  ['applicationUnknown', /AADSTS700016|AADSTS70001\b/],
  ['hostUnknown', /AADSTS500011|AADSTS50001\b|hostname component of the audience|invalid_resource/],
  [
    'issuerUnknown',
    /None of them are configured locally|invalid_issuer|issuer of the token is unknown/,
  ],
  ['certificateGone', /Missing signing certificate|authorization certificate with thumbprint/],
  ['signature', /invalid_signature|token has an invalid signature/],
  ['user', /invalid_user|user-context in the token/],
  ['linkedAccount', /missing a linked account|no RBAC role assignments/],
  ['protocol', /S2SAppActAs|invalid_token/],
  ['blocked', /\(403\) Forbidden[\s\S]*GetRequestStream/],
  ['forbidden', /\(403\) Forbidden/],
  [
    'connection',
    /underlying connection was closed|could not be resolved|Unable to connect|timed out/,
  ],
  ['refused', /\(401\) Unauthorized/],
];

/** What a test said. */
export interface OAuthTest {
  readonly passed: boolean;
  /** One of the causes, `other`, or '' where it passed. */
  readonly cause: string;
  /** The application whose token was used, where the trace names it; else ''. Lower case. */
  readonly applicationId: string;
  /** The server's own text. */
  readonly detail: string;
}

/** A text, or an object that holds it: the management shell gives the one, Exchange Online's module the other. */
const text = v.nullish(
  v.union([
    v.string(),
    v.pipe(
      v.object({ FullId: v.string() }),
      v.transform((value) => value.FullId),
    ),
    v.pipe(
      v.object({ Value: v.string() }),
      v.transform((value) => value.Value),
    ),
  ]),
  '',
);
const testItem = v.object({ Detail: text, ResultType: text });

/** `L:<application>-AS:` is how the trace of current builds names the application that asked for the token. */
const APPLICATION = /\bL:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-AS:/i;

/**
 * What the text says. Several results mean several tasks: all have to pass. A warning passes: Microsoft's document
 * counts only an error, and names the missing mailbox address as harmless.
 */
function readOAuthTest(
  results: readonly { readonly Detail: string; readonly ResultType: string }[],
): OAuthTest {
  const failed = results.find((item) => !/^(Success|Warning)$/i.test(item.ResultType));
  const detail = (failed ?? results[0])?.Detail ?? '';
  const applicationId =
    results.flatMap((item) => APPLICATION.exec(item.Detail)?.[1]?.toLowerCase() ?? [])[0] ?? '';
  if (results.length > 0 && failed === undefined)
    return { passed: true, cause: '', applicationId, detail };
  const cause = CAUSES.find(([, pattern]) => pattern.test(detail))?.[0] ?? 'other';
  return { passed: false, cause, applicationId, detail };
}

function oauthTest(
  id: string,
  target: 'exchange' | 'online',
  direction: 'toCloud' | 'toServers',
): ReadDefinition<OAuthTest> {
  return {
    id,
    target,
    title: (args) => message(`core.read.${id}`, { address: args['targetUri'] ?? '' }),
    query: (args) => {
      const mailbox = args['mailbox'] ?? '';
      return cmdlet('Test-OAuthConnectivity', {
        Service: 'EWS',
        TargetUri: required(args, 'targetUri'),
        ...(mailbox === '' ? {} : { Mailbox: mailbox }),
        // Without it the server answers from a configuration that may be an hour old.
        ReloadConfig: true,
      });
    },
    parse: (answer) => readOAuthTest(parseItems(testItem, answer)),
    facts: (value) => ({
      passed: value.passed,
      cause: value.cause,
      applicationId: value.applicationId,
    }),
    problem: (value, args) => problemOf(value, direction, args['targetUri'] ?? ''),
  };
}

function problemOf(value: OAuthTest, direction: string, address: string): AppError | undefined {
  if (value.passed) return undefined;
  const detail = value.detail === '' ? undefined : value.detail;
  return appError('HX-TOKEN', { direction, cause: value.cause, address }, detail);
}

/** From a server to Exchange Online. */
export const testToCloud = oauthTest('oauth-test-to-cloud', 'exchange', 'toCloud');
/** From Exchange Online to the servers. */
export const testToServers = oauthTest('oauth-test-to-servers', 'online', 'toServers');

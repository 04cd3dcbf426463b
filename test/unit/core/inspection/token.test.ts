import { describe, expect, test } from 'vitest';
import { tokenCrypto } from '../../../../src/adapters/inspection/token-crypto';
import { parsePrincipal, productOf } from '../../../../src/core/inspection/principal';
import { withoutSignatures } from '../../../../src/core/inspection/redaction';
import { parseToken } from '../../../../src/core/inspection/token';
import { tokenView } from '../../../../src/core/inspection/token-view';
import type { Known } from '../../../../src/core/inspection/ports';
import { NOTHING_KNOWN } from '../../../../src/core/inspection/ports';
import type { TokenView } from '../../../../src/shared/inspection';
import {
  EXCHANGE,
  NOW,
  SERVICE,
  SKYPE,
  TENANT,
  VALID,
  actorToken,
  applicationToken,
  knownWith,
  signer,
  token,
} from '../../support/traces';

const current = signer('Microsoft Exchange Server Auth Certificate');
const ended = signer('Microsoft Exchange Server Auth Certificate', -1);
const other = signer('Somebody');

function view(
  text: string,
  known: Known = knownWith(current),
  calledHost: string | null = null,
): TokenView {
  const parsed = parseToken(text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return tokenView(parsed.token, { known, at: NOW, calledHost, skew: null }, tokenCrypto);
}

const ids = (found: TokenView): string[] => found.findings.map(({ id }) => id);
const verdict = (found: TokenView, claim: string) =>
  found.rows.find((row) => row.claim === claim)?.verdict;

describe('names of issuers and audiences', () => {
  test.each([
    [`${SKYPE}@${TENANT}`, SKYPE, null, TENANT],
    [`/${SKYPE}@${TENANT}`, SKYPE, null, TENANT],
    [`${SKYPE}/@${TENANT}`, SKYPE, null, TENANT],
    [`${EXCHANGE}/Mail.Contoso.com@contoso.com`, EXCHANGE, 'mail.contoso.com', 'contoso.com'],
    [`${SERVICE}@*`, SERVICE, null, '*'],
    [EXCHANGE.toUpperCase(), EXCHANGE, null, null],
    [`https://sts.windows.net/${TENANT}/`, null, 'sts.windows.net', TENANT],
    ['https://mail.contoso.com', null, 'mail.contoso.com', null],
    ['S-1-5-21-1', null, null, null],
  ])('%s', (text, applicationId, host, realm) => {
    expect(parsePrincipal(text)).toEqual({ applicationId, host, realm });
  });

  test('a server shares the id of its service; the realm tells them apart', () => {
    expect(productOf(parsePrincipal(`${SKYPE}@${TENANT}`))).toBe('Skype for Business Online');
    expect(productOf(parsePrincipal(`${SKYPE}@contoso.com`))).toBe('Skype for Business Server');
    expect(productOf(parsePrincipal(`${SERVICE}@${TENANT}`))).toContain('ACS');
  });
});

describe('a token', () => {
  test('of an application matches tenant, time, certificate and signature', () => {
    const found = view(applicationToken(current));
    expect(found.kind).toBe('application');
    expect(ids(found)).toEqual([]);
    for (const claim of ['iss', 'aud', 'nbf, exp', 'x5t', 'signature'])
      expect(verdict(found, claim), claim).toBe('matches');
  });

  test('with a changed claim has a wrong signature', () => {
    const [header, , signature] = applicationToken(current).split('.');
    const changed = applicationToken(null, { nameid: `${EXCHANGE}@${TENANT}` }).split('.')[1];
    expect(ids(view([header, changed, signature].join('.')))).toEqual(['signature-wrong']);
  });

  test('of a person holds the token of the application', () => {
    const found = view(actorToken(applicationToken(current)));
    expect(found.kind).toBe('actor');
    expect(ids(found)).toEqual([]);
    expect(found.actor?.kind).toBe('application');
    expect(verdict(found.actor!, 'signature')).toBe('matches');
  });

  test('is told wrong for each reason', () => {
    const at = NOW.getTime() / 1_000;
    expect(ids(view(applicationToken(current, { exp: at - 1 })))).toEqual(['expired']);
    expect(ids(view(applicationToken(current, { nbf: at + 60 })))).toEqual(['not-yet-valid']);
    expect(ids(view(applicationToken(null)))).toEqual(['unsigned']);
    const elsewhere = { aud: `${EXCHANGE}/mail.contoso.com@99999999-2222-4333-8444-555555555555` };
    expect(ids(view(applicationToken(current, elsewhere)))).toEqual(['realm-differs']);
    expect(ids(view(applicationToken(current), knownWith(current), 'ews.contoso.com'))).toEqual([
      'audience-host',
    ]);
    expect(ids(view(applicationToken(ended), knownWith(ended)))).toEqual(['certificate-ended']);
    const own = { iss: `${EXCHANGE}@contoso.com` };
    expect(ids(view(applicationToken(other, own)))).toEqual(['certificate-unknown']);
    // Keys of Microsoft's own are never among the customer's.
    expect(ids(view(applicationToken(other)))).toEqual([]);
    expect(ids(view(actorToken('broken')))).toEqual(['actor-missing']);
    expect(
      ids(view(actorToken(applicationToken(current), { iss: `${EXCHANGE}@${TENANT}` })).actor!),
    ).toEqual(['actor-issuer']);
    expect(ids(view(token({ ...VALID, iss: 'x' }, current, { alg: 'HS256' })))).toEqual([
      'algorithm',
    ]);
  });

  test('is compared with nothing where nothing is known', () => {
    const found = view(applicationToken(current), NOTHING_KNOWN);
    expect(ids(found)).toEqual([]);
    for (const claim of ['iss', 'aud', 'x5t', 'signature'])
      expect(verdict(found, claim), claim).toBe('cannot-tell');
  });

  test('is recognised by SHA-256, by kid, and by trying the known ones', () => {
    const hash = tokenCrypto.sha256(current.certificate);
    const claims = { ...VALID, iss: `${SERVICE}@${TENANT}` };
    const named = { x5t: undefined, 'x5t#S256': Buffer.from(hash, 'hex').toString('base64url') };
    expect(verdict(view(token(claims, current, named)), 'x5t#S256')).toBe('matches');
    const kid = { x5t: undefined, kid: current.certificate.thumbprint };
    expect(verdict(view(token(claims, current, kid)), 'kid')).toBe('matches');
    expect(verdict(view(token(claims, current, { x5t: undefined })), 'signature')).toBe('matches');
  });
});

describe('what is not a token', () => {
  test.each([
    ['eyJhbGciOiJub25lIn0', 'parts', 0],
    ['a.b.c.d.e', 'encrypted', 4],
    ['%%%.e30.', 'header', 2],
    ['e30.W10.', 'claims', 2],
    ['a'.repeat(100_001), 'too-long', 0],
  ])('%.20s', (text, fault, dots) => {
    expect(parseToken(text)).toEqual({ ok: false, fault, dots });
  });
});

describe('redaction', () => {
  test('takes every signature out, also those inside, and leaves a token that can be read again', () => {
    const inner = applicationToken(current);
    const outer = actorToken(inner);
    const nested = token({ ...VALID, assertion: `Bearer ${outer}` }, other);
    const signatures = [inner, nested].map((text) => text.split('.')[2]!);
    for (const text of [
      view(outer).redacted,
      withoutSignatures(`Authorization: Bearer ${nested}`),
    ]) {
      const opened = everyLayer(text);
      for (const signature of signatures) expect(opened).not.toContain(signature.slice(0, 20));
      expect(text).toContain('signature-removed');
    }
    const again = view(view(outer).redacted);
    expect(again.kind).toBe('actor');
    expect(again.actor?.rows.find((row) => row.claim === 'signature')?.verdict).toBe('cannot-tell');
  });

  test('shows no signature in any part of a view', () => {
    const inner = applicationToken(current);
    const shown = JSON.stringify(view(actorToken(inner, { note: inner })));
    expect(everyLayer(shown)).not.toContain(inner.split('.')[2]!.slice(0, 20));
  });
});

/** The text with everything that base64 in it hides. */
function everyLayer(text: string): string {
  let all = text;
  for (let layer = text, depth = 0; depth < 5; depth += 1) {
    layer = (layer.match(/[\w-]{16,}/g) ?? [])
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
      .join('\n');
    all += layer;
  }
  return all;
}

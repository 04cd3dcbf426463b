/** Tokens signed with keys that are made here: realms, certificates by either hash, tokens in tokens, clocks. */
import { describe, expect, test } from 'vitest';
import { inspectText } from '../../../../src/adapters/inspection';
import { tokenCrypto } from '../../../../src/adapters/inspection/token-crypto';
import type { Known } from '../../../../src/core/inspection/ports';
import { parseToken } from '../../../../src/core/inspection/token';
import { tokenView } from '../../../../src/core/inspection/token-view';
import type { TokenView } from '../../../../src/shared/inspection';
import type { HarCall } from '../../support/traces';
import {
  EXCHANGE,
  NOW,
  SKYPE,
  TENANT,
  VALID,
  actorToken,
  applicationToken,
  handShake,
  har,
  knownWith,
  signer,
  token,
} from '../../support/traces';

const pool = signer('Pool');
const exchange = signer('Exchange');
const onPremises = knownWith(pool, {
  domains: ['contoso.com', 'contoso.org'],
  realm: 'contoso.com',
});

function view(text: string, known: Known): TokenView {
  const parsed = parseToken(text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return tokenView(parsed.token, { known, at: NOW, calledHost: null, skew: null }, tokenCrypto);
}

const ids = ({ findings }: TokenView): string[] => findings.map(({ id }) => id);
const verdict = ({ rows }: TokenView, claim: string) =>
  rows.find((row) => row.claim === claim)?.verdict;
const x5t = (thumbprint: string): string => Buffer.from(thumbprint, 'hex').toString('base64url');

/** As Skype for Business Server signs for itself. */
const ownToken = (issuer: string, signing = pool): string =>
  token(
    { iss: issuer, aud: `${EXCHANGE}/mail.contoso.com@contoso.com`, nameid: issuer, ...VALID },
    signing,
  );

describe('the realm of Skype for Business Server', () => {
  test.each([
    [`${SKYPE}@contoso.com`],
    [`/${SKYPE}@contoso.com`],
    [`${SKYPE}/@contoso.com`],
    [`${SKYPE}/pool01.contoso.com@CONTOSO.COM`],
  ])('is the default SIP domain: %s', (issuer) => {
    const found = view(ownToken(issuer), onPremises);
    expect([verdict(found, 'iss'), verdict(found, 'nameid')]).toEqual(['matches', 'matches']);
    expect(ids(found)).toEqual([]);
    const { meaning } = found.rows.find(({ claim }) => claim === 'iss')!;
    expect(meaning.args).toEqual({ product: 'Skype for Business Server', realm: 'contoso.com' });
  });

  test('is none of the other domains, though they are the customer’s', () => {
    const found = view(ownToken(`${SKYPE}@contoso.org`), onPremises);
    expect(verdict(found, 'iss')).toBe('differs');
    expect(found.findings).toMatchObject([
      { id: 'realm-not-own', what: { args: { realm: 'contoso.org', expected: 'contoso.com' } } },
    ]);
    // Before anybody looked at the pool, each of them may be it.
    expect(
      verdict(view(ownToken(`${SKYPE}@contoso.org`), { ...onPremises, realm: null }), 'iss'),
    ).toBe('matches');
    expect(
      verdict(view(ownToken(`${SKYPE}@else.where`), { ...onPremises, realm: null }), 'iss'),
    ).toBe('cannot-tell');
  });

  test('says nothing of Exchange Server’s realm, nor of a tenant’s', () => {
    expect(verdict(view(ownToken(`${EXCHANGE}@contoso.org`), onPremises), 'iss')).toBe('matches');
    expect(verdict(view(ownToken(`${SKYPE}@${TENANT}`), onPremises), 'iss')).toBe('matches');
    expect(
      ids(view(ownToken(`${SKYPE}@aaaaaaaa-2222-4333-8444-555555555555`), onPremises)),
    ).toEqual(['realm-differs']);
  });

  test('makes a refusal likely where it is another one', async () => {
    const issuer = `${SKYPE}@contoso.org`;
    const trace = har(handShake(ownToken(issuer), { status: 401 }));
    const { inspection } = await inspectText(trace, { known: onPremises, now: NOW });
    expect(inspection.rows.map(({ cause }) => cause)).toEqual(['realm-differs']);
  });
});

describe('the certificate', () => {
  test('is found by SHA-1 and by SHA-256, and the signature is checked with it', () => {
    const known = knownWith(pool);
    const hash = x5t(tokenCrypto.sha256(pool.certificate));
    const both = view(token(VALID, pool, { 'x5t#S256': hash }), known);
    expect([verdict(both, 'x5t'), verdict(both, 'signature')]).toEqual(['matches', 'matches']);
    const only = token(VALID, pool, { x5t: undefined, 'x5t#S256': hash });
    expect(verdict(view(only, known), 'x5t#S256')).toBe('matches');
    // The name of one, the key of another.
    const forged = token(VALID, exchange, { x5t: undefined, 'x5t#S256': hash });
    expect(verdict(view(forged, known), 'signature')).toBe('differs');
    expect(ids(view(forged, known))).toEqual(['signature-wrong']);
  });

  test('of which only names are known is never found by the hash of nothing', () => {
    const { certificate } = pool;
    const known = knownWith(null, {
      certificates: [{ certificate: { ...certificate, raw: '' }, from: 'pool' }],
    });
    const nothing = tokenCrypto.sha256({ ...certificate, raw: '' });
    const hashed = token(VALID, pool, { x5t: undefined, 'x5t#S256': x5t(nothing) });
    expect(verdict(view(hashed, known), 'x5t#S256')).toBe('cannot-tell');
    const named = view(token(VALID, pool), known);
    expect([verdict(named, 'x5t'), verdict(named, 'signature')]).toEqual([
      'matches',
      'cannot-tell',
    ]);
  });

  test('says which one it is and when it ends, also when it has ended', () => {
    const ended = signer('Old pool', -3);
    const rows = view(
      ownToken(`${SKYPE}@contoso.com`, ended),
      knownWith(ended, { realm: 'contoso.com' }),
    ).rows;
    expect(rows.find(({ claim }) => claim === 'x5t')).toMatchObject({
      verdict: 'differs',
      meaning: {
        key: 'inspection.meaning.certificate-current',
        args: { subject: ended.certificate.subject, until: ended.certificate.notAfter },
      },
    });
  });
});

describe('tokens in tokens', () => {
  const innermost = applicationToken(exchange);
  const known = knownWith(pool, {
    certificates: [pool, exchange].map(({ certificate }) => ({
      certificate,
      from: 'server' as const,
    })),
  });
  /** The token in the middle is signed, too. */
  const middle = applicationToken(pool, {
    iss: `${SKYPE}@${TENANT}`,
    actortoken: innermost,
    smtp: 'ada@contoso.com',
  });

  test('are each judged by their own signature, two deep', () => {
    const found = view(actorToken(middle), known);
    const signatures = [found, found.actor!, found.actor!.actor!].map((item) =>
      verdict(item, 'signature'),
    );
    expect(signatures).toEqual([null, 'matches', 'matches']);
    expect(found.actor?.actor?.actor).toBeNull();
    expect(ids(found.actor!.actor!)).toEqual([]);
  });

  test('are told apart where only the innermost was changed', () => {
    const [header, , signature] = innermost.split('.');
    const claims = applicationToken(null, { nameid: `${EXCHANGE}@${TENANT}` }).split('.')[1];
    const changed = [header, claims, signature].join('.');
    const found = view(
      actorToken(applicationToken(pool, { actortoken: changed, smtp: 'a@b.c' })),
      known,
    );
    expect(ids(found.actor!)).not.toContain('signature-wrong');
    expect(ids(found.actor!.actor!)).toContain('signature-wrong');
  });

  test('lose their signatures at every depth when they are copied', () => {
    const copied = view(actorToken(middle), known).redacted;
    const again = view(copied, known);
    for (const item of [again.actor!, again.actor!.actor!]) {
      expect(verdict(item, 'signature')).toBe('cannot-tell');
      expect(item.redacted).toMatch(/\.signature-removed$/);
    }
  });
});

describe('the clocks', () => {
  async function tokenAt(date: string) {
    const bearer = actorToken(applicationToken(pool));
    const last: HarCall = { status: 401, at: '2026-03-01T12:00:00Z', answer: [['Date', date]] };
    const { inspector } = await inspectText(har(handShake(bearer, last)), {
      known: knownWith(pool),
      now: NOW,
    });
    return (await inspector.handShake(0))!.ladder[2]!.token!;
  }

  test.each([
    ['Sun, 01 Mar 2026 12:00:04 GMT', '+4 s', 'matches'],
    ['Sun, 01 Mar 2026 11:58:00 GMT', '−120 s', 'matches'],
    ['Sun, 01 Mar 2026 12:05:01 GMT', '+301 s', 'differs'],
  ])('of server and recorder are compared: %s', async (date, value, expected) => {
    const found = await tokenAt(date);
    expect(found.rows.find(({ claim }) => claim === 'Date')).toMatchObject({
      value,
      verdict: expected,
    });
    // Said once, of the token that was sent.
    expect(found.actor?.rows.find(({ claim }) => claim === 'Date')).toBeUndefined();
  });

  test('are not compared where no trace tells them', () => {
    expect(
      view(applicationToken(pool), knownWith(pool)).rows.map(({ claim }) => claim),
    ).not.toContain('Date');
  });
});

/** Nothing that opens a door gets through, and harmless text stays readable. */
import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/adapters/logging/redact';

const JWT =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLXZhbHVl';
const PEM = `-----BEGIN RSA PRIVATE KEY-----\nMIICXAIBAAKBgQC\nabcdef0123456789\n-----END RSA PRIVATE KEY-----`;

describe('redaction', () => {
  // threat T4
  it.each([
    ['a token', `got ${JWT} from the authority`, JWT.slice(0, 40)],
    ['a header', 'Authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
    ['a basic header', 'authorization: Basic QWRhOlN3b3JkZmlzaDE=', 'QWRhOlN3b3JkZmlzaDE'],
    ['a password in JSON', '{"user":"ada","password":"Sword fish 1"}', 'fish'],
    ['JSON within JSON', '{"body":"{\\"client_secret\\":\\"s3cr et~value\\"}"}', 's3cr'],
    ['the rest of it', '{"body":"{\\"client_secret\\":\\"s3cr et~value\\"}"}', 'value'],
    ['an escaped quote', '{"password":"a\\"b tail"}', 'tail'],
    ['a camel-case name', '{"clientSecret":"8Q~abcdefg","x":1}', '8Q~abcdefg'],
    ['a form', 'grant_type=x&refresh_token=0.AXoA-secret&scope=y', '0.AXoA-secret'],
    ['a parameter', "Connect-X -AccessToken 'abc def' -Other 1", 'abc def'],
    ['a private key', `key: ${PEM} end`, 'MIICXAIBAAKBgQC'],
    ['a private key in JSON', JSON.stringify({ pem: PEM }), 'abcdef0123456789'],
    ['a cut private key', PEM.slice(0, 60), 'MIICXAIBA'],
    ['long base64', `raw ${'QUJD'.repeat(80)}`, 'QUJDQUJDQUJD'],
  ])('removes %s', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
  });

  // threat T4
  it.each([
    'Basic authentication is off on this virtual directory.',
    'GET /servicePrincipals?$select=keyCredentials',
    '{"op":"invoke","command":"Get-AuthConfig","milliseconds":12}',
    'The password of the account has expired.',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  // threat T4
  it('leaves JSON that can be read', () => {
    const line = JSON.stringify({ event: 'x', password: 'a "b" c', token: JWT, n: 1 });
    expect(JSON.parse(redact(line))).toEqual({
      event: 'x',
      password: '[secret]',
      token: '[token]',
      n: 1,
    });
  });
});

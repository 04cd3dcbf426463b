import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../../src/adapters/tenant/secrets';

describe('redaction', () => {
  it('removes every value it was told of, wherever it stands', () => {
    const token = fc.stringMatching(/^[\w.~+/=-]{8,400}$/);
    fc.assert(
      fc.property(
        fc.array(token, { minLength: 1, maxLength: 6 }),
        fc.string(),
        fc.string(),
        (values, before, after) => {
          const secrets = new Secrets();
          for (const value of values) secrets.add(value);
          for (const value of values) {
            expect(secrets.redact(`${before}${value}${after}`)).not.toContain(value);
            expect(secrets.redact(`?x=${encodeURIComponent(value)}&`)).not.toContain(
              encodeURIComponent(value),
            );
          }
        },
      ),
    );
  });

  it.each([
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    'authorization: Bearer abc.def',
    'refresh_token=0.AXoA-short',
    '"access_token": "short-one"',
    'code_verifier=verifier&x=1',
    'GET /?code=0.AXo&state=1',
    `1.${'aB3-_'.repeat(30)}`,
  ])('removes the shape of %s', (text) => {
    const cleaned = new Secrets().redact(text);
    expect(cleaned).toContain('…');
    expect(cleaned).not.toMatch(/eyJ|abc\.def|AXo|short|verifier&|aB3/);
  });

  it('leaves what people need to read', () => {
    const text =
      "AADSTS65001: The user or administrator has not consented to use the application with ID '14d82eec-204b-4c2f-b7e8-296a70dab67e'. Error code: invalid_client https://graph.microsoft.com/v1.0/servicePrincipals";
    expect(new Secrets().redact(text)).toBe(text);
  });

  it('shortens, ignores tiny values, forgets', () => {
    const secrets = new Secrets();
    secrets.add('');
    secrets.add('short');
    secrets.add('long enough');
    expect(secrets.redact('short long enough')).toBe('short …');
    secrets.clear();
    expect(secrets.redact('long enough')).toBe('long enough');
    expect(secrets.redact('a '.repeat(3_000))).toHaveLength(2_000);
  });
});

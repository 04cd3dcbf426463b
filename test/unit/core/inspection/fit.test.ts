/** Whose tokens look to be: judged against the chosen customer and the open one, and told by name only of these two. */
import { describe, expect, test } from 'vitest';
import { inspectText } from '../../../../src/adapters/inspection';
import type { Known } from '../../../../src/core/inspection/ports';
import { NOTHING_KNOWN } from '../../../../src/core/inspection/ports';
import {
  EXCHANGE,
  NOW,
  SERVICE,
  SKYPE,
  TENANT,
  VALID,
  applicationToken,
  handShake,
  har,
  knownWith,
  signer,
  token,
} from '../../support/traces';

const OTHER_TENANT = '99999999-2222-4333-8444-555555555555';
const ours = signer('Contoso Auth');
const theirs = signer('Fabrikam Auth');
const contoso = knownWith(ours);
const fabrikam = knownWith(theirs, {
  customer: 'Fabrikam',
  tenantId: OTHER_TENANT,
  domains: ['fabrikam.com'],
  hosts: ['mail.fabrikam.com'],
});
const stranger = knownWith(null, {
  customer: 'Litware',
  tenantId: 'aaaaaaaa-2222-4333-8444-555555555555',
  domains: ['litwareinc.com'],
});

const forContoso = applicationToken(ours);
const forFabrikam = applicationToken(theirs, {
  iss: `${SERVICE}@${OTHER_TENANT}`,
  aud: `${EXCHANGE}/mail.fabrikam.com@${OTHER_TENANT}`,
  nameid: `${SKYPE}@${OTHER_TENANT}`,
});

async function fitOf(text: string, known: Known, open: Known | null) {
  const { inspection } = await inspectText(text, { known, open, now: NOW });
  return inspection.compared.fit;
}

describe('whose tokens look', () => {
  test('the chosen customer, by name, where they fit it better than the open one', async () => {
    expect(await fitOf(forFabrikam, fabrikam, contoso)).toEqual({
      id: 'chosen',
      text: { key: 'inspection.fit.chosen', args: { customer: 'Fabrikam', open: 'Contoso' } },
    });
  });

  test('the open customer, where somebody else was chosen by mistake', async () => {
    expect((await fitOf(forContoso, fabrikam, contoso))?.id).toBe('open');
  });

  test('some each, in a text with tokens of both', async () => {
    expect((await fitOf(`${forContoso}\n${forFabrikam}`, fabrikam, contoso))?.id).toBe('both');
  });

  test('nobody of them, without naming anybody else', async () => {
    expect(await fitOf(forFabrikam, contoso, null)).toEqual({
      id: 'neither',
      text: { key: 'inspection.fit.neither', args: { customer: 'Contoso', open: '—' } },
    });
    expect((await fitOf(forFabrikam, stranger, contoso))?.id).toBe('neither');
  });

  test('nothing is said where they fit, where nothing tells, and where nobody is compared with', async () => {
    expect(await fitOf(forContoso, contoso, null)).toBeNull();
    expect(await fitOf(forContoso, NOTHING_KNOWN, null)).toBeNull();
    expect(
      await fitOf(
        token({ ...VALID, iss: 'https://issuer.example' }, ours, { x5t: undefined }),
        contoso,
        null,
      ),
    ).toBeNull();
  });

  test('the certificate alone tells, also in a trace, and by the token inside', async () => {
    const unnamed = { iss: `${EXCHANGE}@somewhere.local`, aud: EXCHANGE, ...VALID };
    const inner = token(unnamed, theirs);
    const outer = token({ ...unnamed, actortoken: inner, smtp: 'ada@somewhere.local' }, null);
    expect((await fitOf(outer, fabrikam, contoso))?.id).toBe('chosen');
    expect((await fitOf(har(handShake(outer)), fabrikam, contoso))?.id).toBe('chosen');
    expect((await fitOf(har(handShake(outer)), contoso, fabrikam))?.id).toBe('open');
  });
});

describe('judging anew', () => {
  test('gives other verdicts and causes without reading again, and leaves the first as it was', async () => {
    const trace = har(handShake(forContoso, { status: 401 }));
    const first = await inspectText(trace, { known: contoso, now: NOW });
    const again = await first.inspector.comparedWith({ known: fabrikam, open: contoso });
    const { compared: before, ...same } = first.inspection;
    const { compared, rows, ...rest } = again.inspection;
    expect(rest).toEqual({ ...same, rows: undefined, exchanges: 3 });
    expect(rows.map(({ cause }) => cause)).not.toEqual(
      first.inspection.rows.map((row) => row.cause),
    );
    expect([before.customer, compared.customer]).toEqual(['Contoso', 'Fabrikam']);
    const verdicts = async ({ inspector }: typeof first) =>
      (await inspector.handShake(0))?.ladder[2]?.token?.rows.map(({ verdict }) => verdict);
    expect(await verdicts(again)).toContain('differs');
    expect(await verdicts(first)).not.toContain('differs');
    expect(TENANT).not.toBe(OTHER_TENANT);
  });
});

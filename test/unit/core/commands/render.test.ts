import { describe, expect, it } from 'vitest';
import { renderCmdlet, renderGraph, renderOperation } from '../../../../src/core/commands/render';
import { CERTIFICATES } from './support/certificates';
import { samplePlan, thumbprint } from './support/sample-plan';

describe('renderCmdlet', () => {
  it('writes one line with quoted texts and truth values', () => {
    const text = renderCmdlet({
      name: 'New-PartnerApplication',
      parameters: {
        Name: "O'Brien",
        ApplicationIdentifier: 'x',
        Enabled: true,
        DomainController: 'dc01',
      },
    });
    expect(text).toBe(
      `New-PartnerApplication -Name 'O''Brien' -ApplicationIdentifier 'x' -Enabled $true -DomainController 'dc01'`,
    );
  });

  it('writes switches in their colon form and a truth parameter without', () => {
    expect(
      renderCmdlet({ name: 'Remove-MailUser', parameters: { Identity: 'a', Confirm: false } }),
    ).toBe(`Remove-MailUser -Identity 'a' -Confirm:$false`);
    expect(
      renderCmdlet({
        name: 'Get-WebServicesVirtualDirectory',
        parameters: { ADPropertiesOnly: true },
      }),
    ).toBe('Get-WebServicesVirtualDirectory -ADPropertiesOnly');
    expect(
      renderCmdlet({ name: 'Get-ManagementRoleAssignment', parameters: { Delegating: false } }),
    ).toBe('Get-ManagementRoleAssignment -Delegating $false');
  });

  it('shows a reference as a placeholder and an emptied link as $null', () => {
    const Identity = { from: 'mail-user.classic.create', property: 'Guid' };
    expect(renderCmdlet({ name: 'Remove-MailUser', parameters: { Identity } })).toBe(
      'Remove-MailUser -Identity <Guid from mail-user.classic.create>',
    );
    expect(
      renderCmdlet({ name: 'Set-PartnerApplication', parameters: { LinkedAccount: '' } }),
    ).toBe('Set-PartnerApplication -LinkedAccount $null');
  });

  it('writes lists as texts with commas', () => {
    expect(renderCmdlet({ name: 'X', parameters: { A: ['a', 'b'], B: [] } })).toBe(
      `X -A 'a','b' -B @()`,
    );
  });
});

describe('renderGraph', () => {
  const body = {
    keyCredentials: [{ key: CERTIFICATES.current, type: 'AsymmetricX509Cert', usage: 'Verify' }],
  };
  const request = { method: 'PATCH' as const, url: `/servicePrincipals(appId='x')`, body };

  it('shortens a certificate to size and thumbprint for people', () => {
    const size = Buffer.from(CERTIFICATES.current, 'base64').length;
    const text = renderGraph(request);
    expect(text.split('\n')[0]).toBe(
      `PATCH https://graph.microsoft.com/v1.0/servicePrincipals(appId='x')`,
    );
    expect(text).toContain(`"MIIB… (${String(size)} bytes, SHA-1 ${thumbprint('current')})"`);
    expect(text).not.toContain(CERTIFICATES.current);
  });

  it('shows every character in the exact form, and no body where there is none', () => {
    expect(renderGraph(request, 'exact')).toContain(CERTIFICATES.current);
    expect(renderGraph({ method: 'GET', url: '/organization' })).toBe(
      'GET https://graph.microsoft.com/v1.0/organization',
    );
  });
});

describe('renderOperation', () => {
  it('shows every operation of a plan and of its undo on at least one line', () => {
    const { plan } = samplePlan({ withoutVoicemail: true });
    for (const action of plan.actions) {
      expect(renderOperation(action.operation)).toMatch(/^(GET|POST|PATCH|[A-Z][a-z]+-[A-Z])/);
      if (action.undo.kind === 'operation')
        expect(renderOperation(action.undo.operation)).not.toBe('');
    }
  });
});

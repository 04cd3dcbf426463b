import { describe, expect, it } from 'vitest';
import { GRAPH_PERMISSIONS } from '../../../../src/core/commands/graph-table';
import { renderRegisterScript } from '../../../../src/core/commands/register-script';
import { lex } from './support/powershell-lexer';

const TENANT = '11111111-2222-4333-8444-555555555555';

describe('the script that registers an application', () => {
  const text = renderRegisterScript({ tenantId: TENANT, cloud: 'gcc-high' });

  it('names the tenant, the cloud, the redirect address and each permission, and nothing it could leak', () => {
    const { literals, expandable } = lex(text);
    expect(literals).toEqual(expect.arrayContaining([TENANT, 'USGov', 'http://localhost']));
    expect(literals).toEqual(expect.arrayContaining([...GRAPH_PERMISSIONS, 'Exchange.Manage']));
    expect(expandable).toEqual([]);
    expect(text).not.toMatch(/passwordCredentials'?\s*=|addPassword|oauth2PermissionGrants/);
    // Windows PowerShell 5.1 reads it in any code page.
    expect(text).toMatch(/^[\t\r\n -~]*$/);
  });

  it('asks for the tenant where none is known, and takes other clouds as they are called there', () => {
    expect(renderRegisterScript()).toContain('[Parameter(Mandatory = $true)]');
    expect(lex(renderRegisterScript({ cloud: 'bleu' })).literals).toContain('Global');
    expect(lex(renderRegisterScript({ tenantId: "x'; Remove-Item" })).literals).toContain(
      "x'; Remove-Item",
    );
  });
});

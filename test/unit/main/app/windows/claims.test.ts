import { describe, expect, it, vi } from 'vitest';
import { Claims } from '../../../../../src/main/app/windows/claims';
import { CodedError } from '../../../../../src/shared/errors';

function codeOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (fault) {
    return fault instanceof CodedError ? fault.error : fault;
  }
}

describe('customers and windows', () => {
  it('are one to one', () => {
    const onChange = vi.fn();
    const claims = new Claims(onChange);
    const [first, second] = [claims.forWindow(), claims.forWindow()];
    first.claim('contoso', 'Contoso');
    // Taken from the moment on that it opens, before it is open.
    expect(codeOf(() => second.claim('contoso', 'Contoso'))).toMatchObject({
      code: 'HX-WINDOW',
      args: { customer: 'contoso', name: 'Contoso' },
    });
    first.keep('contoso');
    first.claim('contoso', 'Contoso');
    expect(second.elsewhere()).toEqual(['contoso']);
    expect(first.elsewhere()).toEqual([]);
    expect(onChange.mock.calls).toEqual([['contoso']]);
  });

  it('are free again when the window leaves them or could not open them', () => {
    const onChange = vi.fn();
    const claims = new Claims(onChange);
    const [first, second] = [claims.forWindow(), claims.forWindow()];
    first.claim('contoso', 'Contoso');
    first.keep(null);
    expect(onChange).not.toHaveBeenCalled();
    second.claim('contoso', 'Contoso');
    second.keep('contoso');
    second.claim('fabrikam', 'Fabrikam');
    second.keep('fabrikam');
    first.claim('contoso', 'Contoso');
    expect(first.elsewhere()).toEqual(['fabrikam']);
    expect(onChange.mock.calls).toEqual([['contoso'], ['fabrikam']]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { AskCredential } from '../../../../src/adapters/powershell/credential';
import { CredentialKeeper } from '../../../../src/adapters/powershell/credential';
import { CodedError, appError } from '../../../../src/shared/errors';

const GIVEN = { user: 'CONTOSO\\ada', password: 'Pa55 "w0rd"' };
const REFUSED = appError('HX-CRED', { target: 'ex01' });
const keeper = (ask: AskCredential) => new CredentialKeeper('ex01', ask);

describe('the credential of a server', () => {
  it('is asked for once, also by calls side by side, and held for a shell that starts again', async () => {
    const ask = vi.fn<AskCredential>(() => Promise.resolve(GIVEN));
    const kept = keeper(ask);
    expect(kept.secret()).toBeUndefined();
    await Promise.all([kept.ready(undefined), kept.ready(undefined)]);
    expect(await kept.ready(undefined)).toBeUndefined();
    expect(ask.mock.calls).toEqual([[{ server: 'ex01', user: '', refused: false }, undefined]]);
    expect(kept.secret()).toEqual({ name: 'exchange', user: GIVEN.user, secret: GIVEN.password });
    kept.clear();
    expect(kept.secret()).toBeUndefined();
  });

  it('is forgotten when the server refuses it, and asked for again only when a person wants to', async () => {
    const ask = vi.fn<AskCredential>(() => Promise.resolve(GIVEN));
    const kept = keeper(ask);
    await kept.ready(undefined);
    kept.refused(REFUSED);
    expect(kept.secret()).toBeUndefined();
    expect(await kept.ready(undefined)).toEqual(REFUSED);
    expect(ask).toHaveBeenCalledTimes(1);
    kept.askAgain();
    expect(await kept.ready(undefined)).toBeUndefined();
    expect(ask.mock.calls[1]?.[0]).toEqual({ server: 'ex01', user: GIVEN.user, refused: true });
  });

  it('that nobody gave is one answer for all calls', async () => {
    const ask = vi.fn<AskCredential>(() => Promise.resolve(undefined));
    const kept = keeper(ask);
    expect(await kept.ready(undefined)).toEqual(appError('HX-NOCRED', { target: 'ex01' }));
    expect((await kept.ready(undefined))?.code).toBe('HX-NOCRED');
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('that cannot be asked for is told in the words of whoever cannot ask', async () => {
    const kept = keeper(() =>
      Promise.reject(new CodedError(appError('HX-NOCRED', { target: 'x' }))),
    );
    expect(await kept.ready(undefined)).toEqual(appError('HX-NOCRED', { target: 'x' }));
  });
});

/** Key inventories as main would show them. */
import type { KeysView, KeyView, PrincipalView } from '../../../src/shared/ipc/keys-view';

const FIRST = '5A1F0C7D33B2E8494F60A1C2D9E07B6611F827C0';
const SECOND = '9A726CDB3FA078E875B0E51608939B41F636F4BD';
const AUTH = 'CN=Microsoft Exchange Server Auth Certificate';

function key(thumbprint: string, changes: Partial<KeyView> = {}): KeyView {
  return {
    keyId: `${thumbprint.slice(0, 8)}-0000-4000-8000-000000000000`.toLowerCase(),
    displayName: '',
    thumbprint,
    subject: AUTH,
    startDateTime: '2025-03-18T00:00:00Z',
    endDateTime: '2030-03-18T00:00:00Z',
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    state: 'valid',
    daysLeft: 1212,
    isDuplicate: false,
    owner: 'current',
    reason: 'auth-config',
    ...changes,
  };
}

function principal(
  applicationId: string,
  name: string,
  keys: readonly KeyView[],
  changes: Partial<PrincipalView> = {},
): PrincipalView {
  return { applicationId, name, role: 'wanted', state: 'present', error: null, keys, ...changes };
}

/** No list was read yet. */
export function unreadKeys(): KeysView {
  return { principals: null, readAt: null, findings: [], backups: [], added: [] };
}

/** One of each. */
export function keysView(changes: Partial<KeysView> = {}): KeysView {
  return {
    readAt: '2026-11-21T14:06:00Z',
    principals: [
      principal('00000002-0000-0ff1-ce00-000000000000', 'Exchange Online', [], { role: 'shared' }),
      principal('00000004-0000-0ff1-ce00-000000000000', 'Skype for Business Online', [
        key(FIRST),
        key(SECOND, {
          owner: 'token-issuer',
          reason: 'not-exchange',
          subject: 'CN=pool01.contoso.lab, O=Contoso',
          state: 'expires-soon',
          daysLeft: 31,
          endDateTime: '2026-12-22T00:00:00Z',
        }),
        key('0C11A4D27B6E0B5F9F0D7D7E58CDE1C1E0B0C9A1', {
          owner: 'previous',
          state: 'expired',
          daysLeft: -3,
          endDateTime: '2026-11-18T00:00:00Z',
          isDuplicate: true,
        }),
      ]),
      principal('7557eb47-c689-4224-abcf-aef9bd7573df', 'Teams scheduler', [
        key('1'.repeat(40), { owner: 'next', state: 'not-yet-valid' }),
        key('', {
          keyId: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
          subject: '',
          state: 'no-bytes',
          owner: 'unknown',
          reason: 'no-bytes',
        }),
      ]),
      principal('db7de2b5-2149-435e-8043-e080dd50afae', 'Cloud Voicemail', [], { state: 'absent' }),
      principal(
        'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
        'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
        [],
        {
          role: 'added',
          state: 'not-read',
          error: { code: 'HX-429', args: { status: 429, seconds: 30 } },
        },
      ),
    ],
    findings: [
      {
        code: 'HX-KEYEXP',
        args: { application: 'Skype for Business Online', count: 1 },
        severity: 'info',
        step: 'upload-certificate',
      },
      {
        code: 'HX-NOPRINCIPAL',
        args: { application: 'Cloud Voicemail' },
        severity: 'warning',
        step: 'upload-certificate',
      },
    ],
    policyDays: 365,
    backups: [
      {
        file: '20261121-140600-9b648269-00000004-0000-0ff1-ce00-000000000000.json',
        at: '2026-11-21T14:06:00Z',
        byRun: true,
        principals: ['Skype for Business Online'],
        keys: 3,
      },
      {
        file: '20261120-090000-by-hand.json',
        at: '2026-11-20T09:00:00Z',
        byRun: false,
        principals: ['Skype for Business Online', 'Teams scheduler', 'Cloud Voicemail'],
        keys: 5,
      },
      { file: 'other.json', at: null, byRun: false, principals: [], keys: 0 },
    ],
    added: ['d9b2d63d-a233-4123-847a-6ac6cf4a4c2e'],
    ...changes,
  };
}

/** Examinations as main would show them. */
import { appError } from '../../../src/shared/errors';
import type { DoctorResult, Ladder, Rung, WorkstationCheck } from '../../../src/shared/doctor';
import { TRANSPORTS } from '../../../src/shared/doctor';
import type { SupportFileView } from '../../../src/shared/ipc/views';

const note = (key: string, args: Readonly<Record<string, string | number>> = {}) => ({
  key: `doctor.${key}`,
  args,
});

const CHECKS: readonly WorkstationCheck[] = [
  {
    id: 'runtime',
    state: 'passed',
    text: note('check.electron', {
      electron: '45.4.1',
      node: '24.1.0',
      system: 'Windows 11 Enterprise 10.0.26100 x64',
    }),
  },
  {
    id: 'data-folder',
    state: 'passed',
    text: note('check.data-folder', { path: 'C:\\Users\\ada\\AppData\\Local\\Crossprem' }),
  },
  {
    id: 'free-space',
    state: 'warned',
    text: note('check.space', { megabytes: 212 }),
    error: appError('HX-SPACE', { path: 'C:\\Users\\ada', megabytes: 212 }),
  },
  {
    id: 'power-shell',
    state: 'passed',
    text: note('check.power-shell', {
      executable: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      version: '5.1.26100.1',
      edition: 'Desktop',
      languageMode: 'FullLanguage',
      executionPolicy: 'RemoteSigned',
    }),
  },
  { id: 'proxy', state: 'passed', text: note('check.proxy', { list: 'PROXY proxy:8080' }) },
  {
    id: 'language',
    state: 'passed',
    text: note('check.language', { chosen: 'English', locale: 'en-GB' }),
  },
  { id: 'domain', state: 'passed', text: note('check.domain', { name: 'CONTOSO.LAB' }) },
  { id: 'clock', state: 'passed', text: note('check.clock', { seconds: 2 }) },
];

const passed = (id: Rung['id'], text: ReturnType<typeof note>, milliseconds = 20): Rung => ({
  id,
  milliseconds,
  state: 'passed',
  note: text,
});
const waits = (id: Rung['id'], rung: Rung['id']): Rung => ({
  id,
  milliseconds: 0,
  state: 'not-tried',
  note: note('note.waits', { rung }),
  needsPerson: false,
});

const EXCHANGE: Ladder = {
  id: 'exchange',
  target: 'ex01.contoso.lab',
  way: 'remote',
  rungs: [
    passed('name', note('note.name', { host: 'ex01.contoso.lab', addresses: '10.1.2.3' })),
    passed('tcp', note('note.port', { address: '10.1.2.3', port: '80' })),
    { id: 'tls', milliseconds: 0, state: 'not-used', note: note('note.kerberos') },
    {
      id: 'authentication',
      milliseconds: 4_300,
      state: 'failed',
      error: appError(
        'HX-CLOCK',
        { target: 'ex01.contoso.lab', minutes: 11, side: 'behind' },
        'WinRM cannot process the request. The following error with errorcode 0x80090322 occurred.',
      ),
    },
    waits('shell', 'authentication'),
    waits('rights', 'authentication'),
    waits('cmdlets', 'authentication'),
    waits('clock', 'authentication'),
  ],
};

const TENANT: Ladder = {
  id: 'tenant',
  target: 'contoso.onmicrosoft.com',
  way: 'sign-in',
  rungs: [
    passed('name', note('note.name-proxy', { host: 'proxy', addresses: '10.1.0.8' })),
    passed('tcp', note('note.port', { address: '10.1.0.8', port: '8080' })),
    {
      id: 'tls',
      milliseconds: 310,
      state: 'warned',
      error: appError('HX-INSPECT', {
        host: 'login.microsoftonline.com',
        issuer: 'Contoso Inspection CA, Contoso',
        from: '2026-01-01T00:00:00.000Z',
        until: '2027-01-01T00:00:00.000Z',
      }),
    },
    passed(
      'authority',
      note('note.authority', { issuer: 'https://login.microsoftonline.com/58bc2149/v2.0' }),
    ),
    {
      id: 'sign-in',
      milliseconds: 0,
      state: 'not-tried',
      note: note('note.signed-out', { target: 'contoso.onmicrosoft.com' }),
      needsPerson: true,
    },
    passed('graph', note('note.graph-asks', { host: 'graph.microsoft.com', status: 401 })),
    passed('clock', note('note.clock', { target: 'contoso.onmicrosoft.com', seconds: 2 })),
  ],
};

/** A customer whose Exchange way breaks at the authentication. */
export function brokenDoctor(): DoctorResult {
  return {
    format: 1,
    madeAt: '2026-11-21T14:02:00.000Z',
    productVersion: '0.1.0',
    customer: { id: 'contoso', name: 'Contoso', practice: false },
    verdict: 'broken',
    checks: CHECKS,
    ladders: [EXCHANGE, TENANT],
    transports: TRANSPORTS.map((id) => {
      switch (id) {
        case 'remote-kerberos':
          return {
            id,
            state: 'does-not-work',
            reason: note('transport-note.broken', {
              target: 'ex01.contoso.lab',
              rung: 'authentication',
            }),
          };
        case 'local-shell':
          return { id, state: 'does-not-work', reason: note('transport-note.no-management-shell') };
        case 'hand-carry':
          return { id, state: 'works', reason: note('transport-note.carry') };
        case 'exchange-online':
        case 'skype-for-business':
          return { id, state: 'does-not-work', reason: note(`transport-note.${id}-absent`) };
      }
    }),
  };
}

/** A workstation by itself. */
export function aloneDoctor(): DoctorResult {
  return {
    ...brokenDoctor(),
    customer: null,
    verdict: 'fine',
    ladders: [],
    checks: CHECKS.filter(({ state }) => state === 'passed'),
  };
}

/** Files of a support bundle. */
export const SUPPORT_FILES: readonly SupportFileView[] = [
  { name: 'README.txt', about: 'readme', bytes: 164, text: 'It holds no password.\n' },
  { name: 'doctor.json', about: 'doctor', bytes: 6_792, text: '{\n  "format": 1\n}\n' },
  { name: 'versions.json', about: 'versions', bytes: 136, text: '{ "node": "24.1.0" }\n' },
  { name: 'settings.json', about: 'settings', bytes: 80, text: '{ "language": "en" }\n' },
  { name: 'policy.json', about: 'policy', bytes: 32, text: '{ "settings": [], "problems": [] }\n' },
  {
    name: 'logs/crossprem.log',
    about: 'log',
    bytes: 45_626,
    text: '{"at":"2026-11-21T14:02:00.000Z","level":"info","event":"shell.request","target":"<host-1>"}\n'.repeat(
      40,
    ),
  },
  { name: 'runs/customer-1-run-1.json', about: 'run', bytes: 6_312, text: '{ "kind": "apply" }\n' },
];

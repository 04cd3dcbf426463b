/** What reaches the log's files: fields of the table, without secrets and persons, whatever happens to the disk. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLog } from '../../../../src/adapters/logging/file-log';
import { LOG_FILES } from '../../../../src/adapters/logging/log-files';
import { withinScope } from '../../../../src/adapters/logging/scope';
import { LOG_EVENTS, allowedFields, type LogEvent } from '../../../../src/core/log-events';

const JWT =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLXZhbHVl';
const GUID = '11112222-3333-4444-5555-666677778888';
const THUMBPRINT = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334';

let data = '';
let file = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'crossprem-log-'));
  file = join(data, 'logs', 'crossprem.log');
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const log = () => fileLog(data, () => new Date('2026-11-21T08:00:00.000Z'));
const lines = (name = 'crossprem.log'): Record<string, unknown>[] =>
  readFileSync(join(data, 'logs', name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a line', () => {
  it('holds the fields of its event and the ids of its scope, and nothing that is not in the table', () => {
    const more = { command: 'Get-AuthConfig', password: 'hunter2', parameters: { Name: 'x' } };
    withinScope({ correlation: 'c', operation: 'read.start' }, () =>
      withinScope({ run: 'r' }, () => log().info('shell.request', more)),
    );
    expect(lines()).toEqual([
      {
        at: '2026-11-21T08:00:00.000Z',
        level: 'info',
        event: 'shell.request',
        correlation: 'c',
        operation: 'read.start',
        run: 'r',
        command: 'Get-AuthConfig',
      },
    ]);
  });

  it('holds values of the right kind only, and none without end', () => {
    const odd = { op: ['x'], command: { a: 1 }, outcome: '', milliseconds: Number.NaN };
    expect(allowedFields('shell.request', odd)).toEqual({});
    const long = 'x'.repeat(100_000);
    for (const event of Object.keys(LOG_EVENTS) as LogEvent[]) {
      const all = new Proxy({}, { getOwnPropertyDescriptor: () => value, get: () => long });
      const written = JSON.stringify(allowedFields(event, all));
      expect(written.length, event).toBeLessThan(40_000);
    }
  });
  const value = { value: 'x', configurable: true, enumerable: true };

  it.each([
    ['a token in a stack', `Error: ${JWT}\n    at x`, JWT.slice(0, 30)],
    ['a header', 'authorization: Bearer abc.def-ghi', 'abc.def'],
    ['an account', 'AADSTS50020: quintessa.ohara@contoso.com', 'quintessa'],
    ['a thumbprint', `certificate ${THUMBPRINT} ended`, THUMBPRINT.slice(0, 36)],
    ['a tenant in an address', `https://login.microsoftonline.com/${GUID}/v2.0`, GUID],
    ['a tenant by its name', `{"tenantId":"${GUID}"}`, GUID],
    ['an organisation', `GET /v1.0/organization/${GUID}`, GUID],
  ])('is without %s', (_name, stack, secret) => {
    log().error('fault', { stack });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(secret);
    expect(text).toContain('"event":"fault"');
  });

  it('keeps ids of requests, and enough to tell two accounts, certificates and tenants apart', () => {
    const stack = `ada@contoso.com ${THUMBPRINT} tenant ${GUID}`;
    log().error('fault', { correlation: GUID, stack });
    expect(lines()[0]).toMatchObject({
      correlation: GUID,
      stack: 'a***@contoso.com ***2334 tenant ***8888',
    });
  });
});

describe('the files', () => {
  const full = 'x'.repeat(5 * 1024 * 1024 + 1);

  it('are for their owner only, also where they were not', () => {
    mkdirSync(join(data, 'logs'));
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    log().info('ipc.call');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are five at most; the oldest goes', () => {
    mkdirSync(join(data, 'logs'));
    for (const name of LOG_FILES) writeFileSync(join(data, 'logs', name), `${name}\n${full}`);
    log().info('ipc.call');
    expect(readdirSync(join(data, 'logs')).sort()).toEqual([...LOG_FILES].sort());
    const first = (name: string) => readFileSync(join(data, 'logs', name), 'utf8').slice(0, 15);
    expect(first('crossprem.log.4')).toBe('crossprem.log.3');
    expect(first('crossprem.log.1')).toMatch(/^crossprem.log\n/);
    expect(lines()).toHaveLength(1);
  });

  it('are moved by one process at a time, and a lock that was left behind does not hold for ever', () => {
    const lock = join(data, 'logs', '.moving');
    mkdirSync(lock, { recursive: true });
    writeFileSync(file, `${full}\n`);
    log().info('ipc.call');
    expect(existsSync(`${file}.1`)).toBe(false);
    expect(readFileSync(file, 'utf8').slice(-200)).toContain('ipc.call');
    utimesSync(lock, new Date(0), new Date(0));
    log().info('ipc.call');
    expect(existsSync(`${file}.1`)).toBe(true);
    expect(existsSync(lock)).toBe(false);
    expect(lines()).toHaveLength(1);
  });

  it.runIf(existsSync('/dev/full'))(
    'that have no room stop nothing, and say later what is missing',
    () => {
      mkdirSync(join(data, 'logs'));
      symlinkSync('/dev/full', file);
      const written = log();
      written.info('ipc.call');
      written.info('ipc.call');
      rmSync(file);
      written.info('ipc.call');
      expect(lines().map(({ event, lines: count }) => [event, count])).toEqual([
        ['log.lost', 2],
        ['ipc.call', undefined],
      ]);
    },
  );
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_FILES } from '../../../../src/adapters/logging/log-files';
import { fileLog } from '../../../../src/adapters/logging/file-log';

const line = (at: string, event: string) =>
  `${JSON.stringify({ at: `${at}T08:00:00.000Z`, level: 'info', event })}\n`;

function folderWith(current: string, older?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-log-'));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs', 'crossprem.log'), current);
  if (older !== undefined) writeFileSync(join(folder, 'logs', 'crossprem.log.1'), older);
  return folder;
}

/** Of all files, the oldest first. */
const events = (folder: string) =>
  LOG_FILES.map((name) => join(folder, 'logs', name))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'))
    .map((text) => (JSON.parse(text) as { event: string }).event);

describe('the days that the log is kept', () => {
  it('remove older lines when something is logged, and nothing else', () => {
    const folder = folderWith(
      line('2026-10-01', 'old') + line('2026-11-10', 'kept') + line('2026-11-20', 'newer'),
      line('2026-09-01', 'oldest'),
    );
    fileLog(
      folder,
      () => new Date('2026-11-21T08:00:00.000Z'),
      () => 30,
    ).info('run.ended');
    expect(events(folder)).toEqual(['kept', 'newer', 'run.ended']);
  });

  it('hold from the next line on when they change, and are looked at again each day', () => {
    const folder = folderWith(line('2026-11-10', 'a') + line('2026-11-15', 'b'));
    let days = 30;
    let today = '2026-11-21';
    const log = fileLog(
      folder,
      () => new Date(`${today}T08:00:00.000Z`),
      () => days,
    );
    log.info('ipc.call');
    expect(events(folder)).toEqual(['a', 'b', 'ipc.call']);
    days = 7;
    log.info('run.ended');
    expect(events(folder)).toEqual(['b', 'ipc.call', 'run.ended']);
    today = '2026-11-23';
    log.info('sign-in.end');
    expect(events(folder)).toEqual(['ipc.call', 'run.ended', 'sign-in.end']);
  });

  it('keep everything where no number of days is given', () => {
    const folder = folderWith(line('2020-01-01', 'old'));
    fileLog(folder, () => new Date('2026-11-21T08:00:00.000Z')).info('run.ended');
    expect(events(folder)).toEqual(['old', 'run.ended']);
  });
});

/** A report whose usual file another program holds open gets another name; long journals are read by the page. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../../src/adapters/storage/file-system';
import { loadJournal, openJournal } from '../../../../src/adapters/storage/journal-file';
import { writeReportFile } from '../../../../src/adapters/storage/report-files';
import { readJournalPage } from '../../../../src/adapters/storage/journal-page';
import { readRunDigest } from '../../../../src/adapters/storage/run-reader';
import { readDigest } from '../../../../src/adapters/storage/run-summary';
import { samplePlan } from '../../core/commands/support/sample-plan';
import { journalOf } from '../../core/report/support/sample-report';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-report-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The disk, with files of these names held by another program. */
function holding(code: string, held: (path: string) => boolean): FileSystem {
  return {
    ...nodeFileSystem,
    rename: (from, to) =>
      held(to)
        ? Promise.reject(Object.assign(new Error(`${code}: locked`), { code }))
        : nodeFileSystem.rename(from, to),
  };
}

describe('a report file', () => {
  const text = Buffer.from('new');
  const write = (fs: FileSystem) => writeReportFile(fs, folder, 'report', '.pdf', text);

  it('has its usual name, and replaces the one before', async () => {
    await write(nodeFileSystem);
    expect(await write(nodeFileSystem)).toEqual({
      path: join(folder, 'report.pdf'),
      renamed: false,
    });
    expect(await readdir(folder)).toEqual(['report.pdf']);
  });

  it.each(['EBUSY', 'EPERM', 'EACCES'])(
    'takes another name on %s, and loses nothing',
    async (code) => {
      await writeReportFile(nodeFileSystem, folder, 'report', '.pdf', Buffer.from('old'));
      const fs = holding(code, (path) => /report(?:-2)?\.pdf$/.test(path));
      expect(await write(fs)).toEqual({ path: join(folder, 'report-3.pdf'), renamed: true });
      expect(await readFile(join(folder, 'report.pdf'), 'utf8')).toBe('old');
      expect(await readFile(join(folder, 'report-3.pdf'), 'utf8')).toBe('new');
      expect((await readdir(folder)).sort()).toEqual(['report-3.pdf', 'report.pdf']);
    },
  );

  it('gives up where no name is taken, and says why', async () => {
    await expect(write(holding('EACCES', () => true))).rejects.toMatchObject({
      error: { code: 'HX-RO' },
    });
    await expect(write(holding('ENOSPC', () => true))).rejects.toMatchObject({
      error: { code: 'HX-FULL' },
    });
  });
});

describe('the digest of a run', () => {
  const { plan } = samplePlan({ withoutVoicemail: true });
  const entries = journalOf(plan, { 'partner-application.teamsScheduler.create': 'failed' });
  const path = (): string => join(folder, 'journal.jsonl');
  const written = async (): Promise<void> => {
    const { journal } = await openJournal(nodeFileSystem, path());
    for (const entry of entries) await journal.append(entry);
  };

  it('is kept when the run ends, and says what the journal says', async () => {
    await written();
    const kept = await readDigest(nodeFileSystem, path());
    expect(kept).toMatchObject({ lines: entries.length, summary: { result: 'partly' } });
    expect(
      kept?.actions.filter((item) => item.outcome === 'failed').map((item) => item.id),
    ).toEqual(['partner-application.teamsScheduler.create']);
    await rm(join(folder, 'summary.json'));
    const read = await readRunDigest(nodeFileSystem, path());
    expect({ ...read, bytes: 0 }).toEqual({ ...kept, bytes: 0, summary: read.summary });
    expect(read.summary.result).toBe('partly');
  });

  it('counts no longer when the journal has grown', async () => {
    await written();
    await nodeFileSystem.appendFlushed(path(), Buffer.from('{"n":'));
    expect(await readDigest(nodeFileSystem, path())).toBeUndefined();
    expect((await loadJournal(nodeFileSystem, path())).tailDamaged).toBe(true);
  });

  it('gives any page of the journal', async () => {
    await written();
    const page = await readJournalPage(nodeFileSystem, path(), 2, 3);
    expect(page.total).toBe(entries.length);
    expect(page.lines).toEqual(
      [2, 3, 4].map((index) => ({ number: index + 1, entry: entries[index] })),
    );
    expect((await readJournalPage(nodeFileSystem, path(), entries.length, 3)).lines).toEqual([]);
  });
});

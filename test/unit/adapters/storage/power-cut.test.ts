/** A disk that forgets at a power cut what was not flushed, names as well as content; and programs that hold a file. */
import { mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import {
  nodeFileSystem,
  patientFileSystem,
  writeAtomic,
} from '../../../../src/adapters/storage/file-system';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Names and content as programs see them, and as they would be found after a power cut. */
class ForgetfulDisk {
  private names = new Map<string, string>();
  private readonly durableNames = new Map<string, string>();
  private readonly content = new Map<string, string>();
  private files = 0;
  /** Changes until the power goes; everything after it fails. */
  left = Infinity;

  private step(): void {
    this.left -= 1;
    if (this.left < 0) throw Object.assign(new Error('no power'), { code: 'EIO' });
  }

  readonly fs: FileSystem = {
    ...nodeFileSystem,
    makeFolder: () => Promise.resolve(),
    writeFlushed: async (path, content) => {
      this.step();
      this.files += 1;
      const file = this.files.toString();
      this.names.set(path, file);
      this.content.set(file, Buffer.from(content).toString('utf8'));
      return Promise.resolve();
    },
    rename: async (from, to) => {
      this.step();
      this.names.set(to, this.names.get(from) ?? '');
      this.names.delete(from);
      return Promise.resolve();
    },
    flushFolder: async (folder) => {
      this.step();
      for (const map of [this.durableNames])
        for (const path of [...map.keys()]) if (dirname(path) === folder) map.delete(path);
      for (const [path, file] of this.names)
        if (dirname(path) === folder) this.durableNames.set(path, file);
      return Promise.resolve();
    },
    remove: async (path) => {
      this.step();
      this.names.delete(path);
      return Promise.resolve();
    },
  };

  afterPowerCut(path: string): string | undefined {
    const file = this.durableNames.get(path);
    return file === undefined ? undefined : this.content.get(file);
  }
}

describe('after a power cut', () => {
  // fault power-loss
  test('what was written is there, and before that the old content: a lost rename is not possible', async () => {
    for (let cut = 0; cut < 8; cut += 1) {
      const disk = new ForgetfulDisk();
      await writeAtomic(disk.fs, '/data/file', bytes('old'));
      expect(disk.afterPowerCut('/data/file')).toBe('old');
      disk.left = cut;
      const isWritten = await writeAtomic(disk.fs, '/data/file', bytes('new')).then(
        () => true,
        () => false,
      );
      const found = disk.afterPowerCut('/data/file');
      if (isWritten) expect(found).toBe('new');
      else expect(['old', 'new']).toContain(found);
      // Three steps: the content, the name, the folder.
      expect(isWritten).toBe(cut >= 3);
    }
  });

  describe('on the real disk', () => {
    let folder = '';
    let flushed: string[] = [];
    let restore = (): void => undefined;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crossprem-power-'));
      flushed = [];
      const handle = await open(folder, 'r');
      const shape = Object.getPrototypeOf(handle) as {
        sync: (this: { fd: number }) => Promise<void>;
      };
      const real = shape.sync;
      shape.sync = async function noted(this: { fd: number }) {
        flushed.push(await readLink(this.fd));
        await real.call(this);
      };
      restore = () => (shape.sync = real);
      await handle.close();
    });
    afterEach(async () => {
      restore();
      await rm(folder, { recursive: true, force: true });
    });

    test.skipIf(process.platform !== 'linux')(
      'the folders of new files and folders are flushed, once each is new',
      async () => {
        await writeAtomic(nodeFileSystem, join(folder, 'runs/one/plan.json'), bytes('{}'));
        expect(flushed.sort()).toEqual([folder, join(folder, 'runs'), join(folder, 'runs/one')]);
        flushed = [];
        const journal = join(folder, 'runs/one/journal.jsonl');
        await nodeFileSystem.appendFlushed(journal, bytes('1\n'));
        await nodeFileSystem.appendFlushed(journal, bytes('2\n'));
        expect(flushed).toEqual([join(folder, 'runs/one')]);
      },
    );
  });
});

async function readLink(fd: number): Promise<string> {
  const { readlink } = await import('node:fs/promises');
  return readlink(`/proc/self/fd/${fd.toString()}`);
}

describe('a file that another program holds', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossprem-held-'));
    await writeFile(join(folder, 'file'), 'old');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function held(times: number, code: string, platform: NodeJS.Platform) {
    const waits: number[] = [];
    let left = times;
    const busy: FileSystem = {
      ...nodeFileSystem,
      rename: (from, to) => {
        left -= 1;
        return left < 0
          ? nodeFileSystem.rename(from, to)
          : Promise.reject(Object.assign(new Error(code), { code }));
      },
    };
    const clock = {
      sleep: (milliseconds: number) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    };
    return { fs: patientFileSystem(busy, clock, platform), waits };
  }

  // fault file-held
  test.each(['EPERM', 'EACCES', 'EBUSY'])('%s on Windows is waited out', async (code) => {
    const { fs, waits } = held(4, code, 'win32');
    await writeAtomic(fs, join(folder, 'file'), bytes('new'));
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('new');
    expect(waits).toEqual([20, 60, 180, 540]);
  });

  // fault file-held
  test('is named after three seconds, with what it held before and nothing beside it', async () => {
    const { fs, waits } = held(Infinity, 'EPERM', 'win32');
    const path = join(folder, 'file');
    await expect(writeAtomic(fs, path, bytes('new'))).rejects.toMatchObject({
      error: { code: 'HX-HELD', args: { path } },
    });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(3_000);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('is told at once where the system means what it says', async () => {
    const { fs, waits } = held(Infinity, 'EPERM', 'linux');
    await expect(writeAtomic(fs, join(folder, 'file'), bytes('new'))).rejects.toMatchObject({
      error: { code: 'HX-RO' },
    });
    expect(waits).toEqual([]);
  });
});

/**
 * A folder in memory for what tests write. Journals and the practice lab wait for the disk at each line; thousands of
 * such waits are minutes, and what is tested is what they wrote and when, not the disk.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = 'crossprem-test-';
const TMPFS = 0x01021994;
const GIGABYTE = 1024 ** 3;
/** What tests hold at a time is a tenth of it. */
const ROOM = 2 * GIGABYTE;

/**
 * Makes one; undefined where memory has no such folder or no room, where programs cannot run from it (stand-ins of
 * tests do), and where the person has chosen a place.
 * @returns {string | undefined}
 */
export function scratchInMemory() {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return undefined;
  if (freemem() < 2 * ROOM) return undefined;
  try {
    const { type, bavail, bsize } = statfsSync(MEMORY);
    if (type !== TMPFS || bavail * bsize < ROOM) return undefined;
    removeAbandoned();
    const folder = mkdtempSync(join(MEMORY, `${NAME}${String(process.pid)}-`));
    // Root's tests start the packaged program as another user, who has to pass through.
    chmodSync(folder, 0o711);
    if (runsFrom(folder)) return folder;
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A folder in memory only saves time.
  }
  return undefined;
}

/** Memory is not given back when a run of the tests was killed: the next one removes what is nobody's any more. */
function removeAbandoned() {
  for (const name of readdirSync(MEMORY).filter((item) => item.startsWith(NAME))) {
    const owner = name.slice(NAME.length).split('-')[0] ?? '';
    if (!existsSync(join('/proc', owner)))
      rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

/** @param {string} folder */
function runsFrom(folder) {
  const probe = join(folder, 'probe');
  writeFileSync(probe, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  const { status } = spawnSync(probe);
  rmSync(probe);
  return status === 0;
}

import { afterEach, expect, it } from 'vitest';
import { windowsFolder } from '../../../../src/adapters/system/windows-folder';

const before = process.env['SystemRoot'];
afterEach(() => {
  if (before === undefined) delete process.env['SystemRoot'];
  else process.env['SystemRoot'] = before;
});

// threat T8
it('Windows’ folder is what the kernel says, whatever a variable says', () => {
  process.env['SystemRoot'] = 'D:\\somebody';
  const asked: string[] = [];
  const says = (answer: string) => (path: string) => {
    asked.push(path);
    return answer;
  };
  expect(windowsFolder(says('E:\\WINNT'))).toBe('E:\\WINNT');
  expect(windowsFolder(says('\\\\?\\C:\\Windows'))).toBe('C:\\Windows');
  expect(new Set(asked)).toEqual(new Set(['\\\\?\\GLOBALROOT\\SystemRoot']));
  for (const other of [
    '',
    '\\\\server\\share',
    '\\\\?\\GLOBALROOT\\Device\\HarddiskVolume3\\Windows',
    '\\Windows',
    'Windows',
    'C:',
    '/mnt/c',
  ])
    expect(windowsFolder(says(other)), other).toBe('C:\\Windows');
  const fails = (): string => {
    throw new Error('ENOENT');
  };
  expect(windowsFolder(fails)).toBe('C:\\Windows');
});

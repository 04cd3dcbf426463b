/** A few of the pictures that `npm run gallery` takes: made-up views of screens, by turns. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const GALLERY = resolve(__dirname, 'gallery/gallery.mjs');

test.describe.configure({ timeout: 180_000 });

/** What the gallery says, line by line, and how it ended. */
async function takePictures(...words: readonly string[]): Promise<[number | null, string[]]> {
  const gallery = spawn(process.execPath, [GALLERY, ...words]);
  let told = '';
  const note = (piece: Buffer) => (told += piece.toString());
  gallery.stdout.on('data', note);
  gallery.stderr.on('data', note);
  const code = await new Promise<number | null>((ended) => gallery.once('close', ended));
  return [code, told.split('\n').filter((line) => line !== '')];
}

// acceptance 3, 4, 31, 39, 40
test('screens in three languages and every theme and size: axe, the way by Tab, and what is cut off', async () => {
  const [code, lines] = await takePictures('--sample', '--electron');
  expect(lines.filter((line) => /^FAIL |^ {7}/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('ok ')).length).toBeGreaterThan(8);
  expect(code, lines.join('\n')).toBe(0);
});

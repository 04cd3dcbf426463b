/** `doctor --bundle FILE`: shows every file of the support bundle, asks, and writes one archive. */
import { createInterface } from 'node:readline/promises';
import { resolve } from 'node:path';
import type { DoctorResult } from '../../shared/doctor';
import type { BundleFile } from '../../adapters/support/bundle';
import { PRACTICE_ID } from '../../adapters/practice/practice-id';
import { gatherBundle, writeBundle } from '../../adapters/support/bundle';
import { canAsk } from '../ask';
import { dataFolder, openStore } from '../composition';
import type { Output } from '../output';
import type { Invocation } from '../workplace';

/** What was done, for `--json`. */
interface BundleAnswer {
  readonly file: string;
  readonly written: boolean;
  readonly files: readonly {
    readonly name: string;
    readonly about: BundleFile['about'];
    readonly bytes: number;
  }[];
}

/** Gathers, shows, asks, writes. Without a terminal and without --yes nothing is written. */
export async function bundleVerb(
  line: Invocation,
  target: string,
  doctor: DoctorResult,
  out: Output,
): Promise<BundleAnswer> {
  const { translator: t } = out;
  const folder = dataFolder(line.data);
  const { includeNames } = line;
  const files = await gatherBundle({
    dataFolder: folder,
    store: openStore(folder),
    doctor,
    policy: line.policyInForce,
    customer: line.lab ? PRACTICE_ID : (line.customer ?? null),
    electron: 'electron' in process.versions ? process.versions.electron : null,
    includeNames,
    readme: t.t(includeNames ? 'doctor.bundle.promise-names' : 'doctor.bundle.promise'),
  });
  showFiles(files, includeNames, out);
  const file = resolve(target);
  const written = line.yes || (canAsk() ? await ask(files, file, out) : false);
  if (written) {
    await writeBundle(file, files, new Date());
    out.line(t.t('cli.saved', { file }));
  } else if (!canAsk()) out.line(t.t('doctor.cli.not-asked'));
  return {
    file,
    written,
    files: files.map(({ name, about, text }) => ({ name, about, bytes: bytesOf(text) })),
  };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function showFiles(files: readonly BundleFile[], includeNames: boolean, out: Output): void {
  const { translator: t } = out;
  out.line();
  out.line(t.t('doctor.bundle.title'));
  for (const [index, { name, about, text }] of files.entries()) {
    const size = t.t('doctor.bundle.size', { bytes: bytesOf(text) });
    out.line(`  ${(index + 1).toString().padStart(2)}  ${name} · ${size}`);
    out.line(`      ${t.t(`doctor.bundle.about.${about}`)}`);
  }
  const bytes = files.reduce((sum, { text }) => sum + bytesOf(text), 0);
  out.line(t.t('doctor.bundle.total', { count: files.length, bytes }));
  out.line(t.t(includeNames ? 'doctor.bundle.promise-names' : 'doctor.bundle.promise'));
}

/** A number shows that file and asks again; yes-words write; anything else is no. */
async function ask(files: readonly BundleFile[], file: string, out: Output): Promise<boolean> {
  const { translator: t } = out;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const answer = (await reader.question(`${t.t('doctor.cli.ask', { file })} `)).trim();
      const shown = /^\d{1,4}$/.test(answer) ? files[Number(answer) - 1] : undefined;
      if (shown === undefined)
        return t.t('cli.ask.yes-words').split(' ').includes(answer.toLowerCase());
      process.stderr.write(`${shown.text}\n`);
    }
  } finally {
    reader.close();
  }
}

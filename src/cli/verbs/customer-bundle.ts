/** `customer export NAME`, `customer import FILE`, `customer take-over NAME`: customers that go from one computer to another. */
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { isPassphrase, LONGEST_PASSPHRASE } from '../../shared/bundle';
import { refuseBesidePractice } from '../../core/policy/rules';
import { CodedError, appError } from '../../shared/errors';
import { wantedOf } from '../../core/engine/plan';
import { mayTakeOver, takeOverChecks } from '../../core/engine/take-over';
import {
  bundleContents,
  exportCustomer,
  importCustomer,
} from '../../adapters/bundle/customer-bundle';
import { LARGEST_FILE, checkEnvelope } from '../../adapters/bundle/envelope';
import { fileError, nodeFileSystem, writeAtomic } from '../../adapters/storage/file-system';
import { askSecret } from '../ask';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Invocation } from '../workplace';
import { PRODUCT_VERSION, storedCustomer, withWorkplace } from '../workplace';
import { wrongUse } from '../wrong-use';

/** Seals a customer into a file, after listing what it holds. */
export async function exportVerb(line: Invocation, out: Output, name: string): Promise<ExitCode> {
  if (line.out === undefined) throw wrongUse('customer export NAME --out FILE');
  const folder = dataFolder(line.data);
  const store = openStore(folder);
  const record = await storedCustomer({ ...line, customer: name }, store);
  // The practice customer belongs to its lab.
  if (record.practice) throw new CodedError(appError('HX-CUST', { file: record.id }));
  const place = { dataFolder: folder, fs: nodeFileSystem };
  const contents = await bundleContents(place, record);
  const { translator: t } = out;
  for (const { part, files, bytes } of contents.parts) {
    const size = `${String(Math.max(1, Math.round(bytes / 1024)))} kB`;
    const named = t.t(`ui-customers.part.${part}`);
    if (!line.json) out.line(t.t('ui-customers.export.part', { part: named, files, size }));
  }
  const passphrase = await passphraseOf(line, t.t('cli.customer.passphrase'));
  if (!isPassphrase(passphrase)) throw wrongUse(t.t('ui-customers.export.passphrase-problem'));
  if (line.passphraseFile === undefined) {
    const again = await passphraseOf(line, t.t('cli.customer.passphrase-again'));
    if (again !== passphrase) throw wrongUse(t.t('ui-customers.export.again-problem'));
  }
  const made = { at: new Date().toISOString(), productVersion: PRODUCT_VERSION };
  const file = resolve(line.out);
  await writeAtomic(nodeFileSystem, file, await exportCustomer(place, record, passphrase, made));
  if (line.json) out.json({ file, ...contents });
  else out.line(t.t('cli.saved', { file }));
  return EXIT.done;
}

/** Takes a sealed customer in. It is read-only until it is taken over. */
export async function importVerb(line: Invocation, out: Output, path: string): Promise<ExitCode> {
  refuseBesidePractice(line.organisationPolicy, { practice: false });
  const folder = dataFolder(line.data);
  const name = basename(path);
  const bytes = await bytesOf(path);
  checkEnvelope(bytes, name);
  const passphrase = await passphraseOf(line, out.translator.t('cli.customer.passphrase'));
  const place = { dataFolder: folder, fs: nodeFileSystem };
  const at = new Date().toISOString();
  const record = await importCustomer(place, { name, bytes }, passphrase, at);
  const { id } = record;
  if (line.json) out.json({ id, name: record.name, staged: true });
  else out.line(out.translator.t('cli.customer.imported', { id, name: record.name }));
  return EXIT.done;
}

/** Reads an imported customer, shows what was seen, and takes it over where everything matches. */
export async function takeOverVerb(line: Invocation, out: Output, name: string): Promise<ExitCode> {
  const asked = { ...line, customer: name, lab: false };
  return withWorkplace(asked, out, async ({ session, clock }) => {
    const { translator: t } = out;
    await session.read();
    const { record, observations } = session.state;
    const checks = takeOverChecks(wantedOf(record), observations ?? new Map(), clock.now());
    const isReady = mayTakeOver(checks);
    if (line.json) out.json({ id: record.id, checks, takenOver: isReady });
    else
      for (const { id, state } of checks)
        out.line(`${t.t(`ui-customers.staging.${id}`)}: ${t.t(`ui-customers.staging.${state}`)}`);
    if (!isReady) throw new CodedError(appError('HX-UNPROVEN', { name: record.name }));
    const { staged: _staged, ...taken } = record;
    await session.change(taken);
    if (!line.json) out.line(t.t('cli.customer.taken-over', { name: record.name }));
    return EXIT.done;
  });
}

/** From the file that was named, its first line; else from the terminal, without showing it. */
async function passphraseOf(line: Invocation, question: string): Promise<string> {
  if (line.passphraseFile === undefined) {
    const typed = await askSecret(question);
    if (typed === undefined) throw wrongUse('--passphrase-file FILE');
    return typed;
  }
  const text = Buffer.from(await bytesOf(line.passphraseFile)).toString('utf8');
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first === '' || first.length > LONGEST_PASSPHRASE)
    throw wrongUse(`--passphrase-file ${line.passphraseFile}`);
  return first;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > LARGEST_FILE) {
      const limit = LARGEST_FILE / 1024 / 1024;
      throw new CodedError(appError('HX-BUNDLESIZE', { file: basename(path), limit }));
    }
    return await readFile(path);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

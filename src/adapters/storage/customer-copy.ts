/** The copy of a customer's file that every save leaves beside it, for the day on which the file is damaged. */
import { join } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { CustomerRecord } from '../../core/model/customer';
import type { FileSystem } from './file-system';
import { fileError, readIfThere, writeAtomic } from './file-system';
import { customerSchema } from './schemas';
import { newerVersion } from './stored-formats';

/** The customer's file in its folder. */
export const CUSTOMER_FILE = 'customer.json';
const COPY = 'customer.json.bak';

/** HX-NEWER for a file that a later version wrote: it is not damaged, and nothing may be put in its place. */
export function refuseNewer(file: string, text: string): void {
  const found = newerVersion({ field: 'format', current: 1 }, text);
  if (found !== undefined) throw new CodedError(appError('HX-NEWER', { file, found, known: 1 }));
}

/** Writes the file, then its copy: whatever happens in between, one of the two is whole. */
export async function writeCustomer(
  fs: FileSystem,
  folder: string,
  record: CustomerRecord,
): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(record, null, 2)}\n`, 'utf8');
  await writeAtomic(fs, join(folder, CUSTOMER_FILE), bytes);
  await writeAtomic(fs, join(folder, COPY), bytes);
}

/** True where the copy can be put back: it is there, whole, and this customer's. */
export async function canRestore(fs: FileSystem, folder: string, id: string): Promise<boolean> {
  return (await goodCopy(fs, folder, id)) !== undefined;
}

/** Puts the copy back. What was damaged stays beside it under a name of its own. HX-CUST without a good copy. */
export async function restoreCustomer(fs: FileSystem, folder: string, id: string): Promise<void> {
  const copy = await goodCopy(fs, folder, id);
  const file = join(folder, CUSTOMER_FILE);
  if (copy === undefined) throw new CodedError(appError('HX-CUST', { file }));
  const damaged = await readIfThere(fs, file);
  if (damaged !== undefined) refuseNewer(file, Buffer.from(damaged).toString('utf8'));
  try {
    if (damaged !== undefined) await fs.rename(file, `${file}.damaged-${Date.now().toString()}`);
  } catch (thrown) {
    throw fileError(thrown, file);
  }
  await writeAtomic(fs, file, copy);
}

async function goodCopy(
  fs: FileSystem,
  folder: string,
  id: string,
): Promise<Uint8Array | undefined> {
  const bytes = await readIfThere(fs, join(folder, COPY)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), customerSchema),
    Buffer.from(bytes).toString('utf8'),
  );
  return parsed.success && parsed.output.id === id ? bytes : undefined;
}

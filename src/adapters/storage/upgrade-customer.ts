/** What changes in a customer's folder from version 1 of the data folder to version 2. */
import { join } from 'node:path';
import * as v from 'valibot';
import { CUSTOMER_FILE, canRestore, writeCustomer } from './customer-copy';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import { customerSchema } from './schemas';

const earlier = v.looseObject({ exchangeServer: v.string() });

/**
 * Version 1 took any text for the server's name, and kept no copy of the file. A file that still does not fit is left as
 * it is: opening the customer says so.
 */
export async function upgradeCustomer(fs: FileSystem, folder: string, id: string): Promise<void> {
  const bytes = await readIfThere(fs, join(folder, CUSTOMER_FILE));
  const json = v.safeParse(
    v.pipe(v.string(), v.parseJson()),
    Buffer.from(bytes ?? []).toString('utf8'),
  );
  if (!json.success) return;
  const now = v.safeParse(customerSchema, json.output);
  const hasCopy = await canRestore(fs, folder, id);
  if (now.success) {
    if (!hasCopy && now.output.id === id) await writeCustomer(fs, folder, now.output);
    return;
  }
  const before = v.safeParse(earlier, json.output);
  if (!before.success) return;
  const { exchangeServer } = before.output;
  const mended = v.safeParse(customerSchema, {
    ...before.output,
    exchangeServer: hostIn(exchangeServer),
  });
  if (mended.success && mended.output.id === id) await writeCustomer(fs, folder, mended.output);
}

/** The host of what was typed: with blanks, as an address, or with the final dot of a full name. */
function hostIn(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '');
}

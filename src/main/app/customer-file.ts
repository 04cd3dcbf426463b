/** Files that a person chooses, and the plain customer file of earlier versions. */
import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { customerSchema } from '../../adapters/storage/schemas';
import { fileError } from '../../adapters/storage/file-system';
import { CodedError, appError } from '../../shared/errors';
import { isSafeJson } from '../../shared/json';
import type { CustomerRecord } from '../../core/model/customer';
import type { Person } from './person';

const KIND = 'crossprem-customer';
const schema = v.strictObject({
  kind: v.literal(KIND),
  format: v.literal(1),
  customer: customerSchema,
});
const fileSchema = v.pipe(
  v.string(),
  v.maxLength(1024 * 1024),
  v.parseJson(),
  v.check(isSafeJson),
  schema,
);

/** Reads a customer that an earlier version exported. A practice customer belongs to its lab and cannot be imported. */
export function parseCustomerFile(text: string, path: string): CustomerRecord {
  const parsed = v.safeParse(fileSchema, text);
  if (!parsed.success || parsed.output.customer.practice) {
    throw new CodedError(appError('HX-CUST', { file: path }));
  }
  return parsed.output.customer;
}

/** Writes a file that the person chose. */
export async function writeChosenFile(path: string, text: string): Promise<void> {
  await writeFile(path, text, { encoding: 'utf8', mode: 0o600 }).catch((thrown: unknown) => {
    throw fileError(thrown, path);
  });
}

/** Asks for a file and writes it; does nothing where none was chosen. */
export async function saveChosen(
  person: Person,
  kind: 'plan' | 'script' | 'undo' | 'calendar',
  name: string,
  text: string,
): Promise<void> {
  const file = await person.chooseFileToSave(kind, name);
  if (file !== undefined) await writeChosenFile(file, text);
}

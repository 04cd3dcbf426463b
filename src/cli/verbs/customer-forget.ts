/** `customer forget`: removes one customer, or with `--all` each one, as a script does that removes the product. */
import { afterwards } from '../../shared/afterwards';
import { CodedError, type AppError } from '../../shared/errors';
import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import { nodeFileSystem } from '../../adapters/storage/file-system';
import { forgetCustomer } from '../../adapters/storage/forget';
import type { CommandLine } from '../arguments';
import { askYes, canAsk } from '../ask';
import { dataFolder } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { wrongUse } from '../wrong-use';

/** Removes everything stored for a customer, after a question or with --yes. */
export async function forgetOne(
  record: CustomerRecord,
  line: CommandLine,
  out: Output,
  store: CustomerStore,
): Promise<ExitCode> {
  const question = out.translator.t('cli.customer.forget', { name: record.name });
  if (!(await agreed(question, line, out))) return EXIT.person;
  await remove(record, line, out, store);
  return EXIT.done;
}

/**
 * The same for every customer. One that another Crossprem works on, or whose file cannot be read, is named and stays;
 * the others go.
 */
export async function forgetAll(
  line: CommandLine,
  out: Output,
  store: CustomerStore,
): Promise<ExitCode> {
  if (line.customer !== undefined) throw wrongUse('--all --customer');
  const stored = await store.list();
  const own = stored.flatMap((item) => ('error' in item || item.practice ? [] : [item]));
  const faults: AppError[] = stored.flatMap((item) => ('error' in item ? [item.error] : []));
  const question = out.translator.t('cli.customer.forget-all', { count: own.length });
  if (own.length > 0 && !(await agreed(question, line, out))) return EXIT.person;
  for (const record of own) {
    try {
      await remove(record, line, out, store);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      faults.push(thrown.error);
    }
  }
  for (const fault of faults) out.error(fault);
  return faults.length === 0 ? EXIT.done : EXIT.failed;
}

async function agreed(question: string, line: CommandLine, out: Output): Promise<boolean> {
  if (line.yes) return true;
  if (!canAsk()) throw wrongUse('customer forget --yes');
  return askYes(question, out.translator.t('cli.ask.yes-words').split(' '));
}

async function remove(
  { id, name }: CustomerRecord,
  line: CommandLine,
  out: Output,
  store: CustomerStore,
): Promise<void> {
  const release = await store.lock(id);
  const place = { dataFolder: dataFolder(line.data), fs: nodeFileSystem, store };
  await afterwards(forgetCustomer(place, id), release);
  out.line(out.translator.t('cli.customer.forgotten', { name }));
}

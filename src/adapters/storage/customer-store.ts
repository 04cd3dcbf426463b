/** Customers on disk: `customers/<id>/{customer.json, verification.json, runs/<run>/{plan.json, journal.jsonl}, exports, backups, reports}`. */
import { join } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { isSafeJson } from '../../shared/json';
import type { CustomerRecord, RunSummary } from '../../core/model/customer';
import type { Plan, ScenarioId } from '../../core/model/plan';
import type { CustomerStore, StoredRun } from '../../core/ports';
import { CUSTOMER_FILE, refuseNewer, restoreCustomer, writeCustomer } from './customer-copy';
import { customerFiles } from './customer-files';
import type { FileSystem } from './file-system';
import { fileError, listFolder, readIfThere, writeAtomic } from './file-system';
import { openJournal } from './journal-file';
import { checkWhole, readShown } from './journal-standing';
import { lockFolder } from './lock';
import { digestOf } from './run-reader';
import { listRuns } from './run-index';
import { readSummary } from './run-summary';
import { customerSchema, planSchema, verificationSchema } from './schemas';

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Opens the store below a data folder. Nothing is created before something is saved. */
export function customerStore(dataFolder: string, fs: FileSystem): CustomerStore {
  const root = join(dataFolder, 'customers');
  const folder = (id: string): string => {
    if (!ID.test(id)) throw new CodedError(appError('HX-CUST', { file: id }));
    return join(root, id);
  };
  const runFolder = (id: string, run: string): string => {
    if (!ID.test(run)) throw new CodedError(appError('HX-CUST', { file: run }));
    return join(folder(id), 'runs', run);
  };
  const load = async (id: string): Promise<CustomerRecord | undefined> => {
    const file = join(folder(id), CUSTOMER_FILE);
    const record = await readJson(fs, file, customerSchema, 'HX-CUST');
    if (record !== undefined && record.id !== id)
      throw new CodedError(appError('HX-CUST', { file }));
    return record;
  };
  return {
    list: async () => {
      const ids = (await listFolder(fs, root)).filter((name) => ID.test(name)).sort();
      const found = await Promise.all(
        ids.map(async (id) => {
          try {
            return await load(id);
          } catch (thrown) {
            return { id, error: fileError(thrown, id).error };
          }
        }),
      );
      return found.filter((item) => item !== undefined);
    },
    load,
    save: (record) => writeCustomer(fs, folder(record.id), record),
    remove: async (id) => {
      try {
        await fs.remove(folder(id));
      } catch (thrown) {
        throw fileError(thrown, folder(id));
      }
    },
    restore: (id) => restoreCustomer(fs, folder(id), id),
    files: (id) => customerFiles(folder(id), fs),
    runs: async (id) => {
      const names = (await listFolder(fs, join(folder(id), 'runs')))
        .filter((name) => ID.test(name))
        .sort();
      return listRuns(fs, join(folder(id), 'runs'), names, (run) =>
        summary(fs, runFolder(id, run)),
      );
    },
    createRun: async (id, run, plan) => {
      await writeJson(fs, join(runFolder(id, run), 'plan.json'), plan);
      return (await openJournal(fs, join(runFolder(id, run), 'journal.jsonl'))).journal;
    },
    openRun: (id, run) => openRun(fs, runFolder(id, run)),
    showRun: async (id, run) => {
      const plan = await planOf(fs, runFolder(id, run));
      return { plan, ...(await readShown(fs, join(runFolder(id, run), 'journal.jsonl'))) };
    },
    checkRun: (id, run, signal) =>
      checkWhole(fs, join(runFolder(id, run), 'journal.jsonl'), signal),
    saveVerification: (id, verification) =>
      writeJson(fs, join(folder(id), verificationFile(verification.scenario)), verification),
    loadVerification: (id, scenario) =>
      readJson(fs, join(folder(id), verificationFile(scenario)), verificationSchema, 'HX-FILE'),
    lock: (id) => lockFolder(fs, folder(id)),
  };
}

/** Each scenario is verified apart from the others. */
function verificationFile(scenario: ScenarioId = 'tenant-exchange'): string {
  return scenario === 'tenant-exchange' ? 'verification.json' : `verification-${scenario}.json`;
}

async function planOf(fs: FileSystem, folder: string): Promise<Plan> {
  const file = join(folder, 'plan.json');
  const plan = await readJson(fs, file, planSchema, 'HX-PLANFILE');
  if (plan === undefined) throw new CodedError(appError('HX-PLANFILE', { file }));
  return plan;
}

async function openRun(fs: FileSystem, folder: string): Promise<StoredRun> {
  const plan = await planOf(fs, folder);
  const { journal, tailDamaged } = await openJournal(fs, join(folder, 'journal.jsonl'));
  return { plan, journal, tailDamaged };
}

/** A run that never wrote its first line has done nothing and is not listed. */
async function summary(fs: FileSystem, folder: string): Promise<RunSummary | null> {
  const journal = join(folder, 'journal.jsonl');
  const kept = await readSummary(fs, journal);
  return kept ?? (await digestOf(fs, journal))?.summary ?? null;
}

/** Reads and checks a JSON file; undefined when it is not there. Damaged content is `code` and the file stays as it is. */
async function readJson<T>(
  fs: FileSystem,
  path: string,
  schema: v.GenericSchema<unknown, T>,
  code: 'HX-CUST' | 'HX-PLANFILE' | 'HX-FILE',
): Promise<T | undefined> {
  const bytes = await readIfThere(fs, path);
  if (bytes === undefined) return undefined;
  const fault = (detail: string): CodedError =>
    new CodedError(appError(code, code === 'HX-FILE' ? { path } : { file: path }, detail));
  const text = Buffer.from(bytes).toString('utf8');
  refuseNewer(path, text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw fault(String(thrown));
  }
  if (!isSafeJson(json)) throw fault('nested too deeply, or with a name that objects inherit');
  const parsed = v.safeParse(schema, json);
  if (!parsed.success)
    throw fault(
      parsed.issues
        .map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)
        .slice(0, 3)
        .join('; '),
    );
  return parsed.output;
}

async function writeJson(fs: FileSystem, path: string, value: Plan | object): Promise<void> {
  await writeAtomic(fs, path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8'));
}

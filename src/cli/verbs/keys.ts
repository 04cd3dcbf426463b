/** `keys list|backup|backups|restore|drop-expired`: the keys of all principals that matter. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { appError } from '../../shared/errors';
import { fileError } from '../../adapters/storage/file-system';
import type { KeyInventory } from '../../core/keys/inventory';
import type { CommandLine } from '../arguments';
import { oneOf, wrongUse } from '../wrong-use';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { showBackups, showInventory } from '../show-keys';
import type { Workplace } from '../workplace';
import { resumeInterrupted, runPlan } from './apply';
import { tellScript } from './carry';
import { save } from './inspect';

/** Runs one of them. */
export async function keysVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const [what = 'list', ...more] = line.words;
  const verb = oneOf(what, ['list', 'backup', 'backups', 'restore', 'drop-expired'], 'keys');
  const surplus = more.at(verb === 'restore' ? 1 : 0);
  if (surplus !== undefined) throw wrongUse(surplus);
  switch (verb) {
    case 'list':
      return list(line, out, place);
    case 'backup':
      return backup(line, out, place);
    case 'backups':
      return backups(line, out, place);
    case 'restore':
      return restore(more[0], line, out, place);
    case 'drop-expired':
      return change(line, out, place, () => place.keys.planDrop(line.principals ?? null));
  }
}

async function list(line: CommandLine, out: Output, { keys }: Workplace): Promise<ExitCode> {
  const whole = await keys.read(line.policy);
  out.endProgress();
  const inventory = only(whole, line.principals);
  if (line.json) out.json(inventory);
  else showInventory(inventory, out);
  return inventory.principals.some(({ state }) => state === 'not-read') ? EXIT.person : EXIT.done;
}

function only(inventory: KeyInventory, ids: readonly string[] | undefined): KeyInventory {
  if (ids === undefined) return inventory;
  const principals = inventory.principals.filter(({ applicationId }) =>
    ids.includes(applicationId.toLowerCase()),
  );
  return { ...inventory, principals };
}

/** To the file of `--out`, else into the customer's own folder. A list that holds a key without bytes is named. */
async function backup(line: CommandLine, out: Output, { keys }: Workplace): Promise<ExitCode> {
  let file: string;
  if (line.out === undefined) file = await keys.keepBackup();
  else {
    const { text } = await keys.backup();
    file = resolve(line.out);
    await save(line.out, text);
  }
  out.endProgress();
  const principals = keys.known.inventory?.principals ?? [];
  const missing = principals.filter((item) => item.state === 'not-read' || !item.canWrite);
  if (line.json) out.json({ file, missing: missing.map(({ applicationId }) => applicationId) });
  else out.line(out.translator.t('cli.saved', { file }));
  for (const { name, error } of missing)
    out.error(error ?? appError('HX-NULLKEY', { application: name }));
  return missing.length > 0 ? EXIT.person : EXIT.done;
}

async function backups(line: CommandLine, out: Output, { keys }: Workplace): Promise<ExitCode> {
  const found = await keys.listBackups();
  if (line.json) out.json(found);
  else showBackups(found, out);
  return EXIT.done;
}

/** A name without a folder that is no file here means a backup in the customer's folder. */
async function restore(
  file: string | undefined,
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  if (file === undefined) throw wrongUse('keys restore FILE');
  const ids = line.principals ?? null;
  const stored = (await place.keys.listBackups()).some((item) => item.file === file);
  const text = stored ? null : await textOf(file);
  return change(line, out, place, () =>
    text === null
      ? place.keys.planRestoreStored(file, ids)
      : place.keys.planRestore(text, basename(file), ids),
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw fileError(thrown, file);
  }
}

/** Plans, and runs the plan like any other: or writes it as a script for whoever may change the tenant. */
async function change(
  line: CommandLine,
  out: Output,
  place: Workplace,
  plan: () => Promise<unknown>,
): Promise<ExitCode> {
  if (line.target !== undefined) {
    await plan();
    return tellScript(await place.hand.script(line.target), line, out);
  }
  const resumed = await resumeInterrupted(line, out, place);
  if (resumed !== null && resumed !== EXIT.done) return resumed;
  await plan();
  return runPlan(line, out, place);
}

/** The files of hand-carry: a script to a place the person chose, a result from one. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileError } from '../../adapters/storage/file-system';
import { CodedError, appError } from '../../shared/errors';
import type { HandCarry } from '../../core/carry/hand-carry';
import type { CarriedScript } from '../../core/carry/script';
import type { TrialScript } from '../../core/carry/trial-script';
import type { ChannelInput } from '../../shared/ipc/contract';
import { writeChosenFile } from './customer-file';
import type { OpenCustomer } from './open-customer';
import type { Person } from './person';

/** Bytes above which a file is not even opened; the result's own limit is below it. */
const LIMIT = 64_000_000;

/** Makes the script and saves it where the person chose. */
export async function saveCarried(
  open: OpenCustomer,
  person: Person,
  { kind, target }: ChannelInput<'carry.save'>,
): Promise<void> {
  const made: (CarriedScript | TrialScript)[] = [];
  await open.carry('plan', async (hand) => {
    made.push(await makeScript(hand, kind, target));
    return null;
  });
  const [script] = made;
  if (script === undefined) return;
  const { text, manifest, resultFile } = script;
  const name = resultFile.replace(/-result\.json$/, '');
  const file = await person.chooseFileToSave(manifest.kind === 'undo' ? 'undo' : 'script', name);
  if (file !== undefined) await writeChosenFile(file, text);
}

function makeScript(
  hand: HandCarry,
  kind: ChannelInput<'carry.save'>['kind'],
  target: ChannelInput<'carry.save'>['target'],
): Promise<CarriedScript | TrialScript> {
  switch (kind) {
    case 'look':
      return hand.look(target);
    case 'script':
      return hand.script(target);
    case 'trial':
      return hand.trial(target);
  }
}

/** Takes in the result that the person chose. */
export async function loadCarried(open: OpenCustomer, person: Person): Promise<void> {
  const file = await person.chooseResultFile();
  if (file === undefined) return;
  let bytes: Uint8Array;
  try {
    if ((await stat(file)).size > LIMIT)
      throw new CodedError(appError('HX-CARRYFILE', { file: basename(file) }));
    bytes = await readFile(file);
  } catch (thrown) {
    throw fileError(thrown, file);
  }
  await open.carry('read', (hand) => hand.load(bytes, basename(file)));
}

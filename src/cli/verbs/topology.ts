/** `topology`: answers a described topology. Offline; writes only what it is told to. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { fileError } from '../../adapters/storage/file-system';
import { answerTopology } from '../../core/topology/answer';
import { topologyCsv } from '../../core/topology/csv';
import {
  TOPOLOGY_FILE,
  parseTopology,
  readTopology,
  startTopology,
  writeTopology,
} from '../../core/topology/stored';
import type { Files } from '../../core/ports';
import type { CustomerRecord } from '../../core/model/customer';
import { topologySchema } from '../../shared/topology';
import type { TopologyDescription } from '../../shared/topology';
import type { CommandLine } from '../arguments';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { showTopology } from '../show-topology';
import { storedCustomer } from '../workplace';
import { wrongUse } from '../wrong-use';
import { save } from './inspect';

/** A customer whose description is read and stored. */
interface Owner {
  readonly record: CustomerRecord;
  readonly files: Files;
}

/** 0 when an answer was given; HX-USE where nothing was described, HX-FILE where a file is damaged. */
export async function topologyVerb(line: CommandLine, out: Output): Promise<ExitCode> {
  const { csv, save: keeps } = line.topology;
  const folder = dataFolder(line.data);
  const owner = await ownerOf(line, folder);
  if (keeps && owner === null) throw wrongUse('--save (--customer)');
  const described = await describedBy(line, owner);
  const answer = answerTopology(described);
  const { translator: t } = out;
  if (line.json) out.json(answer);
  else showTopology(answer, out);
  if (csv !== undefined) {
    const file = resolve(csv);
    await save(file, topologyCsv(answer, t));
    out.note(t.t('topology.cli.csv', { file }));
  }
  if (keeps && owner !== null) {
    await writeTopology(owner.files, described);
    const file = join(folder, 'customers', owner.record.id, TOPOLOGY_FILE);
    out.note(t.t('topology.cli.saved', { file }));
  }
  return EXIT.done;
}

async function ownerOf(line: CommandLine, folder: string): Promise<Owner | null> {
  if (line.customer === undefined) return null;
  const store = openStore(folder);
  const record = await storedCustomer(line, store);
  return { record, files: store.files(record.id) };
}

/** Flags over the file, or over what is stored with the customer. */
async function describedBy(line: CommandLine, owner: Owner | null): Promise<TopologyDescription> {
  const { describe, given } = line.topology;
  const base = describe === undefined ? await startOf(owner) : await described(describe);
  const told = base !== null || (given.mailboxes !== undefined && given.users !== undefined);
  if (!told) throw wrongUse('topology --describe FILE | --mailboxes PLACE --users PLACE');
  return v.parse(topologySchema, { ...base, ...given });
}

async function startOf(owner: Owner | null): Promise<TopologyDescription | null> {
  if (owner === null) return null;
  const saved = await readTopology(owner.files);
  const known = { record: owner.record, observations: null, verification: null };
  return startTopology(saved, known).description;
}

async function described(file: string): Promise<TopologyDescription> {
  const path = resolve(file);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw fileError(thrown, path);
  });
  return parseTopology(text, path);
}

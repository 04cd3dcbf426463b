/** Another computer, to which a saved script is carried: it knows the file, and the lab is its shell and tenant. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { newPracticeRecord } from '../../../src/adapters/practice/targets';
import { practicePorts } from '../../../src/cli/composition';
import { carriedTargets } from '../../../src/adapters/carry';
import { nodeCrypto, nodeIds, systemClock } from '../../../src/adapters/system/crypto';
import { collectProgram, knownReads, proofReads } from '../../../src/core/carry/collect';
import type { CarryManifest } from '../../../src/core/carry/manifest';
import { resultFileName } from '../../../src/core/carry/manifest';
import type { CarriedScript } from '../../../src/core/carry/script';
import { neededReads, wantedOf } from '../../../src/core/engine/plan';
import { readAll } from '../../../src/core/engine/read-lanes';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { ReadRequest } from '../../../src/core/model/observation';
import type { Plan } from '../../../src/core/model/plan';
import { TAGS } from '../../../src/core/model/action';
import type { Clock, Files } from '../../../src/core/ports';
import { runCarried } from './carry-runner';
import type { TestLab } from './practice';
import { runningLab } from './practice';

/**
 * A saved script as the stand-in runs it. What stands in PowerShell in its body is taken as data from the customer's
 * folder, where the script was kept when it was made.
 */
export async function readScript(
  data: string,
  customer: string,
  text: string,
): Promise<CarriedScript> {
  const manifest = manifestOf(text);
  const store = customerStore(data, nodeFileSystem);
  const record = await store.load(customer);
  const kept = await store.files(customer).read(`carried/scripts/${manifest.script}.json`);
  if (record === undefined || kept === undefined) throw new Error(`no script ${manifest.script}`);
  const { plan } = JSON.parse(new TextDecoder().decode(kept)) as { readonly plan: Plan | null };
  const actions = plan?.actions ?? [];
  return {
    text,
    manifest,
    plan,
    resultFile: resultFileName(manifest, manifest.target),
    program: collectProgram(manifest.target, wantedOf(record), [
      ...(await asked(manifest, record, store.files(customer))),
      ...(plan?.observations ?? []).map((item) => item.request),
      ...actions.map((action) => action.read),
      ...actions.flatMap(({ undo }) => (undo.kind === 'operation' ? [undo.read] : [])),
    ]),
  };
}

/** What the script asks besides: the reads that what was loaded so far shows to be needed, and the tests that are due. */
async function asked(
  { target }: CarryManifest,
  record: CustomerRecord,
  files: Files,
): Promise<readonly ReadRequest[]> {
  const { shell, online, directory } = carriedTargets(files, record);
  const told = (): void => undefined;
  const log = { info: told, warn: told, error: told };
  const ports = {
    ...{ shell, online, directory, files, log },
    ...{ crypto: nodeCrypto, clock: systemClock, ids: nodeIds },
  };
  const wanted = wantedOf(record);
  const now = new Date();
  const known = await readAll((found) => neededReads(wanted, found, now), ports, told);
  return [...knownReads(target, wanted, known, now), ...proofReads(target, wanted, known, now)];
}

/** The manifest in a script's first line. */
function manifestOf(text: string): CarryManifest {
  const [, json = ''] = /^\uFEFF?# crossprem-manifest (\{.*\})\r?\n/.exec(text) ?? [];
  return JSON.parse(json) as CarryManifest;
}

/** Runs a saved script with every consent and gives its result file's text. `clock` is the other computer's. */
export async function runElsewhere(
  lab: Pick<TestLab, 'ready' | 'control'>,
  script: CarriedScript,
  clock?: Clock,
): Promise<string> {
  const folder = join(tmpdir(), `crossprem-other-${script.manifest.script}`);
  const running = await runningLab(lab);
  const record = newPracticeRecord(lab.ready);
  const ports = practicePorts(folder, running, record, customerStore(folder, nodeFileSystem));
  const [host = 'admin-pc'] = script.manifest.hosts;
  const computer = {
    ports: { ...ports, ...(clock === undefined ? {} : { clock }) },
    host,
    tenantId: lab.ready.tenantId,
    disk: new Map(),
    records: new Map(),
  };
  try {
    return await runCarried(script, computer, { consents: TAGS });
  } finally {
    await nodeFileSystem.remove(folder);
  }
}

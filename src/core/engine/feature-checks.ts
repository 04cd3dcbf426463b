/**
 * The third rung: what people saw of the features, signed by name. Records are only ever added, and each is bound to
 * the state that had been verified when it was signed; a later state keeps them and says so.
 */
import * as v from 'valibot';
import type { CheckInput, FeatureCheck } from '../../shared/checks';
import { FEATURE_CHECKS, checkInputSchema } from '../../shared/checks';
import { CodedError, appError } from '../../shared/errors';
import type { Finding } from '../model/action';
import type { CheckRecord, SignedCheck, VerifiedState } from '../model/feature-check';
import { message } from '../model/message';
import type { Observations } from '../model/observation';
import type { Comparison } from '../model/plan';
import type { Proof, Verification } from '../model/proof';
import type { Files } from '../ports';
import { purgesFolder } from '../reads/mailbox';
import { readRequest } from '../reads/definition';
import { compare, compared, findingOf } from '../resources/context';
import { mailboxArguments } from '../resources/test-mailbox';
import type { Wanted } from './plan';
import { makePlan, planContext } from './plan';
import type { EnginePorts } from './ports';
import { performRead } from './read';

const FILE = 'checks/features.jsonl';

/** A line of the file; also what a stored verification holds of it. */
export const checkRecordEntries = {
  ...checkInputSchema.entries,
  at: v.string(),
  state: v.strictObject({
    fingerprint: v.pipe(v.string(), v.regex(/^[0-9A-F]{4}-[0-9A-F]{4}$/)),
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  verifiedAt: v.string(),
};
const recordSchema: v.GenericSchema<unknown, CheckRecord> = v.strictObject(checkRecordEntries);

/** What belongs to the feature checks besides the verification itself. */
type CheckPorts = Pick<EnginePorts, 'files' | 'clock'>;

/** Everything taken down so far, oldest first. HX-FILE where the file is damaged; it stays as it is. */
async function readChecks(files: Files): Promise<readonly CheckRecord[]> {
  const bytes = await files.read(FILE);
  if (bytes === undefined) return [];
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.filter((line) => line !== '').map(parseLine);
}

function parseLine(line: string, index: number): CheckRecord {
  const damaged = (detail: string): CodedError =>
    new CodedError(appError('HX-FILE', { path: FILE }, `line ${index + 1}: ${detail}`));
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (thrown) {
    throw damaged(String(thrown));
  }
  const parsed = v.safeParse(recordSchema, json);
  if (!parsed.success) throw damaged(parsed.issues[0].message);
  return parsed.output;
}

/**
 * Takes a check down for the state that was verified last and gives the verification with it. Old lines are written
 * again unchanged, and the whole file at once. A verification of an older version names no state: HX-BUG.
 */
export async function recordCheck(
  given: CheckInput,
  verification: Verification | null,
  { files, clock }: CheckPorts,
): Promise<Verification> {
  const state = verification?.state;
  if (verification === null || state === undefined)
    throw new CodedError(appError('HX-BUG', {}, 'a check is signed without a verified state'));
  const before = await readChecks(files);
  const record: CheckRecord = {
    ...v.parse(checkInputSchema, given),
    at: clock.now().toISOString(),
    state,
    verifiedAt: verification.at,
  };
  const all = [...before, record];
  const text = all.map((item) => `${JSON.stringify(item)}\n`).join('');
  await files.write(FILE, new TextEncoder().encode(text));
  return { ...verification, proofs: signedProofs(verification.proofs, all, state) };
}

/** The verification with its state, what could be read as evidence, and what people have signed. */
export async function withChecks(
  verification: Verification,
  wanted: Wanted,
  observations: Observations,
  ports: EnginePorts,
  signal?: AbortSignal,
): Promise<Verification> {
  const now = new Date(verification.at);
  const { fingerprint, digest } = makePlan(wanted, observations, now, ports.crypto);
  const state = { fingerprint, digest };
  const { records, damage } = await keptChecks(ports.files);
  const evidence = await readPurges(wanted, observations, now, ports, signal);
  const proofs = verification.proofs.map((proof) =>
    checkOf(proof) === 'purges' ? { ...proof, comparisons: evidence } : proof,
  );
  return {
    ...verification,
    state,
    proofs: signedProofs(proofs, records, state),
    findings: [...verification.findings, ...damage],
  };
}

/** A damaged file is told, and keeps nobody from verifying. */
async function keptChecks(
  files: Files,
): Promise<{ readonly records: readonly CheckRecord[]; readonly damage: readonly Finding[] }> {
  try {
    return { records: await readChecks(files), damage: [] };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    const damage = findingOf(thrown.error, 'verify-keys', 'feature-checks', 'warning');
    return { records: [], damage: [damage] };
  }
}

/** Items in Purges of the test mailbox. They are evidence; whether they are chats is for a person to see. */
async function readPurges(
  wanted: Wanted,
  observations: Observations,
  now: Date,
  ports: EnginePorts,
  signal: AbortSignal | undefined,
): Promise<readonly Comparison[]> {
  const context = planContext(wanted, observations, now);
  const args = mailboxArguments(context);
  if (args === undefined) return [];
  const found = await performRead(readRequest(purgesFolder, args), ports, signal);
  const property = `${args.identity} Purges`;
  if (found.status !== 'read') return [compare(property, '> 0', undefined)];
  const items = Number(found.facts['ItemsInFolder'] ?? 0);
  return [compared(property, '> 0', String(items), items > 0)];
}

/** The rows of the third rung before anybody signed. */
export function unsignedProofs(checks: readonly FeatureCheck[]): readonly Proof[] {
  return checks.map((check) => ({
    resource: `feature:${check}`,
    step: 'verify-keys',
    title: message(`core.resource.feature-${check}`),
    rung: 'feature-seen',
    comparisons: [],
    verdict: 'by-hand',
  }));
}

function checkOf({ resource, rung }: Proof): FeatureCheck | undefined {
  if (rung !== 'feature-seen') return undefined;
  return FEATURE_CHECKS.find((check) => resource === `feature:${check}`);
}

function signedProofs(
  proofs: readonly Proof[],
  records: readonly CheckRecord[],
  state: VerifiedState,
): readonly Proof[] {
  return proofs.map((proof) => {
    const check = checkOf(proof);
    const record = check && records.filter((item) => item.check === check).at(-1);
    if (record === undefined) return proof;
    const signed = { ...record, current: record.state.digest === state.digest };
    return { ...proof, signed, verdict: verdictOf(signed) };
  });
}

/** What was seen of an earlier state proves nothing of this one. */
function verdictOf({ current, result }: SignedCheck): Proof['verdict'] {
  if (!current) return 'by-hand';
  switch (result) {
    case 'passed':
      return 'verified';
    case 'failed':
      return 'failed';
    case 'not-checked':
      return 'could-not-check';
  }
}

/** Hand-carry of one customer: writing scripts, and loading what they bring back. */
import { CodedError, appError } from '../../shared/errors';
import type { Plan } from '../model/plan';
import type { ReadRequest } from '../model/observation';
import { refuseStaged } from '../engine/identity';
import { neededReads, wantedOf } from '../engine/plan';
import type { Wanted } from '../engine/plan';
import { foldJournal, knownFacts, resultsOf } from '../engine/progress';
import { readAll } from '../engine/read-lanes';
import { undoReads } from '../engine/undo-rows';
import { servicePrincipal } from '../reads/tenant';
import { readRequest } from '../reads/definition';
import { anyRefusal } from '../policy/rules';
import { readAnswers, writeAnswers } from './answers';
import type { HandCarryOptions, LoadedResult } from './carry-types';
import type { ScriptRecord } from './check';
import { checkAge, checkResult, usableAnswers } from './check';
import { collectProgram, isWritingTestRead, knownReads, proofReads } from './collect';
import { changeKey, journalOf } from './evidence';
import type { CarryTarget } from './manifest';
import type { CarryResult } from './result';
import { carryResult, openResult, parseResult } from './result';
import { KnownHosts } from './hosts';
import { findPlace, refuseAnywhere } from './place';
import type { Place } from './place';
import { askedSide, planFor } from './scope';
import type { CarriedScript } from './script';
import { renderCarried } from './script';
import { isTrial } from './trial';
import { TrialDesk } from './trial-desk';
import type { TrialScript } from './trial-script';
import type { Received } from './vault';
import {
  cutOffResult,
  keepScript,
  loaded,
  receive,
  receivedPath,
  receivedResult,
  scriptOf,
} from './vault';

/** Operations on one customer; the caller sees to it that only one thing works on the customer at a time. */
export class HandCarry {
  /** What `-WhatIf` said of plans. */
  readonly trials: TrialDesk;

  constructor(private readonly options: HandCarryOptions) {
    this.trials = new TrialDesk(options);
  }

  private get files() {
    return this.options.ports.files;
  }

  private get wanted(): Wanted {
    return wantedOf(this.options.session.state.record);
  }

  /** Writes a script that reads one side and changes nothing. */
  async look(wantedPlace: string): Promise<CarriedScript> {
    const place = await this.place(wantedPlace, null);
    const program = await this.program(place.target, this.addedReads(place.target), 'with tests');
    return this.write(place, null, program);
  }

  /** Reads of the key inventory that no plan rests on: the principals that a person added. */
  private addedReads(target: CarryTarget): readonly ReadRequest[] {
    const { principals = [] } = this.options.session.state.record;
    return target === 'tenant'
      ? principals.map((applicationId) => readRequest(servicePrincipal, { applicationId }))
      : [];
  }

  /** Writes the script of the session's plan for one side. HX-CARRYORDER when nothing of it can be done there now, HX-CARRYSERVER when no server is known. */
  async script(wantedPlace: string): Promise<CarriedScript> {
    const { undoes } = this.options.session.state;
    const { place, plan } = await this.planned(wantedPlace);
    const own = planFor(plan, place.target);
    const refusal = anyRefusal(own, this.options.ports.rules);
    if (refusal !== undefined) throw new CodedError(refusal);
    const more = own.actions.flatMap((action) => [
      action.read,
      ...(action.gate === undefined ? [] : [action.gate.read]),
      ...undoReadsOf(action),
    ]);
    const program = await this.program(place.target, [
      ...own.observations.map((item) => item.request),
      ...more,
    ]);
    return this.write(place, own, program, undoes ?? undefined);
  }

  /** Writes the script that asks the plan's commands of one side with `-WhatIf` and changes nothing. */
  async trial(wantedPlace: string): Promise<TrialScript> {
    const { place, plan } = await this.planned(wantedPlace);
    return this.trials.script(place, plan);
  }

  /** The session's plan, and where it is carried to. */
  private async planned(wantedPlace: string): Promise<{ place: Place; plan: Plan }> {
    const { plan, record } = this.options.session.state;
    if (plan === null) throw new CodedError(appError('HX-BUG', {}, 'a script without a plan'));
    refuseStaged(record);
    const place = await this.place(wantedPlace, plan);
    refuseAnywhere(place);
    return { place, plan };
  }

  private async write(
    place: Place,
    plan: Plan | null,
    program: ReturnType<typeof collectProgram>,
    undoes?: string,
  ): Promise<CarriedScript> {
    const { record } = this.options.session.state;
    const { clock, crypto, ids } = this.options.ports;
    const script = renderCarried(
      {
        manifest: {
          format: 1,
          kind: plan === null ? 'look' : plan.kind,
          script: ids.guid(),
          customer: record.id,
          tenantId: record.tenantId,
          target: place.target,
          hosts: place.hosts,
          digest: plan?.digest ?? '',
          fingerprint: plan?.fingerprint ?? '',
          madeAt: clock.now().toISOString(),
        },
        place: place.name,
        practice: record.practice,
        customerName: record.name,
        tenant: record,
        program,
        plan,
      },
      crypto,
    );
    await keepScript(this.files, {
      manifest: script.manifest,
      plan,
      ...(undoes === undefined ? {} : { undoes }),
    });
    return script;
  }

  /** What to collect: the usual, what the answers here show to be needed, and what the way back of the last run rests on. */
  private async program(
    target: CarryTarget,
    more: readonly ReadRequest[],
    tests: 'with tests' | 'no tests' = 'no tests',
  ) {
    const { ports, session } = this.options;
    const { wanted } = this;
    const observations = await this.observe();
    const { run } = session.state;
    const progress = foldJournal(run?.entries ?? []);
    const results = knownFacts(progress);
    const ours = resultsOf(progress);
    const undo = (run?.plan.actions ?? [])
      .filter((action) => ours.has(action.id))
      .flatMap((action) => undoReads(action.undo, results));
    // What is asked for may be named by what the other side says, which may be read from here.
    const all = new Map([...observations, ...(session.state.observations ?? [])]);
    const known = knownReads(target, wanted, all, ports.clock.now());
    const proofs = proofReads(target, wanted, all, ports.clock.now());
    // A script that changes something has its tests among its steps.
    const taken = proofs.filter((proof) => tests === 'with tests' || !isWritingTestRead(proof));
    return collectProgram(target, wanted, [...known, ...taken, ...undo, ...more]);
  }

  private observe() {
    const { ports } = this.options;
    return readAll(
      (found) => neededReads(this.wanted, found, ports.clock.now()),
      ports,
      () => undefined,
    );
  }

  private place(name: string, plan: Plan | null): Promise<Place> {
    const { record } = this.options.session.state;
    return findPlace(name, new KnownHosts(plan, () => this.observe(), record));
  }

  /** Loads a result file. Nothing changes unless every check passes. `file` names it for people. */
  async load(bytes: Uint8Array, file: string): Promise<LoadedResult> {
    const { parsePlan, ports, readItems, session } = this.options;
    const recovered = await this.recover();
    const opened = openResult(bytes, file, ports.crypto);
    if (isTrial(opened)) return this.trials.load(opened, file);
    const result = carryResult(opened, file);
    const record = await scriptOf(this.files, result, file, parsePlan);
    checkResult(result, record, file, { crypto: ports.crypto, readItems });
    const { content } = result;
    const now = ports.clock.now();
    const path = receivedPath(result);
    const earlier = await receivedResult(this.files, path);
    if (earlier !== undefined && recovered === path)
      return this.told(result, record.plan === null ? null : earlier.run);
    if (earlier !== undefined) throw new CodedError(appError('HX-CARRYAGAIN', { file }));
    checkAge(content, record.manifest, file, now);
    const held = await readAnswers(this.files, content.target);
    if (content.kind === 'look' && held !== undefined && held.collectedAt >= content.endedAt)
      throw new CodedError(appError('HX-CARRYOLD', { file, at: content.endedAt }));
    if (session.state.run?.interrupted === true)
      throw new CodedError(appError('HX-RUNNING', { run: session.state.run.id }));
    const text = new TextDecoder().decode(bytes);
    const received = await receive(this.files, result, text, now, session.state.runs.at(-1)?.id);
    await this.finish(received, result, record);
    return this.told(result, record.plan === null ? null : received.run);
  }

  /** Recalls the trials, and finishes a load that was cut off; gives the stored result's path, or null when there was none. */
  async recover(): Promise<string | null> {
    await this.trials.recall();
    const found = await cutOffResult(this.files);
    if (found === undefined) return null;
    const { parsePlan, ports } = this.options;
    const bytes = new TextEncoder().encode(found.received.text);
    const result = parseResult(bytes, found.path, ports.crypto);
    const record = await scriptOf(this.files, result, found.path, parsePlan);
    await this.finish(found.received, result, record);
    return found.path;
  }

  /** Every step of it may be repeated: files are whole, the journal goes on where it ended. */
  private async finish(
    received: Received,
    result: CarryResult,
    record: ScriptRecord,
  ): Promise<void> {
    const { ports, readItems, session } = this.options;
    const { content } = result;
    const { plan } = record;
    for (const item of content.files) {
      // The certificate alone: whatever came behind it in the file stays out.
      const certificate = ports.crypto.certificate(item.content);
      if (certificate !== undefined)
        await this.files.write(item.name, decodeBase64(certificate.raw));
    }
    if (plan !== null) await this.journal(received, result, { ...record, plan });
    const held = await readAnswers(this.files, content.target);
    if (held === undefined || held.collectedAt < content.endedAt) {
      await writeAnswers(this.files, content.target, {
        format: 1,
        host: content.host,
        collectedAt: content.endedAt,
        result: result.sha256,
        answers: [...usableAnswers(content, readItems)],
      });
    }
    await loaded(this.files);
    await session.reload();
  }

  private async journal(
    received: Received,
    result: CarryResult,
    record: ScriptRecord & { readonly plan: Plan },
  ): Promise<void> {
    const { session, store, productVersion } = this.options;
    const { id } = session.state.record;
    const entries = journalOf(result, {
      plan: record.plan,
      run: received.run,
      loadedAt: received.loadedAt,
      productVersion,
      counted: await this.counted(result.content.script, received.run),
      ...(record.undoes === undefined ? {} : { undoes: record.undoes }),
    });
    const journal = await store.createRun(id, received.run, record.plan);
    for (const entry of entries.slice(journal.entries().length)) await journal.append(entry);
  }

  /** Changes that other results of the same script reported as done. */
  private async counted(script: string, run: string): Promise<ReadonlySet<string>> {
    const { session, store } = this.options;
    const { id } = session.state.record;
    const changes = new Set<string>();
    for (const summary of await store.runs(id)) {
      if (summary.id === run || summary.carriedTo === undefined) continue;
      const entries = (await store.openRun(id, summary.id)).journal.entries();
      if (foldJournal(entries).started?.carried?.script !== script) continue;
      for (const entry of entries)
        if (entry.type === 'outcome' && entry.outcome === 'done')
          changes.add(changeKey(entry.action, entry.at));
    }
    return changes;
  }

  private async told(result: CarryResult, run: string | null): Promise<LoadedResult> {
    const { kind, target, host } = result.content;
    const observations = await this.observe();
    const missing = [...observations.values()].filter(
      (item) =>
        item.target === askedSide(target) &&
        item.status === 'not-read' &&
        item.error.code === 'HX-CARRYMISSING',
    ).length;
    return { kind, target, host, run, missing };
  }
}

function undoReadsOf(action: Plan['actions'][number]): readonly ReadRequest[] {
  return action.undo.kind === 'operation' ? [action.undo.read] : [];
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Trials of one customer: writing the script, and loading what it brings back. */
import { CodedError, appError } from '../../shared/errors';
import type { Plan } from '../model/plan';
import { anyRefusal } from '../policy/rules';
import type { HandCarryOptions, LoadedResult } from './carry-types';
import { checkAge, checkOrigin } from './check';
import type { Place } from './place';
import type { OpenedResult } from './result';
import { renderTrial } from './trial-script';
import type { TrialScript } from './trial-script';
import {
  canBeTried,
  checkRows,
  isSamePlace,
  keepTrial,
  readTrials,
  trialActions,
  trialContent,
} from './trial';
import type { Trial } from './trial';
import { keepScript, scriptOf } from './vault';

/** What `HandCarry` leaves to it. */
export class TrialDesk {
  private known: readonly Trial[] = [];

  constructor(private readonly options: HandCarryOptions) {}

  /** All that were loaded, oldest first. */
  get trials(): readonly Trial[] {
    return this.known;
  }

  /** Reads what was loaded earlier. */
  async recall(): Promise<void> {
    this.known = await readTrials(this.options.ports.files);
  }

  /** Writes the script. HX-TRIALNONE where the plan has nothing there that can be asked. */
  async script(place: Place, plan: Plan): Promise<TrialScript> {
    const { ports, session } = this.options;
    const actions = trialActions(plan, place.target);
    if (!actions.some(canBeTried))
      throw new CodedError(appError('HX-TRIALNONE', { target: place.target }));
    const refusal = anyRefusal({ ...plan, actions }, ports.rules);
    if (refusal !== undefined) throw new CodedError(refusal);
    const { record } = session.state;
    const script = renderTrial(
      {
        manifest: {
          format: 1,
          kind: 'trial',
          script: ports.ids.guid(),
          customer: record.id,
          tenantId: record.tenantId,
          target: place.target,
          hosts: place.hosts,
          digest: plan.digest,
          fingerprint: plan.fingerprint,
          madeAt: ports.clock.now().toISOString(),
        },
        place: place.name,
        practice: record.practice,
        customerName: record.name,
        tenant: record,
        actions,
        inputs: plan.inputs,
      },
      ports.crypto,
    );
    await keepScript(ports.files, { manifest: script.manifest, plan });
    return script;
  }

  /** Takes a result in, beside the plan it was made for. HX-TRIALPLAN where another plan is at hand. */
  async load(opened: OpenedResult, file: string): Promise<LoadedResult> {
    const { parsePlan, ports, session } = this.options;
    const content = trialContent(opened, file);
    const record = await scriptOf(ports.files, { content }, file, parsePlan);
    checkOrigin(content, record, file);
    checkRows(content, record.plan, file);
    const now = ports.clock.now();
    const { plan } = session.state;
    const { digest, fingerprint } = record.manifest;
    if (plan !== null && plan.digest !== digest)
      throw new CodedError(
        appError('HX-TRIALPLAN', { found: fingerprint, expected: plan.fingerprint }),
      );
    await this.recall();
    if (this.known.some(({ sha256 }) => sha256 === opened.sha256))
      throw new CodedError(appError('HX-CARRYAGAIN', { file }));
    checkAge(content, record.manifest, file, now);
    const held = this.known.find((item) => isSamePlace(item, content));
    if (held !== undefined && held.endedAt >= content.endedAt)
      throw new CodedError(appError('HX-CARRYOLD', { file, at: content.endedAt }));
    const { script, target, host, endedAt, account, rows } = content;
    this.known = await keepTrial(ports.files, {
      ...{ script, digest, target, host, endedAt, account, fingerprint, rows },
      ...{ loadedAt: now.toISOString(), sha256: opened.sha256 },
    });
    return { kind: 'trial', target, host, run: null, missing: 0 };
  }
}

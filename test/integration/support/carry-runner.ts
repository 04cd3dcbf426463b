/**
 * Runs a carried script without a PowerShell: the same manifest, program and plan, step by step as the script's own
 * functions do it, against the shell and Graph it is given. Writes the same result format.
 */
import { canonicalJson } from '../../../src/shared/json';
import type { CarriedScript } from '../../../src/core/carry/script';
import type { CarriedAction, CarriedAnswer, CarryContent } from '../../../src/core/carry/result';
import { answerKey } from '../../../src/core/carry/answers';
import { OUTPUT_PROPERTIES, SKYPE_PROPERTIES } from '../../../src/core/commands/output-properties';
import { CONSENT_SWITCHES } from '../../../src/core/commands/script-consent';
import type { EnginePorts } from '../../../src/core/engine/ports';
import { shellOf } from '../../../src/core/engine/ports';
import {
  allDifferences,
  differences,
  resolveFacts,
  resolveRead,
} from '../../../src/core/engine/facts';
import { performRead } from '../../../src/core/engine/read';
import { runAction } from '../../../src/core/engine/run-action';
import type { ActionResult } from '../../../src/core/engine/run-action';
import type { Action, Tag } from '../../../src/core/model/action';
import { CONSENT_TAGS } from '../../../src/core/model/action';
import { isFromAction } from '../../../src/core/model/command';
import type { Facts } from '../../../src/core/model/facts';
import type { JournalEntry } from '../../../src/core/model/journal';
import type { Files } from '../../../src/core/ports';
import {
  isCloudApplication,
  mailUser,
  managementRole,
  partnerApplications,
  recipient,
  roleAssignments,
  roleEntries,
  user,
} from '../../../src/core/reads/accounts';
import type { PartnerApplication, User } from '../../../src/core/reads/accounts';
import type { ReadArguments } from '../../../src/core/reads/definition';
import {
  acceptedDomains,
  domainControllers,
  exchangeServers,
} from '../../../src/core/reads/organisation';
import type {
  AcceptedDomain,
  DomainController,
  ExchangeServer,
} from '../../../src/core/reads/organisation';
import { findRead } from '../../../src/core/reads/registry';
import { skypePools } from '../../../src/core/reads/skype';
import type { SkypePool } from '../../../src/core/reads/skype';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { toClixml } from './clixml-writer';

/** Another computer: its shell and Graph, its disk, its records. */
export interface OtherComputer {
  readonly ports: Omit<EnginePorts, 'files'>;
  readonly host: string;
  readonly tenantId: string;
  /** Files beside the script. */
  readonly disk: Map<string, Uint8Array>;
  /** What scripts recorded there, by script and action. */
  readonly records: Map<string, { readonly phase: 'begin' | 'done'; readonly at: string }>;
}

/** How a script is run there. */
export interface RunOptions {
  readonly consents?: readonly Tag[];
  /** The computer is switched off right after this many actions were done; no result is written. */
  readonly cutOffAfter?: number;
}

export class CutOff extends Error {}

/** Runs the script and gives the text of its result file. */
export async function runCarried(
  script: CarriedScript,
  computer: OtherComputer,
  options: RunOptions = {},
): Promise<string> {
  const run = new CarriedRun(script, computer, options);
  return run.go();
}

/** The file around a content, with its hash and end mark. */
export function resultText(content: unknown): string {
  const text = canonicalJson(content);
  return `{"content":${text},"sha256":"${nodeCrypto.sha256(text)}","end":"crossprem-end"}`;
}

class CarriedRun {
  private readonly answers: CarriedAnswer[] = [];
  private readonly outcomes: CarriedAction[] = [];
  private readonly results = new Map<string, Facts>();
  private readonly leftOut = new Set<string>();
  private halt: CarryContent['halt'] = null;
  private readonly files: Files;

  constructor(
    private readonly script: CarriedScript,
    private readonly computer: OtherComputer,
    private readonly options: RunOptions,
  ) {
    this.files = {
      read: (path) => Promise.resolve(computer.disk.get(path)),
      write: (path, content) => {
        computer.disk.set(path, content);
        return Promise.resolve();
      },
      remove: (path) => {
        computer.disk.delete(path);
        return Promise.resolve();
      },
      list: () => Promise.resolve([]),
    };
  }

  private get ports(): EnginePorts {
    return { ...this.computer.ports, files: this.files };
  }

  private now(): string {
    return this.computer.ports.clock.now().toISOString();
  }

  async go(): Promise<string> {
    const { manifest, plan } = this.script;
    const startedAt = this.now();
    if (plan !== null) {
      await this.assertUnmoved();
      for (const action of plan.actions) if (this.halt === null) await this.step(action);
    }
    await this.collect();
    const content: CarryContent = {
      format: 1,
      kind: manifest.kind,
      script: manifest.script,
      body: manifest.body,
      customer: manifest.customer,
      tenantId: manifest.tenantId,
      digest: manifest.digest,
      target: manifest.target,
      host: this.computer.host,
      signedInTenant: ['tenant', 'online'].includes(manifest.target) ? this.computer.tenantId : '',
      startedAt,
      endedAt: this.now(),
      powershell: 'stand-in',
      switches: (this.options.consents ?? []).flatMap((tag) => CONSENT_SWITCHES[tag] ?? []),
      halt: this.halt,
      actions: this.outcomes,
      answers: this.answers,
      files: this.exports(),
    };
    return resultText(content);
  }

  private exports(): CarryContent['files'] {
    return (this.script.plan?.actions ?? []).flatMap(({ operation }) => {
      if (operation.kind !== 'export-certificate') return [];
      const found = this.computer.disk.get(operation.file);
      return found === undefined
        ? []
        : [{ name: operation.file, content: Buffer.from(found).toString('base64') }];
    });
  }

  private async factsOf(request: {
    read: string;
    arguments: Record<string, unknown>;
  }): Promise<Facts> {
    const found = await performRead(
      resolveRead(request as Parameters<typeof resolveRead>[0], this.results),
      this.ports,
    );
    if (found.status === 'not-read') throw new Error(found.error.code);
    return found.facts;
  }

  private async assertUnmoved(): Promise<void> {
    const { plan } = this.script;
    const actions = plan?.actions ?? [];
    const begun = this.isBegun(actions);
    const touched = new Set(actions.map((action) => action.read.read));
    if (touched.has('mail-user')) touched.add('recipient').add('user');
    const moved: { property: string; expected: string; found: string }[] = [];
    for (const item of plan?.observations ?? []) {
      if (begun && touched.has(item.request.read)) continue;
      const found = await this.factsOf(item.request);
      for (const one of allDifferences(item.facts, found))
        moved.push({ ...one, property: `${item.key} - ${one.property}` });
    }
    if (moved.length > 0) this.halt = { reason: 'outdated', differences: moved, error: null };
  }

  /** True when this very script began an action there earlier. */
  private isBegun(actions: readonly Action[]): boolean {
    const { script } = this.script.manifest;
    return actions.some((action) => this.computer.records.has(`${script} ${action.id}`));
  }

  private async step(action: Action): Promise<void> {
    const base = {
      id: action.id,
      at: this.now(),
      durationMs: 0,
      before: {},
      facts: {},
      missing: [],
      waitsFor: [],
      differences: [],
      warnings: [],
      error: null,
    };
    const open = action.dependsOn.filter((id) => this.leftOut.has(id));
    if (open.length > 0) {
      this.told({ ...base, outcome: 'not-run', waitsFor: open });
      return;
    }
    const found = await this.factsOf(action.read);
    const known = new Map([...this.results, [action.id, found]]);
    const record = `${this.script.manifest.script} ${action.id}`;
    const moved = differences(resolveFacts(action.before, known), found);
    const recorded = this.computer.records.get(record);
    // Of what leaves no trace only the record tells.
    const isKnown = action.traceless !== true || recorded?.phase === 'done';
    if (
      isKnown &&
      isThere(action, known, found) &&
      (recorded !== undefined || moved.length === 0)
    ) {
      this.results.set(action.id, found);
      const outcome =
        recorded === undefined ? 'already' : recorded.phase === 'done' ? 'recorded' : 'found-done';
      const at = recorded?.at ?? base.at;
      this.told({ ...base, at, outcome, before: found, facts: found });
      return;
    }
    if (moved.length > 0) {
      this.halt = { reason: 'moved', differences: moved, error: null };
      this.told({ ...base, outcome: 'moved', before: found, differences: moved });
      return;
    }
    const missing = action.tags.filter(
      (tag) => CONSENT_TAGS.includes(tag) && !(this.options.consents ?? []).includes(tag),
    );
    if (missing.length > 0) {
      this.told({
        ...base,
        outcome: 'left-out',
        before: found,
        missing: missing.map((tag) => `-${CONSENT_SWITCHES[tag] ?? tag}`),
      });
      return;
    }
    if (action.gate !== undefined) {
      const proof = await this.factsOf(action.gate.read);
      const closed = differences(resolveFacts(action.gate.expect, known), proof);
      if (closed.length > 0) {
        this.told({
          ...base,
          outcome: 'gate-closed',
          before: found,
          facts: proof,
          differences: closed,
        });
        return;
      }
    }
    this.computer.records.set(record, { phase: 'begin', at: base.at });
    await this.act(action, { ...base, before: found }, record);
  }

  private async act(
    action: Action,
    base: Omit<CarriedAction, 'outcome' | 'before'> & { before: Facts },
    record: string,
  ): Promise<void> {
    const entries: JournalEntry[] = [];
    const journal = {
      append: (entry: JournalEntry) => {
        entries.push(entry);
        return Promise.resolve();
      },
      entries: () => entries,
    };
    const { customer, tenantId } = this.script.manifest;
    const run = { id: 'carried', customer, tenantId };
    const result = await runAction(action, run, this.results, this.ports, journal);
    const { cutOffAfter } = this.options;
    const done = this.outcomes.filter((item) => item.outcome === 'done').length;
    if (cutOffAfter !== undefined && done >= cutOffAfter) throw new CutOff();
    if (result.outcome === 'done') {
      this.results.set(action.id, result.facts);
      this.computer.records.set(record, { phase: 'done', at: base.at });
      this.told({ ...base, outcome: 'done', facts: result.facts, warnings: [...result.warnings] });
      return;
    }
    await this.sent(action, base, record, result);
  }

  /** What became of a command that was sent and did not end well: only reading tells. */
  private async sent(
    action: Action,
    base: Omit<CarriedAction, 'outcome' | 'before'> & { before: Facts },
    record: string,
    result: ActionResult,
  ): Promise<void> {
    const found = await this.factsOf(action.read).catch(() => null);
    const known = new Map(this.results);
    if (found !== null) known.set(action.id, found);
    if (found !== null && isThere(action, known, found)) {
      this.results.set(action.id, found);
      this.computer.records.set(record, { phase: 'done', at: base.at });
      const warnings = [...base.warnings, result.error?.detail ?? ''];
      this.told({ ...base, outcome: 'done', facts: found, warnings });
      return;
    }
    const isBefore =
      found !== null && differences(resolveFacts(action.before, known), found).length === 0;
    this.told({
      ...base,
      outcome: isBefore ? 'failed' : 'unknown',
      error: {
        message: result.error?.detail ?? '',
        fullyQualifiedErrorId: '',
        category: '',
        exceptionType: result.error?.code ?? '',
      },
    });
  }

  private told(
    item: Omit<CarriedAction, 'before' | 'facts'> & { before: Facts; facts: Facts },
  ): void {
    this.outcomes.push(item as CarriedAction);
    if (!['done', 'recorded', 'found-done', 'already'].includes(item.outcome))
      this.leftOut.add(item.id);
  }

  /** The program, with what follows from the answers on the spot. */
  private async collect(): Promise<void> {
    const { program } = this.script;
    let domainController = program.domainController;
    const unpinned = ['read', 'each-front-end', 'test'];
    if (domainController === '' && program.steps.some((step) => !unpinned.includes(step.kind))) {
      const found = (await this.ask(domainControllers.id, {})) as DomainController[];
      domainController = found.map((item) => item.DnsHostName.toLowerCase()).sort()[0] ?? '';
    }
    const assignments = async (account: unknown): Promise<void> => {
      if (account === null) return;
      const assignee = (account as User).DistinguishedName;
      await this.ask(roleAssignments.id, { assignee, domainController });
    };
    for (const step of program.steps) {
      switch (step.kind) {
        case 'read':
          await this.ask(step.request.read, step.request.arguments as ReadArguments);
          break;
        case 'test':
          if ((this.options.consents ?? []).includes('writes-mailbox'))
            await this.ask(step.request.read, step.request.arguments as ReadArguments);
          break;
        case 'each-front-end':
          for (const pool of (await this.ask(skypePools.id, {})) as SkypePool[])
            for (const computer of pool.isFrontEnd ? pool.computers : [])
              await this.ask(step.read, { computer });
          break;
        case 'pinned':
          await this.ask(step.request.read, {
            ...(step.request.arguments as ReadArguments),
            domainController,
          });
          break;
        case 'each-server':
          for (const server of (await this.ask(exchangeServers.id, {})) as ExchangeServer[])
            await this.ask(step.read, { server: server.Fqdn });
          break;
        case 'account': {
          const found = await this.ask(mailUser.id, { identity: step.name, domainController });
          if (found === null)
            await this.ask(recipient.id, { identity: step.name, domainController });
          await assignments(found);
          break;
        }
        case 'holders':
          for (const domain of (await this.ask(acceptedDomains.id, {})) as AcceptedDomain[])
            await this.ask(recipient.id, {
              identity: `${step.localPart}@${domain.DomainName.toLowerCase()}`,
              domainController,
            });
          break;
        case 'linked': {
          const rows = (await this.ask(partnerApplications.id, {
            domainController,
          })) as PartnerApplication[];
          for (const row of rows.filter(
            (item) =>
              isCloudApplication(item) &&
              item.ApplicationIdentifier.toLowerCase() === step.applicationId &&
              item.LinkedAccount !== '',
          )) {
            await this.ask(mailUser.id, { identity: row.LinkedAccount, domainController });
            await assignments(
              await this.ask(user.id, { identity: row.LinkedAccount, domainController }),
            );
          }
          break;
        }
        case 'role': {
          const role = await this.ask(managementRole.id, { identity: step.name, domainController });
          await this.ask(roleEntries.id, {
            role: role === null ? step.parent : step.name,
            domainController,
          });
          break;
        }
      }
    }
  }

  /** Asks one read, keeps its answer, and gives its value. */
  private async ask(read: string, args: ReadArguments): Promise<unknown> {
    const definition = findRead(read);
    const query = definition.query(args);
    const options = { deadlineMs: 60_000, requestId: 'carried' };
    const at = this.now();
    let answer: CarriedAnswer;
    if (query.kind === 'cmdlet') {
      const shell = shellOf(definition.target, this.ports, query.computer);
      if (shell === undefined) throw new Error('no such shell');
      const outcome = await shell.invoke(query.command, options);
      const named = { ...OUTPUT_PROPERTIES, ...SKYPE_PROPERTIES }[query.command.name] ?? [];
      // A front end's version is a text, which has no property but this.
      const properties = named.map((name) => (name === '*' ? 'Value' : name));
      answer = {
        command: query.command as never,
        ...(query.computer === undefined ? {} : { computer: query.computer }),
        at,
        items:
          outcome.kind === 'done' ? outcome.items.map((item) => toClixml(item, properties)) : [],
        error: outcome.kind === 'failed' ? outcome.record : null,
      };
    } else if (query.kind === 'graph') {
      const outcome = await this.ports.directory.send(query.request, options);
      if (outcome.kind !== 'done') throw new Error(outcome.error.code);
      const status = outcome.value.status === 404 ? 404 : 200;
      answer = {
        url: query.request.url,
        at,
        status,
        body: status === 404 ? '' : JSON.stringify(outcome.value.body),
        error: null,
      };
    } else throw new Error(read);
    if (!this.answers.some((item) => answerKey(item) === answerKey(answer)))
      this.answers.push(answer);
    const found = await performRead({ read, arguments: args }, this.ports);
    return found.status === 'read' ? found.value : null;
  }
}

/** True where an action's end state was found. What refers to something that is not there yet is not. */
function isThere(action: Action, known: ReadonlyMap<string, Facts>, found: Facts): boolean {
  const own = Object.values(action.after).filter(isFromAction);
  if (own.some(({ from, property }) => (known.get(from)?.[property] ?? '') === '')) return false;
  const { count: _count, ...after } = resolveFacts(action.after, known);
  return differences(after, found).length === 0;
}

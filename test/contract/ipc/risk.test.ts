/** What each channel can do to servers, tenant and disk, so that a new one is weighed before it is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANNEL_NAMES } from '../../../src/shared/ipc/channels';

/**
 * `asks`: changes something at the customer's, destroys something here, or names a host that everything goes to; main
 * asks with its own dialog.
 * `chooses`: a file or folder is read or written that main asks for.
 * `steers`: decides within a run that was agreed to.
 * `reaches`: asks servers, a tenant or this computer, or begins a sign-in that a person ends elsewhere; changes nothing.
 * Hosts that a customer's file names are reached behind main's own question for them.
 * `keeps`: changes what is kept on this computer, in the customer's folder or the preferences, or what is planned.
 * `practice`: reaches the practice lab only.
 * `shows`: answers what main knows, takes a text apart, or opens something of a fixed list.
 */
const RISK = {
  asks: ['run.start', 'run.continue', 'verify.start', 'customer.forget', 'app.preferences'],
  chooses: [
    'customer.export',
    'customer.import',
    'customer.collected',
    'app.powershell',
    'plan.save',
    'script.save',
    'carry.save',
    'carry.load',
    'plan.compare',
    'report.calendar',
    'history.export',
    'diagnose.file',
    'topology.export',
    'inspect.file',
    'support.save',
    'keys.restore',
    'customer.tenant-file',
    'update.download',
  ],
  steers: ['run.pause', 'run.resume', 'run.stop', 'run.retry', 'run.skip', 'run.undo-step'],
  reaches: [
    'update.check',
    'sign-in.start',
    'read.start',
    'step.mailboxes',
    'run.look',
    'plan.make',
    'keys.read',
    'doctor.run',
    'report.make',
  ],
  keeps: [
    'customer.import-open',
    'customer.import-cancel',
    'customer.restore',
    'customer.badge',
    'plan.set-aside',
    'customer.take-over',
    'app.finish-first-run',
    'customer.create',
    'customer.connection',
    'customer.open',
    'customer.close',
    'customer.inputs',
    'step.oauth',
    'draft.keep',
    'customer.tenant',
    'sign-in.cancel',
    'sign-in.out',
    'read.cancel',
    'run.close',
    'verify.record',
    'undo.plan',
    'topology.save',
    'keys.backup',
    'keys.drop-expired',
    'keys.principals',
    'settings.reset',
    'credential.answer',
  ],
  practice: [
    'customer.practice',
    'rehearsal.start',
    'lab.reset',
    'lab.fault',
    'lab.advance',
    'practice.progress',
    'practice.keep',
    'practice.world',
    'practice.edit',
    'practice.drill',
    'window.drill',
    'practice.mend',
    'practice.example',
    'practice.attach',
    'practice.attached',
  ],
  shows: [
    'about.facts',
    'draft.read',
    'about.licences',
    'customer.address',
    'customer.contents',
    'customer.show-file',
    'app.snapshot',
    'rehearsal.state',
    'report.open',
    'report.preview',
    'history.list',
    'history.run',
    'history.check',
    'history.compare',
    'history.read',
    'diagnose.text',
    'topology.start',
    'topology.answer',
    'inspect.text',
    'inspect.drop',
    'inspect.piece',
    'inspect.hand-shake',
    'inspect.compare',
    'inspect.close',
    'support.preview',
    'link.open',
    'clipboard.write',
    'log.lines',
    'settings.open-data',
    'logs.open-folder',
    'logs.read',
    'fault.report',
    'update.open',
    'update.cancel',
    'update.show',
    'app.lock',
    'app.unlock',
    'window.open',
    'window.show',
    'drop.file',
    'drop.piece',
  ],
} as const;

const source = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../../src', file), 'utf8');

describe('the risk of channels', () => {
  // threat T1
  it('was weighed for every channel, once', () => {
    expect(Object.values(RISK).flat().sort()).toEqual([...CHANNEL_NAMES].sort());
  });

  // threat T2
  it('is only ever taken behind a question of main’s own', () => {
    const desk = source('main/app/desk.ts');
    const questions = source('main/app/run-questions.ts');
    const asked = {
      'run.start': [desk, /async startRun\([^{]*\{\s*await askAndStart\(/],
      'run.continue': [desk, /async continueRun\([^{]*\{\s*await askAndContinue\(/],
      'verify.start': [desk, /async verify\([^{]*\{\s*await askAndVerify\(/],
      'customer.forget': [
        desk,
        /if \(await person\.confirmForget\([^)]*\)\) await this\.customers\.forget/,
      ],
      'app.preferences': [
        source('main/app/settings-desk.ts'),
        /if \(!\(await person\.confirmHosts\(question\)\)\) return;\s*preferences\.change\(input\);/,
      ],
    } as const satisfies Record<(typeof RISK.asks)[number], readonly [string, RegExp]>;
    for (const [text, pattern] of Object.values(asked)) expect(text).toMatch(pattern);
    // The session itself is reached nowhere else in main.
    const open = source('main/app/open-customer.ts');
    expect(open.match(/this\.session\.(?:apply|resume)\(/g)).toHaveLength(2);
    expect(questions.match(/person\.confirm/g)).toHaveLength(3);
  });

  // threat T1
  it('of reaching a host that the window named is only ever taken behind the gate', () => {
    const connections = source('main/connections.ts');
    expect(connections.match(/customerTargets\(\{/g)).toHaveLength(1);
    expect(connections).toMatch(/confirmedTargets\(\s*customerTargets\(\{/);
    expect(connections.match(/tenant\.http\(/g)).toHaveLength(1);
    expect(connections).toContain('confirmedHttp(parts.tenant.http(hosts), hosts, named, gate)');
    expect(connections).toMatch(/await gate\.require\(\);\s*await links\.openSignIn\(/);
    expect(source('main/app/examination.ts')).toMatch(
      /const refused = await connection\?\.admit\(\);\s*if \(refused !== undefined\) throw/,
    );
  });
});

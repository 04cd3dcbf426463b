import { expect, test } from 'vitest';
import { lookAtGate } from '../../../../src/core/engine/gate';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import { GATE_WITHIN } from '../../../../src/core/engine/ports';
import type { Action } from '../../../../src/core/model/action';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { message } from '../../../../src/core/model/message';
import type { ShellOutcome } from '../../../../src/core/ports';
import { readRequest } from '../../../../src/core/reads/definition';
import { testToCloud } from '../../../../src/core/reads/oauth-test';
import { journalOver, sleepingClock, restOfPorts } from './support';

const READ = readRequest(testToCloud, { targetUri: 'https://outlook.office365.com/', mailbox: '' });

const ACTION: Action = {
  id: 'connector.on-premises.enable',
  step: 'oauth',
  resource: 'connector:on-premises',
  target: 'exchange',
  kind: 'change',
  operation: { kind: 'remove-file', file: 'never' },
  reason: message('core.reason.undo'),
  article: 'oauth-exchange',
  tags: [],
  dependsOn: [],
  gate: { read: READ, expect: { passed: true }, title: message('core.gate.oauth-test-to-cloud') },
  differences: [],
  read: READ,
  before: {},
  after: {},
  undo: { kind: 'none', reason: message('core.undo.none') },
};

/** Looks at the gate while the test answers these, the last of them for ever. */
async function look(answers: readonly ShellOutcome[], action: Action = ACTION) {
  const entries: JournalEntry[] = [];
  let asked = 0;
  const timer = { time: 0 };
  const ports: EnginePorts = {
    shell: {
      description: '',
      invoke: () => {
        const answer = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        return answer === undefined ? Promise.reject(new Error('none')) : Promise.resolve(answer);
      },
    },
    ...restOfPorts(),
    clock: sleepingClock(timer),
  };
  const error = await lookAtGate(action, new Map(), ports, journalOver(entries));
  return { error, entries, asked, time: timer.time };
}

function result(ResultType: string, Detail = ''): ShellOutcome {
  return { kind: 'done', items: [{ ResultType, Detail }], warnings: [] };
}

test('a proof that holds opens the gate, and the evidence is in the journal', async () => {
  const { error, entries, asked } = await look([result('Success')]);
  expect([error, asked]).toEqual([null, 1]);
  expect(entries).toMatchObject([{ type: 'gate', passed: true, facts: { passed: true } }]);
});

test('what is not everywhere yet is waited for', async () => {
  const { error, asked, time } = await look([
    result('Error', 'AADSTS700027'),
    result('Error', 'AADSTS700027'),
    result('Success'),
  ]);
  expect([error, asked]).toEqual([null, 3]);
  expect(time).toBeLessThan(GATE_WITHIN);
});

test('a proof that never holds ends with its cause, after a while and not later', async () => {
  const { error, entries, time } = await look([result('Error', 'AADSTS700027')]);
  expect(error).toMatchObject({ code: 'HX-TOKEN', args: { cause: 'keyMissing' } });
  expect(entries).toMatchObject([
    { type: 'gate', passed: false, facts: { passed: false, cause: 'keyMissing' }, error: error! },
  ]);
  expect(time).toBe(GATE_WITHIN);
});

test('a test that cannot be made is no proof, and nothing is waited for', async () => {
  const unreachable: ShellOutcome = {
    kind: 'not-sent',
    error: { code: 'HX-REACH', args: { target: 'EX01' } },
  };
  const { error, time } = await look([unreachable]);
  expect([error?.code, time]).toEqual(['HX-REACH', 0]);
});

test('another application’s token is not the proof that was wanted', async () => {
  const expect_ = { passed: true, applicationId: 'd0000000-0000-4000-8000-00000000000c' };
  const { error } = await look([result('Success', 'no application named')], {
    ...ACTION,
    gate: { read: READ, expect: expect_, title: message('core.gate.hybrid-application') },
  });
  expect(error).toMatchObject({ code: 'HX-GATE', args: { property: 'applicationId' } });
});

test('an action without a gate is looked at by nobody', async () => {
  const { gate: _gate, ...open } = ACTION;
  const { error, entries, asked } = await look([], open);
  expect([error, entries, asked]).toEqual([null, [], 0]);
});

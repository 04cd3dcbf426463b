import { describe, expect, it } from 'vitest';
import { assertAllowed, isChange } from '../../../../src/core/commands/allow-list';
import type { Cmdlet } from '../../../../src/core/model/command';
import { CodedError } from '../../../../src/shared/errors';
import { findRead } from '../../../../src/core/reads/registry';
import { samplePlan } from './support/sample-plan';

function refusal(command: Cmdlet): string {
  try {
    assertAllowed(command);
    return '';
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return `${thrown.error.code} ${thrown.error.detail ?? ''}`;
  }
}

describe('the allow-list', () => {
  it('allows everything that plans, their undo and their reads emit', () => {
    for (const options of [
      { withoutVoicemail: true },
      { half: true },
      { recipe: 'sfb-online-classic' as const },
    ]) {
      const { plan, observations } = samplePlan(options);
      for (const action of plan.actions) {
        const operations = [
          action.operation,
          ...(action.undo.kind === 'operation' ? [action.undo.operation] : []),
        ];
        for (const operation of operations) {
          if (operation.kind === 'cmdlet' || operation.kind === 'export-certificate')
            assertAllowed(operation.command);
        }
      }
      for (const { request } of observations.values()) {
        const { query: ask, target } = findRead(request.read);
        const query = ask(request.arguments as Record<string, string>);
        if (query.kind === 'cmdlet') {
          assertAllowed(query.command, target);
          expect(isChange(query.command.name)).toBe(false);
        }
      }
    }
  });

  it.each<[string, Cmdlet]>([
    ['another cmdlet', { name: 'Remove-Mailbox', parameters: { Identity: 'x' } }],
    ['a name of the prototype', { name: 'constructor', parameters: {} }],
    [
      'a parameter that is not in the table',
      { name: 'Get-MailUser', parameters: { Identity: 'x', Filter: 'y' } },
    ],
    [
      'a parameter of the prototype',
      { name: 'Get-MailUser', parameters: { Identity: 'x', toString: 'y' } },
    ],
    ['an empty identity', { name: 'Get-MailUser', parameters: { Identity: '' } }],
    [
      'an identity of spaces',
      {
        name: 'Set-MailUser',
        parameters: { Identity: '  ', HiddenFromAddressListsEnabled: true, DomainController: 'd' },
      },
    ],
    ['a missing identity', { name: 'Get-User', parameters: { DomainController: 'dc' } }],
    [
      'an empty domain controller',
      { name: 'Get-User', parameters: { Identity: 'x', DomainController: '' } },
    ],
    [
      'a change that is not pinned',
      { name: 'New-MailUser', parameters: { Name: 'a', ExternalEmailAddress: 'a@b' } },
    ],
    [
      'a removal that would ask',
      { name: 'Remove-MailUser', parameters: { Identity: 'x', DomainController: 'd' } },
    ],
    [
      'a text where a truth value belongs',
      {
        name: 'Set-PartnerApplication',
        parameters: { Identity: 'x', Enabled: 'yes', DomainController: 'd' },
      },
    ],
    ['a list where a text belongs', { name: 'Get-User', parameters: { Identity: ['a', 'b'] } }],
  ])('refuses %s', (_what, command) => {
    expect(refusal(command)).toMatch(/^HX-BUG /);
  });

  it('accepts an empty link, which clears it', () => {
    expect(
      refusal({
        name: 'Set-PartnerApplication',
        parameters: { Identity: 'x', LinkedAccount: '', DomainController: 'd' },
      }),
    ).toBe('');
  });

  it('counts unknown cmdlets as changes', () => {
    expect([isChange('New-MailUser'), isChange('Get-MailUser'), isChange('Whatever')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

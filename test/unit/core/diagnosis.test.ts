import { expect, test } from 'vitest';
import { diagnoseShellError, isNotFound } from '../../../src/core/diagnosis/shell-errors';
import type { ShellErrorRecord } from '../../../src/core/ports';

const record = (change: Partial<ShellErrorRecord>): ShellErrorRecord => ({
  message: '',
  fullyQualifiedErrorId: '',
  category: '',
  exceptionType: '',
  ...change,
});
const command = { name: 'New-MailUser', parameters: { Name: 'x', DomainController: 'dc01' } };

test('not found is told by type, not by text', () => {
  expect(
    isNotFound(
      record({
        category: 'NotSpecified: (:) [Get-MailUser], ManagementObjectNotFoundException',
        message: "L'opération n'a pas pu être effectuée.",
      }),
    ),
  ).toBe(true);
  expect(isNotFound(record({ message: "couldn't be found" }))).toBe(false);
});

test.each<[Partial<ShellErrorRecord>, string, Record<string, string>]>([
  [{ fullyQualifiedErrorId: 'CommandNotFoundException' }, 'HX-RIGHT', { name: 'New-MailUser' }],
  [
    {
      fullyQualifiedErrorId: 'NamedParameterNotFound,New-MailUser',
      message: "A parameter cannot be found that matches parameter name 'LinkedAccount'.",
    },
    'HX-RIGHT',
    { name: 'New-MailUser -LinkedAccount' },
  ],
  [
    { exceptionType: 'Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException' },
    'HX-DC',
    { name: 'dc01' },
  ],
  [
    {
      message:
        'Active directory response: 00000005: SecErr: problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
    },
    'HX-RIGHT',
    { name: 'New-MailUser' },
  ],
  [{ category: 'ManagementObjectAmbiguousException' }, 'HX-AMBIG', {}],
  [{ message: 'Something else' }, 'HX-CMD', { command: 'New-MailUser' }],
])('%j gives %s', (change, code, args) => {
  const error = diagnoseShellError(record(change), command);
  expect(error).toMatchObject({ code, args });
  expect(error.detail).toBe(change.message ?? '');
});

/** Sessions with the lab's front ends and with an Exchange server's own shell, without a process. */
import type { LabShellAnswer, LabShellKind } from '../../../src/shared/lab';
import { DROPPED } from '../../../src/lab/shell-call';
import { runLocal } from '../../../src/lab/local/shell';
import { runSkype } from '../../../src/lab/skype/shell';
import type { Item, TestLab } from './lab';

export const POOL_METADATA = 'https://pool01.contoso.lab/metadata/json/1';
export const EXCHANGE_METADATA = 'https://autodiscover.contoso.com/autodiscover/metadata/json/1';
export const SERVICE = 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc';
export const FE01 = 'FE01.contoso.lab';
export const FE02 = 'FE02.contoso.lab';
export const SIP = 'sip:zoe.mueller@contoso.com';
export const SCRIPT = 'Configure-EnterprisePartnerApplication.ps1';

async function answerOf(
  lab: TestLab,
  shell: Extract<LabShellKind, 'skype' | 'local'>,
  command: string,
  parameters: Item,
  computer?: string,
): Promise<LabShellAnswer> {
  const run = shell === 'skype' ? runSkype : runLocal;
  const result = await run(lab.world, {
    shell,
    command,
    parameters,
    requestId: 'test',
    ...(computer === undefined ? {} : { computer }),
  });
  if (result === DROPPED) throw new Error(`${command} was dropped`);
  return result;
}

/** Runs a cmdlet on a front end, the first where none is named; it must succeed. */
export async function cs(
  lab: TestLab,
  command: string,
  parameters: Item = {},
  computer?: string,
): Promise<readonly Item[]> {
  const { error, items } = await answerOf(lab, 'skype', command, parameters, computer);
  if (error !== undefined) throw new Error(error.message);
  return items;
}

/** Runs a cmdlet on a front end that must fail; its error. */
export async function csRefused(
  lab: TestLab,
  command: string,
  parameters: Item = {},
  computer?: string,
): Promise<NonNullable<LabShellAnswer['error']>> {
  const { error } = await answerOf(lab, 'skype', command, parameters, computer);
  if (error === undefined) throw new Error(`${command} succeeded`);
  return error;
}

/** Runs a named operation. */
export function operate(lab: TestLab, command: string, parameters: Item): Promise<LabShellAnswer> {
  return answerOf(lab, 'local', command, parameters);
}

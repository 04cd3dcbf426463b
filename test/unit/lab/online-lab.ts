/** A session with the lab's Exchange Online, without a process. */
import type { LabShellAnswer } from '../../../src/shared/lab';
import { runOnline } from '../../../src/lab/online/shell';
import { EXCHANGE_ONLINE } from '../../../src/lab/tenant/resources';
import { createTokenSigner } from '../../../src/lab/tenant/tokens';
import type { Item, TestLab } from './lab';

const signer = createTokenSigner();

/** A token as the lab's authority signs it. */
export function tokenFor(lab: TestLab, more: Item = {}): string {
  const { id, users } = lab.world.state.tenant;
  const now = Math.floor(Date.now() / 1000);
  return signer.sign({
    iss: 'https://localhost/v2.0',
    aud: EXCHANGE_ONLINE,
    tid: id,
    oid: users[0]!.id,
    scp: 'Exchange.Manage',
    nbf: now,
    exp: now + 3600,
    ...more,
  });
}

/** Runs a cmdlet with a token, or without one. */
export async function askWith(
  lab: TestLab,
  command: string,
  parameters: Item,
  accessToken: string | undefined,
): Promise<LabShellAnswer> {
  return runOnline(lab.world, (token, audience) => signer.check(token, audience), {
    shell: 'online',
    command,
    parameters,
    requestId: 'test',
    ...(accessToken === undefined ? {} : { accessToken }),
  });
}

/** Runs a cmdlet as the administrator. */
export function ask(
  lab: TestLab,
  command: string,
  parameters: Item = {},
  accessToken = tokenFor(lab),
): Promise<LabShellAnswer> {
  return askWith(lab, command, parameters, accessToken);
}

/** Runs a cmdlet that must succeed; its items. */
export async function rows(
  lab: TestLab,
  command: string,
  parameters?: Item,
): Promise<readonly Item[]> {
  const { error, items } = await ask(lab, command, parameters);
  if (error !== undefined) throw new Error(error.message);
  return items;
}

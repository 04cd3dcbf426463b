/** `tenant register-script`: the script that registers the application people sign in with. */
import { resolve } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import { renderRegisterScript } from '../../core/commands/register-script';
import { cloudOfDomain } from '../../adapters/tenant';
import { oneOf } from '../wrong-use';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Invocation } from '../workplace';
import { save } from './inspect';

/** Writes the script; with --customer it is filled in for that customer's tenant and cloud. */
export async function tenantVerb(line: Invocation, out: Output): Promise<ExitCode> {
  oneOf(line.words[0] ?? '', ['register-script'], 'tenant');
  const script = renderRegisterScript(await filledIn(line));
  if (line.out === undefined) {
    if (line.json) out.json({ script });
    else out.raw(script);
  } else {
    await save(line.out, script);
    out.line(out.translator.t('cli.saved', { file: resolve(line.out) }));
  }
  return EXIT.done;
}

async function filledIn(line: Invocation): Promise<Parameters<typeof renderRegisterScript>[0]> {
  const { customer } = line;
  if (customer === undefined) return {};
  const record = await openStore(dataFolder(line.data)).load(customer);
  if (record === undefined) throw new CodedError(appError('HX-CUST', { file: customer }));
  const { tenantAccess, tenantDomain, tenantId } = record;
  return { tenantId, cloud: tenantAccess?.cloud ?? cloudOfDomain(tenantDomain) ?? 'global' };
}

/** `--from FOLDER` without a customer: an organisation of which only collected files are known. Nothing of it is stored. */
import { basename, resolve } from 'node:path';
import { CodedError, appError } from '../shared/errors';
import { COLLECTED_ID } from '../adapters/storage/customer-id';
import { isTenantId } from '../shared/profile';
import type { CustomerRecord } from '../core/model/customer';
import type { CommandLine } from './arguments';
import { wrongUse } from './wrong-use';

/** Stands in for a tenant id where only Exchange is looked at. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** The customer for the time of one command. A plan compares with a tenant, so it needs the tenant's id: HX-USE. */
export function collectedCustomer(line: CommandLine, folder: string): CustomerRecord {
  const { tenantId, tenantDomain, name } = line.profile;
  if (tenantId === undefined && line.verb !== 'read')
    throw wrongUse('--from FOLDER (--customer NAME | --tenant-id ID)');
  // What a carried script did is kept with a customer; here there is none to keep it with.
  if (line.target !== undefined) throw wrongUse('--from FOLDER --target (--customer NAME)');
  if (tenantId !== undefined && !isTenantId(tenantId)) throw wrongUse(`--tenant-id ${tenantId}`);
  return {
    format: 1,
    id: COLLECTED_ID,
    name: name ?? basename(resolve(folder)),
    tenantId: tenantId ?? NO_TENANT,
    tenantDomain: tenantDomain ?? 'Microsoft 365',
    practice: false,
    recipe: line.recipe ?? 'both',
    inputs: line.inputs,
    exchangeServer: basename(resolve(folder)),
    // A tenant that nobody named is not asked.
    connection: { exchange: 'carry', tenant: tenantDomain === undefined ? 'carry' : 'sign-in' },
    createdAt: new Date(0).toISOString(),
  };
}

/** Refuses what collected files cannot do: HX-COLLECTED for changes and proofs, HX-USE for what has nothing to read. */
export function checkCollected(line: CommandLine): void {
  const { from, verb } = line;
  if (from === undefined || verb === 'read' || verb === 'plan' || verb === 'script') return;
  if (verb === 'check' && line.customer !== undefined) return;
  if (verb === 'apply' || verb === 'undo' || verb === 'verify' || verb === 'report')
    throw new CodedError(appError('HX-COLLECTED', { folder: resolve(from) }));
  throw wrongUse(`--from ${verb}`);
}

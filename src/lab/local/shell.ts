/** An Exchange server's own shell, for the two named operations that no restricted session runs. */
import type { LabShellAnswer, LabShellRequest } from '../../shared/lab';
import { LAB_OPERATIONS } from '../../shared/lab';
import { bind } from '../exchange/binding';
import { CmdletError, commandNotFound } from '../exchange/errors';
import { fold } from '../exchange/names';
import { TEXT } from '../exchange/parameter-rules';
import type { CmdletRule } from '../exchange/parameter-rules';
import type { DROPPED } from '../exchange/shell';
import { drop, dropsNext } from '../exchange/shell';
import type { LiveWorld } from '../live-world';
import type { WorldCall } from '../world';
import { configurePartnerApplication } from './partner-script';
import { resetIis } from './iis';
import type { Operation } from './operation';

type Name = (typeof LAB_OPERATIONS)[number];

const OPERATIONS: Readonly<Record<Name, { readonly rule: CmdletRule; readonly run: Operation }>> = {
  'Configure-EnterprisePartnerApplication.ps1': {
    rule: {
      change: true,
      parameters: {
        AuthMetaDataUrl: { type: 'text', required: true },
        ApplicationType: { type: 'text', required: true },
        DomainController: TEXT,
        // Of type [bool] in the script, so a switch without a value is wrong.
        TrustAnySSLCertificate: { type: 'boolean' },
      },
    },
    run: configurePartnerApplication,
  },
  iisreset: {
    rule: { change: true, parameters: { ComputerName: { type: 'text', required: true } } },
    run: resetIis,
  },
};

/** Runs an operation; anything else is an unknown command here. */
export async function runLocal(
  world: LiveWorld,
  request: LabShellRequest,
): Promise<LabShellAnswer | typeof DROPPED> {
  const name = LAB_OPERATIONS.find((known) => fold(known) === fold(request.command));
  const call: WorldCall = {
    side: 'local',
    ...(request.shellId === undefined ? {} : { shellId: request.shellId }),
    call: name ?? request.command,
    change: name !== undefined,
    arguments: request.parameters,
    requestId: request.requestId,
  };
  const run = (): LabShellAnswer => {
    if (name === undefined) throw commandNotFound(request.command);
    const { rule, run: operation } = OPERATIONS[name];
    return operation(world, bind(name, rule, request.parameters));
  };
  try {
    if (!call.change) return await world.read(call, run);
    if (dropsNext(world)) return await drop(world, call, run);
    return await world.change(call, run);
  } catch (error) {
    if (error instanceof CmdletError) return { items: [], warnings: [], error: error.record };
    throw error;
  }
}

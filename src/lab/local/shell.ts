/** An Exchange server's own shell, for the two named operations that no restricted session runs. */
import type { LabShellAnswer, LabShellRequest } from '../../shared/lab';
import { LAB_OPERATIONS } from '../../shared/lab';
import { bind } from '../exchange/binding';
import { commandNotFound } from '../exchange/errors';
import { fold } from '../exchange/names';
import { TEXT } from '../exchange/parameter-rules';
import type { CmdletRule } from '../exchange/parameter-rules';
import type { LiveWorld } from '../live-world';
import type { DROPPED } from '../shell-call';
import { answerCall } from '../shell-call';
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
export function runLocal(
  world: LiveWorld,
  request: LabShellRequest,
): Promise<LabShellAnswer | typeof DROPPED> {
  const name = LAB_OPERATIONS.find((known) => fold(known) === fold(request.command));
  const command = name === undefined ? undefined : { name, ...OPERATIONS[name] };
  return answerCall(world, { side: 'local', request, command }, () => {
    if (command === undefined) throw commandNotFound(request.command);
    return command.run(world, bind(command.name, command.rule, request.parameters));
  });
}

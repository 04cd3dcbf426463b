/** The cmdlets of service connection points, under their old name and the one of Exchange 2016 and later. */
import { IDENTITY, REQUIRED_IDENTITY, change, inSet, read } from './parameter-rules';
import type { CmdletRule } from './parameter-rules';

const GET = read({ Identity: IDENTITY });
const SET = change(
  {
    Identity: REQUIRED_IDENTITY,
    AutoDiscoverServiceInternalUri: inSet({ type: 'text' }, 'Identity'),
    AutoDiscoverSiteScope: inSet({ type: 'texts' }, 'Identity'),
  },
  'Identity',
);

/** Rules by cmdlet. */
export const SERVICE_POINT_CMDLETS: Readonly<Record<string, CmdletRule>> = {
  'Get-ClientAccessServer': GET,
  'Set-ClientAccessServer': SET,
  'Get-ClientAccessService': GET,
  'Set-ClientAccessService': SET,
};

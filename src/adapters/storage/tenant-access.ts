import * as v from 'valibot';
import { CLOUD_CHOICES, httpsOrigin } from '../../shared/clouds';
import type { TenantAccess } from '../../core/model/tenant-access';

const guid = v.pipe(v.string(), v.uuid());
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(1_024));
const origin = v.pipe(
  v.string(),
  v.maxLength(256),
  v.check((text) => httpsOrigin(text) === text),
);

/** How a customer's tenant is signed in to, as its file says. Own addresses are https origins, and come in pairs. */
export const tenantAccessSchema: v.GenericSchema<unknown, TenantAccess> = v.pipe(
  v.strictObject({
    cloud: v.exactOptional(v.picklist(CLOUD_CHOICES)),
    login: v.exactOptional(origin),
    graph: v.exactOptional(origin),
    clientId: v.exactOptional(guid),
    remember: v.exactOptional(v.boolean()),
    appOnly: v.exactOptional(
      v.strictObject({ clientId: guid, certificateFile: path, keyFile: path }),
    ),
  }),
  v.check(
    ({ cloud, login, graph }) =>
      (cloud === 'custom') === (login !== undefined) &&
      (login === undefined) === (graph === undefined),
    'addresses belong to the choice custom, both of them',
  ),
);

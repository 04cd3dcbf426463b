/** The settings of a tenant's sign-in between the customer's file and the window. */
import * as v from 'valibot';
import { tenantAccessSchema } from '../../adapters/storage/tenant-access';
import type { CustomerRecord } from '../../core/model/customer';
import type { TenantAccess } from '../../core/model/tenant-access';
import { httpsOrigin } from '../../shared/clouds';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { TenantSettingsView } from '../../shared/ipc/views';

/** The settings as fields show them. */
export function tenantSettingsView(record: CustomerRecord): TenantSettingsView {
  const { appOnly, clientId, cloud, graph, login, remember } = record.tenantAccess ?? {};
  return {
    cloud: cloud ?? 'auto',
    login: login ?? '',
    graph: graph ?? '',
    clientId: clientId ?? '',
    remember: remember ?? false,
    appOnly: appOnly ?? { clientId: '', certificateFile: '', keyFile: '' },
  };
}

/** What the fields say, checked; nothing where all is as usual. Refuses what cannot be used with HX-TENANTSET. */
export function tenantAccessFrom(input: ChannelInput<'customer.tenant'>): TenantAccess | undefined {
  const { appOnly, cloud } = input;
  const text = (value: string): string => value.trim();
  const [login, graph] = [text(input.login), text(input.graph)];
  const clientId = text(input.clientId);
  const hasAppOnly = Object.values(appOnly).some((value) => text(value) !== '');
  const access = {
    ...(cloud === 'auto' ? {} : { cloud }),
    ...(cloud === 'custom'
      ? { login: httpsOrigin(login) ?? login, graph: httpsOrigin(graph) ?? graph }
      : {}),
    ...(clientId === '' ? {} : { clientId }),
    ...(input.remember ? { remember: true } : {}),
    ...(hasAppOnly
      ? {
          appOnly: {
            clientId: text(appOnly.clientId),
            certificateFile: text(appOnly.certificateFile),
            keyFile: text(appOnly.keyFile),
          },
        }
      : {}),
  };
  const parsed = v.safeParse(tenantAccessSchema, access);
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? 'cloud';
    throw new CodedError(appError('HX-TENANTSET', { field }));
  }
  return Object.keys(parsed.output).length === 0 ? undefined : parsed.output;
}

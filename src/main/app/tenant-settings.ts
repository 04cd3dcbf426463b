/** The settings of a tenant's sign-in between the customer's file and the window. */
import { win32 } from 'node:path';
import * as v from 'valibot';
import { tenantAccessSchema } from '../../adapters/storage/tenant-access';
import type { CustomerRecord } from '../../core/model/customer';
import type { TenantAccess } from '../../core/model/tenant-access';
import { httpsOrigin } from '../../shared/clouds';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import { CHECK_FILES, type CheckFile } from '../../shared/ipc/tenant-channels';
import type { TenantSettingsView } from '../../shared/ipc/views';

/** Paths of the files for scheduled checks, as main knows them. */
export type CheckPaths = Readonly<Partial<Record<CheckFile, string>>>;

/** What the window shows of a file: its name. Both kinds of separators count, as a customer may come from elsewhere. */
export function fileLabel(path: string): string {
  return win32.basename(path);
}

/** The settings as fields show them. */
export function tenantSettingsView(record: CustomerRecord): TenantSettingsView {
  const { appOnly, clientId, cloud, graph, login, remember } = record.tenantAccess ?? {};
  return {
    cloud: cloud ?? 'auto',
    login: login ?? '',
    graph: graph ?? '',
    clientId: clientId ?? '',
    remember: remember ?? false,
    appOnly: {
      clientId: appOnly?.clientId ?? '',
      certificateFile: fileLabel(appOnly?.certificateFile ?? ''),
      keyFile: fileLabel(appOnly?.keyFile ?? ''),
    },
  };
}

/**
 * What the fields say, checked; nothing where all is as usual. Files are the stored or the chosen ones, never named
 * by the window. Refuses what cannot be used with HX-TENANTSET.
 */
export function tenantAccessFrom(
  input: ChannelInput<'customer.tenant'>,
  stored: CheckPaths,
  chosen: CheckPaths,
): TenantAccess | undefined {
  const { cloud } = input;
  const text = (value: string): string => value.trim();
  const [login, graph] = [text(input.login), text(input.graph)];
  const clientId = text(input.clientId);
  const none: CheckPaths = {};
  const used = { kept: stored, chosen, none };
  const [certificateFile = '', keyFile = ''] = CHECK_FILES.map(
    (which) => used[input.appOnly[which]][which],
  );
  const appOnly = { clientId: text(input.appOnly.clientId), certificateFile, keyFile };
  const hasAppOnly = Object.values(appOnly).some((value) => value !== '');
  const access = {
    ...(cloud === 'auto' ? {} : { cloud }),
    ...(cloud === 'custom'
      ? { login: httpsOrigin(login) ?? login, graph: httpsOrigin(graph) ?? graph }
      : {}),
    ...(clientId === '' ? {} : { clientId }),
    ...(input.remember ? { remember: true } : {}),
    ...(hasAppOnly ? { appOnly } : {}),
  };
  const parsed = v.safeParse(tenantAccessSchema, access);
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? 'cloud';
    throw new CodedError(appError('HX-TENANTSET', { field }));
  }
  return Object.keys(parsed.output).length === 0 ? undefined : parsed.output;
}

import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { HttpSend } from './http';
import { parseJson } from './json-body';

/** Role template of Global Administrator (CSS-Exchange, Get-AzureSignedInUserInformation.ps1). */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const ADDRESS =
  '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
const TIMEOUT_MS = 10_000;

const roles = v.object({
  value: v.array(v.object({ displayName: v.nullish(v.string(), ''), roleTemplateId: v.string() })),
});

/**
 * Explains a refused change: HX-PIM with the active roles where Global Administrator is not among them, the refusal
 * as it is otherwise. The list holds active roles only; an eligible one (Privileged Identity Management) is missing
 * until it is activated (graph.json, myRoles).
 */
export async function withActiveRoles(
  refused: AppError,
  access: { readonly graph: string; readonly http: HttpSend; readonly token: string },
): Promise<AppError> {
  const result = await access.http({
    method: 'GET',
    url: `${access.graph}${ADDRESS}`,
    headers: { authorization: `Bearer ${access.token}` },
    timeoutMs: TIMEOUT_MS,
  });
  if (result.kind === 'no-answer' || result.status !== 200) return refused;
  const parsed = v.safeParse(roles, parseJson(result.body));
  if (!parsed.success) return refused;
  const active = parsed.output.value;
  if (active.some(({ roleTemplateId }) => roleTemplateId === GLOBAL_ADMINISTRATOR)) return refused;
  const names = active.map(({ displayName, roleTemplateId }) => displayName || roleTemplateId);
  return appError('HX-PIM', { roles: names.length === 0 ? '-' : names.join(', ') }, refused.detail);
}

/** Schema of a customer's file. */
import * as v from 'valibot';
import { badgeSchema } from '../../shared/badge-schema';
import { INPUT_NAMES } from '../../shared/ipc/views';
import { MOST_ADDED_PRINCIPALS } from '../../shared/keys';
import { oauthChoiceSchema } from '../../shared/oauth-way';
import { isPlainLine } from '../../shared/plain-text';
import { isHostName } from '../../shared/profile';
import { EXCHANGE_WAYS, ONLINE_WAYS, SKYPE_WAYS, TENANT_WAYS } from '../../core/model/customer';
import type { CustomerRecord } from '../../core/model/customer';
import { RECIPES, SCENARIOS } from '../../core/model/plan';
import { tenantAccessSchema } from './tenant-access';

/** Customer file. */
export const customerSchema: v.GenericSchema<unknown, CustomerRecord> = v.strictObject({
  format: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.check(isPlainLine)),
  tenantId: v.pipe(v.string(), v.uuid()),
  tenantDomain: v.pipe(v.string(), v.check(isPlainLine)),
  practice: v.boolean(),
  recipe: v.picklist(RECIPES),
  scenario: v.exactOptional(v.picklist(SCENARIOS)),
  inputs: v.strictObject(v.entriesFromList(INPUT_NAMES, v.exactOptional(v.string()))),
  oauth: v.exactOptional(oauthChoiceSchema),
  exchangeServer: v.pipe(v.string(), v.check(isHostName)),
  skypeServer: v.exactOptional(v.pipe(v.string(), v.check(isHostName))),
  connection: v.exactOptional(
    v.strictObject({
      exchange: v.picklist(EXCHANGE_WAYS),
      tenant: v.picklist(TENANT_WAYS),
      online: v.exactOptional(v.picklist(ONLINE_WAYS)),
      skype: v.exactOptional(v.picklist(SKYPE_WAYS)),
    }),
  ),
  tenantAccess: v.exactOptional(tenantAccessSchema),
  principals: v.exactOptional(
    v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(MOST_ADDED_PRINCIPALS)),
  ),
  identity: v.exactOptional(
    v.strictObject({
      organisation: v.exactOptional(v.strictObject({ name: v.string(), guid: v.string() })),
      sipDomain: v.exactOptional(v.string()),
      recordedAt: v.string(),
    }),
  ),
  staged: v.exactOptional(v.strictObject({ at: v.string() })),
  badge: v.exactOptional(badgeSchema),
  typedAt: v.exactOptional(v.string()),
  createdAt: v.string(),
});

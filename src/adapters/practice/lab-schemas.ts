/** What the practice lab says, checked at the border. */
import * as v from 'valibot';
import type {
  LabReady,
  LabResolveAnswer,
  LabRights,
  LabShellAnswer,
  LabStatus,
} from '../../shared/lab';
import { LAB_FAULTS, LAB_STARTS } from '../../shared/lab';

/** The line that a lab prints when it is ready. */
export const labReadySchema: v.GenericSchema<unknown, LabReady> = v.strictObject({
  ready: v.literal(1),
  endpoint: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+$/)),
  secret: v.string(),
  authority: v.pipe(v.string(), v.regex(/^https:\/\/localhost:\d+\//)),
  graph: v.pipe(v.string(), v.regex(/^https:\/\/localhost:\d+\//)),
  ca: v.string(),
  tenantId: v.pipe(v.string(), v.uuid()),
  tenantDomain: v.string(),
  clientId: v.string(),
  exchangeServer: v.string(),
  gateway: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+$/)),
});

/** Answer of a control call. */
export const statusSchema: v.GenericSchema<unknown, LabStatus> = v.object({
  seed: v.number(),
  start: v.picklist(LAB_STARTS),
  isCopy: v.boolean(),
  now: v.string(),
  faults: v.array(v.picklist(LAB_FAULTS)),
  calls: v.object({ reads: v.number(), changes: v.number() }),
  organisation: v.object({
    servers: v.array(v.string()),
    domainControllers: v.array(v.string()),
    acceptedDomains: v.array(v.string()),
    mailUsers: v.array(v.string()),
    partnerApplications: v.array(v.string()),
  }),
  tenant: v.object({ id: v.string(), domain: v.string(), servicePrincipals: v.array(v.string()) }),
  premises: v.object({
    pools: v.array(v.object({ fqdn: v.string(), frontEnds: v.array(v.string()) })),
    iis: v.array(v.object({ server: v.string(), running: v.boolean(), startedAt: v.string() })),
    serviceConnectionPoints: v.array(v.object({ server: v.string(), uri: v.nullable(v.string()) })),
    dns: v.array(v.object({ host: v.string(), addresses: v.array(v.string()) })),
    testItems: v.array(v.object({ mailbox: v.string(), folder: v.string(), at: v.string() })),
  }),
});

/** Answer of a command. */
export const answerSchema: v.GenericSchema<unknown, LabShellAnswer> = v.object({
  items: v.array(v.record(v.string(), v.unknown())),
  warnings: v.array(v.string()),
  error: v.exactOptional(
    v.object({
      message: v.string(),
      fullyQualifiedErrorId: v.string(),
      category: v.string(),
      exceptionType: v.string(),
    }),
  ),
});

/** Answer to a question for rights. */
export const rightsSchema: v.GenericSchema<unknown, LabRights> = v.object({
  commands: v.record(v.string(), v.array(v.string())),
});

/** Answer to a question to DNS. */
export const resolveSchema: v.GenericSchema<unknown, LabResolveAnswer> = v.object({
  addresses: v.array(v.string()),
});

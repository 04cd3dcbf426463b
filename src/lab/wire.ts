/** What arrives from outside, checked before anything looks at it. */
import * as v from 'valibot';
import type {
  LabControl,
  LabEdit,
  LabOptions,
  LabResolveRequest,
  LabRightsRequest,
  LabShellRequest,
} from '../shared/lab';
import { LAB_FAULTS, LAB_STARTS } from '../shared/lab';

const text = v.pipe(v.string(), v.maxLength(1000));
const seed = v.pipe(v.number(), v.safeInteger());
const start = v.picklist(LAB_STARTS);
const fault = v.picklist(LAB_FAULTS);

const options = v.object({
  folder: v.pipe(v.string(), v.nonEmpty()),
  seed,
  start,
  latency: v.picklist(['none', 'realistic']),
  faults: v.array(fault),
  servers: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000))),
  frontEnds: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
});

const edit: v.GenericSchema<unknown, LabEdit> = v.variant('edit', [
  v.object({ edit: v.literal('hide-mail-user'), name: text, hidden: v.boolean() }),
  v.object({ edit: v.literal('rename-mail-user'), from: text, to: text }),
  v.object({ edit: v.literal('assign-role'), role: text, user: text }),
  v.object({ edit: v.literal('remove-role'), role: text, user: text }),
  v.object({ edit: v.literal('disable-partner-application'), applicationId: text }),
  v.object({ edit: v.literal('add-key'), applicationId: text, label: text }),
  v.object({ edit: v.literal('rename-domain'), from: text, to: text }),
  v.object({
    edit: v.literal('register-application'),
    applicationId: text,
    certificate: text,
    permissions: v.array(text),
  }),
  v.object({
    edit: v.literal('set-dns-record'),
    host: text,
    addresses: v.pipe(v.array(v.pipe(v.string(), v.ip())), v.maxLength(16)),
  }),
  v.object({ edit: v.literal('set-scp'), server: text, uri: text }),
  v.object({ edit: v.literal('set-iis'), server: text, running: v.boolean() }),
  v.object({
    edit: v.literal('set-server-build'),
    server: text,
    build: v.pipe(v.string(), v.regex(/^\d{1,5}(\.\d{1,5}){3}$/)),
  }),
]);

const DECADE = 10 * 366 * 86_400_000;

const control: v.GenericSchema<unknown, LabControl> = v.variant('op', [
  v.object({ op: v.literal('status') }),
  v.object({ op: v.literal('reset'), seed, start }),
  v.object({ op: v.literal('fault'), name: fault, on: v.boolean() }),
  v.object({
    op: v.literal('advance'),
    milliseconds: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(DECADE)),
  }),
  v.object({ op: v.literal('edit'), edit }),
  v.object({
    op: v.literal('edit-before-change'),
    nth: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    edit,
  }),
  v.object({ op: v.literal('stop') }),
]);

const shellRequest: v.GenericSchema<unknown, LabShellRequest> = v.object({
  shell: v.picklist(['exchange', 'online', 'skype', 'local']),
  computer: v.exactOptional(text),
  shellId: v.exactOptional(text),
  command: text,
  parameters: v.record(v.string(), v.unknown()),
  requestId: text,
  accessToken: v.exactOptional(v.pipe(v.string(), v.maxLength(20_000))),
});

/** Options of the process. Throws a ValiError. */
export function parseOptions(value: unknown): LabOptions {
  return v.parse(options, value);
}

/** A control request. Throws a ValiError. */
export function parseControl(value: unknown): LabControl {
  return v.parse(control, value);
}

/** A cmdlet call. Throws a ValiError. */
export function parseShellRequest(value: unknown): LabShellRequest {
  return v.parse(shellRequest, value);
}

/** Which shell a caller closes. Throws a ValiError. */
export function parseClose(value: unknown): string {
  return v.parse(v.object({ shellId: text }), value).shellId;
}

/** A question for the rights of a session. Throws a ValiError. */
export function parseRights(value: unknown): LabRightsRequest {
  return v.parse(v.object({ shell: v.exactOptional(v.picklist(['exchange', 'skype'])) }), value);
}

/** A question to DNS. Throws a ValiError. */
export function parseResolve(value: unknown): LabResolveRequest {
  return v.parse(v.object({ host: text }), value);
}

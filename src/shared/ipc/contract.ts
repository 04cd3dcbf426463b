/**
 * The whole IPC contract: one entry a channel. Preload builds its functions from this list, main registers one
 * validated handler for each; nothing else exists. All calls answer Result<…>.
 */
import * as v from 'valibot';
import { checkInputSchema } from '../checks';
import { LONGEST_PASTE } from '../diagnosis';
import { MOST_ADDED_PRINCIPALS } from '../keys';
import { LAB_FAULTS, LAB_STARTS } from '../lab';
import { LANGUAGES } from '../languages';
import { isHostName } from '../profile';
import { plainLine } from '../plain-text';
import { topologySchema } from '../topology';
import { LOG_CHANNELS } from './log-channels';
import { PLAN_CHANNELS } from './plan-channels';
import { HISTORY_CHANNELS } from './history-channels';
import { INSPECT_CHANNELS } from './inspect-channels';
import { KNOWN_CHANNELS } from './known-channels';
import { REPORT_CHANNELS } from './report-channels';
import { CUSTOMERS_CHANNELS } from './customers-channels';
import { changedSettings, SETTINGS_CHANNELS } from './settings-channels';
import { PRACTICE_CHANNELS } from './practice-channels';
import {
  EXCHANGE_WAY_VIEWS,
  INPUT_NAMES,
  LINK_IDS,
  ONLINE_WAY_VIEWS,
  SKYPE_WAY_VIEWS,
  SCENARIO_VIEWS,
  TENANT_WAY_VIEWS,
} from './views';
import { DRAFT_CHANNELS } from './draft-channels';
import { STEP_CHANNELS } from './step-channels';
import { TENANT_CHANNELS } from './tenant-channels';
import { UPDATE_CHANNELS } from './update-channels';
import { ABOUT_CHANNELS } from './about-channels';
import { WINDOW_CHANNELS } from './window-channels';

/** One line without marks of direction: it may come to stand in main's own dialogs. */
const shortText = v.pipe(v.string(), v.maxLength(256), v.transform(plainLine));
const hostName = v.pipe(v.string(), v.check(isHostName));
const path = v.pipe(v.string(), v.maxLength(1_024));
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9A-F]{4}-[0-9A-F]{4}$/));
const backupName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\.json$/));
const ways = {
  exchange: v.picklist(EXCHANGE_WAY_VIEWS),
  tenant: v.picklist(TENANT_WAY_VIEWS),
  online: v.exactOptional(v.picklist(ONLINE_WAY_VIEWS)),
  skype: v.exactOptional(v.picklist(SKYPE_WAY_VIEWS)),
};
const nothing = v.strictObject({});
const tag = v.picklist([
  'interrupts-service',
  'writes-mailbox',
  'adds-credential',
  'removes-credential',
  'grants-full-trust',
  'cannot-undo',
  'needs-tenant-admin',
]);

/** Channel → schema of its single argument. Unknown keys are refused. */
export const CHANNELS = {
  ...CUSTOMERS_CHANNELS,
  ...UPDATE_CHANNELS,
  /** → AppView */
  'app.snapshot': nothing,
  /** What is not named stays as it is. */
  'app.preferences': changedSettings,
  /** `choose`: main asks for the file, so that the window cannot name a program to run. */
  'app.powershell': v.strictObject({ use: v.picklist(['choose', 'found']) }),
  'app.finish-first-run': nothing,
  /** Opens (and makes when missing) the practice customer with this start state. */
  'customer.practice': v.strictObject({
    start: v.picklist(LAB_STARTS),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)),
  }),
  'customer.create': v.strictObject({
    name: v.pipe(shortText, v.minLength(1)),
    tenantDomain: hostName,
    tenantId: v.pipe(v.string(), v.uuid()),
    exchangeServer: hostName,
    connection: v.exactOptional(v.strictObject(ways)),
    /** The customer whose scenario, recipe, ways and account names are taken over. */
    template: v.exactOptional(id),
  }),
  /** How the open customer is reached; its connection is made anew. */
  'customer.connection': v.strictObject({
    exchangeServer: hostName,
    /** Empty: no front end is reached from here. */
    skypeServer: v.union([hostName, v.literal('')]),
    ...ways,
  }),
  /** Main asks for the folder, then reads the open customer's Exchange side from it. */
  'customer.collected': nothing,
  /** The answer to the credential question with this id. Never logged, never part of a view. */
  'credential.answer': v.variant('kind', [
    v.strictObject({
      kind: v.literal('given'),
      id: v.pipe(v.string(), v.uuid()),
      user: v.pipe(shortText, v.minLength(1)),
      password: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)),
    }),
    v.strictObject({ kind: v.literal('cancelled'), id: v.pipe(v.string(), v.uuid()) }),
  ]),
  'customer.open': v.strictObject({ id }),
  'customer.close': nothing,
  /** Main asks for confirmation, then removes everything stored for this customer. */
  'customer.forget': v.strictObject({ id }),
  'customer.inputs': v.strictObject({
    values: v.record(v.picklist(INPUT_NAMES), shortText),
    recipe: v.optional(v.picklist(['sfb-online-classic', 'teams-2025', 'both'])),
    scenario: v.optional(v.picklist(SCENARIO_VIEWS)),
  }),
  ...TENANT_CHANNELS,
  ...STEP_CHANNELS,
  ...DRAFT_CHANNELS,
  'sign-in.start': v.strictObject({ method: v.picklist(['browser', 'device-code']) }),
  'sign-in.cancel': nothing,
  'sign-in.out': nothing,
  /** Reads, then plans, so that one button shows what is there and what would change. */
  'read.start': nothing,
  'read.cancel': nothing,
  'plan.make': nothing,
  'plan.save': nothing,
  'script.save': v.strictObject({ which: v.picklist(['script', 'undo']) }),
  /** A script that a person carries to one side: `look` only reads, `trial` asks with -WhatIf. Main asks for the file. */
  'carry.save': v.strictObject({
    kind: v.picklist(['look', 'script', 'trial']),
    target: v.picklist(['exchange', 'tenant', 'online', 'skype', 'local']),
  }),
  /** Main asks for the result file. */
  'carry.load': nothing,
  /** Main confirms with its own dialog, listing its own plan's actions. */
  'run.start': v.strictObject({
    fingerprint,
    consents: v.array(tag),
    /** The approver's code, where one was typed. */
    approved: v.optional(fingerprint),
  }),
  /** After the current command. */
  'run.pause': nothing,
  'run.resume': nothing,
  'run.stop': nothing,
  /** After an unexpected end: look first, then go on. */
  'run.continue': nothing,
  'run.close': nothing,
  /** `writesMailbox`: the person consents to a test that writes an item. */
  'verify.start': v.strictObject({ writesMailbox: v.exactOptional(v.boolean()) }),
  /** A person signs what they saw of a feature, for the state with this fingerprint. */
  'verify.record': v.strictObject({ ...checkInputSchema.entries, fingerprint }),
  /** Makes an undo plan of the given run. */
  'undo.plan': v.strictObject({ run: id }),
  ...PLAN_CHANNELS,
  ...REPORT_CHANNELS,
  ...HISTORY_CHANNELS,
  ...KNOWN_CHANNELS,
  /** Reads a pasted text offline. → Diagnosis */
  'diagnose.text': v.strictObject({ text: v.pipe(v.string(), v.maxLength(LONGEST_PASTE)) }),
  /** Main asks for the file. → DiagnosedFile, or null when nothing was chosen */
  'diagnose.file': nothing,
  /** → TopologyStart: what the open customer's description starts from. */
  'topology.start': nothing,
  /** → TopologyAnswer. Nothing is kept. */
  'topology.answer': topologySchema,
  /** Stores the description with the open customer. */
  'topology.save': topologySchema,
  /** Main asks for the file. → whether it was written */
  'topology.export': v.strictObject({
    description: topologySchema,
    language: v.picklist(LANGUAGES),
  }),
  ...INSPECT_CHANNELS,
  'lab.reset': v.strictObject({
    start: v.picklist(LAB_STARTS),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)),
  }),
  'lab.fault': v.strictObject({ name: v.picklist(LAB_FAULTS), on: v.boolean() }),
  'lab.advance': v.strictObject({
    hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 366 * 6)),
  }),
  /** Examines this computer and the open customer; the result is in the view. */
  'doctor.run': nothing,
  /** → SupportPreviewView: every file of a support bundle as it will be written. */
  'support.preview': v.strictObject({ includeNames: v.boolean() }),
  /** → SupportSavedView. Writes the files of the last preview but these; main asks where. */
  'support.save': v.strictObject({ leaveOut: v.pipe(v.array(path), v.maxLength(1_000)) }),
  /** Reads the keys of all principals. `policy`: also the tenant's policy for applications. */
  'keys.read': v.strictObject({ policy: v.boolean() }),
  /** Writes a backup of all key lists into the customer's folder. */
  'keys.backup': nothing,
  /** Plans to restore from a stored backup. null: main asks for a file. → false when none was chosen */
  'keys.restore': v.strictObject({ backup: v.nullable(backupName) }),
  /** Plans to drop expired keys, of one application's principal or of all. */
  'keys.drop-expired': v.strictObject({ principal: v.nullable(v.pipe(v.string(), v.uuid())) }),
  /** Further applications whose keys are listed. */
  'keys.principals': v.strictObject({
    ids: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(MOST_ADDED_PRINCIPALS)),
  }),
  'link.open': v.strictObject({ id: v.picklist(LINK_IDS) }),
  /** Copies literal text (a command, an id) to the clipboard. */
  'clipboard.write': v.strictObject({ text: v.pipe(v.string(), v.maxLength(200_000)) }),
  /** → LogLineView[] of the current run, newest 5,000. */
  'log.lines': v.strictObject({ after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  ...SETTINGS_CHANNELS,
  ...PRACTICE_CHANNELS,
  ...WINDOW_CHANNELS,
  ...LOG_CHANNELS,
  ...ABOUT_CHANNELS,
} as const;

export type Channel = keyof typeof CHANNELS;
/** Argument of a channel, as the handler receives it. */
export type ChannelInput<C extends Channel> = v.InferOutput<(typeof CHANNELS)[C]>;

/** What main sends without being asked. */
export const EVENTS = ['view', 'log'] as const;
export type EventName = (typeof EVENTS)[number];

/** Channels about how the open customer's tenant is signed in to. No path comes from the window. */
import * as v from 'valibot';
import { CLOUD_CHOICES } from '../clouds';

/** Files of the sign-in for scheduled checks. */
export const CHECK_FILES = ['certificateFile', 'keyFile'] as const;
export type CheckFile = (typeof CHECK_FILES)[number];

/** `kept`: as stored. `chosen`: what main's dialog was answered with last. `none`: forgotten. */
const checkFile = v.picklist(['kept', 'chosen', 'none']);
export type CheckFileUse = v.InferOutput<typeof checkFile>;
const shortText = v.pipe(v.string(), v.maxLength(256));

/** Spread into the contract. */
export const TENANT_CHANNELS = {
  /** How the open customer's tenant is signed in to. Empty texts: as usual. */
  'customer.tenant': v.strictObject({
    cloud: v.picklist(['auto', ...CLOUD_CHOICES]),
    login: shortText,
    graph: shortText,
    clientId: shortText,
    remember: v.boolean(),
    appOnly: v.strictObject({
      clientId: shortText,
      certificateFile: checkFile,
      keyFile: checkFile,
    }),
  }),
  /** Main asks for the file and keeps its path until the settings are saved. → its name, null where none was chosen */
  'customer.tenant-file': v.strictObject({ which: v.picklist(CHECK_FILES) }),
} as const;

import type { CredentialDesk } from './credential-desk';
import type { CustomersOptions } from './customers';
import type { Doctor } from './doctor';
import type { Person } from './person';
import type { PrintPdf } from './report-file';
import type { Preferences } from './preferences';
import type { RunLog } from './run-log';
import type { UpdateDesk } from './update-desk';

/** What the desk needs from Electron, each as small as it is used. */
interface DeskTools {
  readonly person: Person;
  readonly openDocument: (address: string) => Promise<void>;
  /** Opens a file or folder of this product's own with the system's program. */
  readonly openPath: (path: string) => Promise<void>;
  /** Shows a file with the system's file manager. */
  readonly showFile: (path: string) => void;
  readonly copy: (text: string) => Promise<void>;
  /** Prints a document to PDF. */
  readonly printPdf: PrintPdf;
  /** Language or theme changed. */
  readonly onPreferences: () => void;
}

/** What the desk is made of. */
export interface DeskOptions extends CustomersOptions {
  readonly preferences: Preferences;
  readonly practiceOnly: boolean;
  readonly credentials: CredentialDesk;
  readonly tools: DeskTools;
  readonly log: RunLog;
  readonly doctor: Doctor;
  readonly updates: UpdateDesk;
}

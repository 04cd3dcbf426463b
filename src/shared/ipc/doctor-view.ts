/** What the window shows of an examination and of a support bundle. */
import type { DoctorResult } from '../doctor';
import type { AppError } from '../errors';

/** The last examination, and whether one is under way. */
export interface DoctorView {
  readonly running: boolean;
  readonly result: DoctorResult | null;
  /** Why the last one came to nothing. */
  readonly error: AppError | null;
}

/** A file of a support bundle, as it will be written. */
export interface SupportFileView {
  readonly name: string;
  /** Said as `doctor.bundle.about.<about>`. */
  readonly about:
    | 'readme'
    | 'doctor'
    | 'versions'
    | 'settings'
    | 'policy'
    | 'log'
    | 'run'
    | 'customer'
    | 'journal';
  readonly bytes: number;
  readonly text: string;
}

/** Answer of `support.preview`. `support.save` writes exactly these files. */
export interface SupportPreviewView {
  readonly files: readonly SupportFileView[];
}

/** Answer of `support.save`: where it was written; null where the person chose no file. */
export interface SupportSavedView {
  readonly file: string | null;
}

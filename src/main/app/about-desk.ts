/** What a package says of itself, and the licences of its parts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AboutView } from '../../shared/ipc/about-view';

const packed = v.object({ commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{7,40}$/)) });

/** What it needs of the rest of main. */
export interface AboutDeskOptions {
  /** Folder of the package.json, inside the archive of a packaged app. */
  readonly appFolder: string;
  /** Text that names every part with its licence; packages bring it, a checkout has it once one was packed. */
  readonly licencesFile: string;
  readonly isTestPackage: boolean;
  readonly openPath: (path: string) => Promise<void>;
}

/** The desk of About. */
export class AboutDesk {
  constructor(private readonly options: AboutDeskOptions) {}

  /** What is known of this build. */
  facts(): AboutView {
    const { appFolder, licencesFile, isTestPackage } = this.options;
    return {
      commit: commitIn(appFolder),
      testPackage: isTestPackage,
      licences: existsSync(licencesFile),
    };
  }

  /** Shows the licences of what is shipped. */
  async openLicences(): Promise<void> {
    await this.options.openPath(this.options.licencesFile);
  }
}

/** Packages name the commit in their package.json; a checkout does not. */
function commitIn(appFolder: string): string | null {
  try {
    const text = readFileSync(join(appFolder, 'package.json'), 'utf8');
    const found = v.safeParse(packed, JSON.parse(text));
    return found.success ? found.output.commit : null;
  } catch {
    return null;
  }
}

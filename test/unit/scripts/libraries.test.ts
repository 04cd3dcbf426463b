import { describe, expect, it } from 'vitest';
import {
  missingPackages,
  namesToInstall,
  parseInstalled,
} from '../../../scripts/setup/libraries.mjs';

describe('parseInstalled', () => {
  it('takes only packages whose files are on the system', () => {
    const output = 'libnss3 installed\nlibgtk-3-0 not-installed\nxvfb config-files\n\n';
    expect([...parseInstalled(output)]).toEqual(['libnss3']);
  });
});

describe('missingPackages', () => {
  it('counts a library under its new name as present', () => {
    const installed = new Set(['libasound2t64', 'libnss3']);
    expect(missingPackages(['libasound2', 'libnss3', 'libgbm1'], installed)).toEqual(['libgbm1']);
  });
});

describe('namesToInstall', () => {
  it('uses the new name only where the package source has it', () => {
    const available = new Set(['libasound2t64', 'libgbm1']);
    expect(namesToInstall(['libasound2', 'libgbm1'], available)).toEqual([
      'libasound2t64',
      'libgbm1',
    ]);
  });
});

/** What was chosen in the window's Settings, as far as it counts for the command line. */
import { join } from 'node:path';
import * as v from 'valibot';
import { nodeFileSystem, readIfThere } from '../adapters/storage/file-system';
import { SETTINGS_ENTRIES } from '../shared/ipc/settings-channels';
import { settingsUnder, type Policy } from '../shared/policy';
import { USUAL_SETTINGS } from '../shared/settings';
import { dataFolder } from './composition';

/** What cannot be used is as if nothing had been chosen. */
const stored = v.object({
  updates: v.fallback(SETTINGS_ENTRIES.updates, USUAL_SETTINGS.updates),
  updateFeed: v.fallback(SETTINGS_ENTRIES.updateFeed, USUAL_SETTINGS.updateFeed),
  proxy: v.fallback(SETTINGS_ENTRIES.proxy, USUAL_SETTINGS.proxy),
});

/** As the window has them: what was chosen there, under what the organisation sets. */
export async function chosenSettings(data: string | undefined, policy: Policy) {
  const bytes = await readIfThere(nodeFileSystem, join(dataFolder(data), 'preferences.json'));
  const found = v.safeParse(stored, jsonOf(Buffer.from(bytes ?? []).toString('utf8')));
  return settingsUnder({ ...USUAL_SETTINGS, ...(found.success ? found.output : {}) }, policy);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Channels of About → its desk. */
import type { AboutDesk } from '../app/about-desk';

/** Makes their handlers. */
export function aboutHandlers(desk: () => Promise<AboutDesk>) {
  return {
    'about.facts': async () => (await desk()).facts(),
    'about.licences': async () => {
      await (await desk()).openLicences();
      return null;
    },
  };
}

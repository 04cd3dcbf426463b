/** What the gallery looks for in its page, under one name there. */
import { TEST_IDS } from '../../../src/renderer/testids';
import { clippedInPage, movingInPage, reflowInPage, watchFocusInPage } from '../support/in-page';

Object.assign(window, {
  screenChecks: {
    clipped: clippedInPage,
    moving: movingInPage,
    reflow: () => reflowInPage(TEST_IDS.main),
    watchFocus: watchFocusInPage,
  },
});

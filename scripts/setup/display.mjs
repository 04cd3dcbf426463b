/** Whether a window can be shown here, and how to get one where it cannot. */

/**
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether there is a display
 */
export function hasDisplay(platform = process.platform, env = process.env) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Switches Electron needs for the display that is there.
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]}
 */
export function displaySwitches(platform = process.platform, env = process.env) {
  const waylandOnly = platform === 'linux' && !env['DISPLAY'] && env['WAYLAND_DISPLAY'];
  // Older Electron versions look for X11 only.
  return waylandOnly ? ['--ozone-platform=wayland'] : [];
}

/**
 * A command line that runs under a virtual display where there is no real one.
 * @param {readonly string[]} command program and arguments
 * @returns {[string, string[]]}
 */
export function underDisplay(command, display = hasDisplay()) {
  const [program = '', ...args] = command;
  if (display) return [program, args];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1440x900x24', program, ...args]];
}

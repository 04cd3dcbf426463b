/** The areas that the window shows, in one language: one chunk of the window's bundle. */
import checks from './checks.fr.json';
import core from './core.fr.json';
import doctor from './doctor.fr.json';
import coreOAuth from './core-oauth.fr.json';
import coreSkype from './core-skype.fr.json';
import coreCross from './core-cross.fr.json';
import coreKeys from './core-keys.fr.json';
import errors from './errors.fr.json';
import lab from './lab.fr.json';
import notices from './notices.fr.json';
import rollover from './rollover.fr.json';
import signIn from './sign-in.fr.json';
import ui from './ui.fr.json';
import type { Messages } from './translate';

const messages: Messages = {
  ...ui,
  ...errors,
  ...core,
  ...coreOAuth,
  ...coreKeys,
  ...lab,
  ...signIn,
  ...doctor,
  ...notices,
  ...checks,
  ...rollover,
  ...coreSkype,
  ...coreCross,
};
export default messages;

/** The areas that the window shows, in one language: one chunk of the window's bundle. */
import checks from './checks.en.json';
import core from './core.en.json';
import doctor from './doctor.en.json';
import coreOAuth from './core-oauth.en.json';
import coreSkype from './core-skype.en.json';
import coreCross from './core-cross.en.json';
import coreKeys from './core-keys.en.json';
import errors from './errors.en.json';
import lab from './lab.en.json';
import notices from './notices.en.json';
import rollover from './rollover.en.json';
import signIn from './sign-in.en.json';
import ui from './ui.en.json';
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

/** The areas that the window shows, in one language: one chunk of the window's bundle. */
import checks from './checks.zh-TW.json';
import core from './core.zh-TW.json';
import doctor from './doctor.zh-TW.json';
import coreOAuth from './core-oauth.zh-TW.json';
import coreSkype from './core-skype.zh-TW.json';
import coreCross from './core-cross.zh-TW.json';
import coreKeys from './core-keys.zh-TW.json';
import errors from './errors.zh-TW.json';
import lab from './lab.zh-TW.json';
import notices from './notices.zh-TW.json';
import rollover from './rollover.zh-TW.json';
import signIn from './sign-in.zh-TW.json';
import ui from './ui.zh-TW.json';
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

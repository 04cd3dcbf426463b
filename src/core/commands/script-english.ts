/** Comments of scripts are English everywhere: a script is the same in every language. */
import { createTranslator } from '../../shared/messages/translate';
import checks from '../../shared/messages/checks.en.json';
import core from '../../shared/messages/core.en.json';
import coreOAuth from '../../shared/messages/core-oauth.en.json';
import coreCross from '../../shared/messages/core-cross.en.json';
import coreSkype from '../../shared/messages/core-skype.en.json';
import rollover from '../../shared/messages/rollover.en.json';
import type { MessageRef } from '../model/message';

const ENGLISH = createTranslator('en', {
  ...core,
  ...coreOAuth,
  ...rollover,
  ...coreSkype,
  ...coreCross,
  ...checks,
});

/** A message in English. */
export function scriptEnglish(message: MessageRef): string {
  return ENGLISH.text(message);
}
